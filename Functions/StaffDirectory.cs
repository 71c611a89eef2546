using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions;

/// <summary>The people of every municipality and who answers for a role.</summary>
internal sealed class StaffDirectory(IReadOnlyList<StaffMember> people)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public IReadOnlyList<StaffMember> People => people;

    /// <exception cref="InvalidDataException">The file is missing or malformed; the message says where.</exception>
    public static StaffDirectory Load(string path)
    {
        try
        {
            var people = JsonSerializer.Deserialize<List<StaffMember>>(File.ReadAllText(path), Strict) ?? [];
            return people.Select(p => p.Id).Distinct(StringComparer.Ordinal).Count() == people.Count
                ? new StaffDirectory(people)
                : throw new InvalidDataException($"The staff file '{path}' names an id twice. Give every person an id of their own.");
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            throw new InvalidDataException($"The staff file '{path}' cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>Every municipality needs somebody for every step; better said at start than when a case is stuck.</summary>
    /// <exception cref="InvalidDataException">A municipality lacks a role.</exception>
    public StaffDirectory Covering(IEnumerable<string> municipalities)
    {
        string[] needed = [Roles.Registrar, Roles.Worker, Roles.Head];
        var missing = municipalities.SelectMany(m => needed.Where(role => In(m, role) is null).Select(role => $"{m} has no {role}")).ToList();
        return missing.Count == 0
            ? this
            : throw new InvalidDataException($"The staff file lacks people: {string.Join("; ", missing)}. Add them to staff.json of the data folder.");
    }

    /// <summary>Names that a stranger might put on.</summary>
    public IEnumerable<string> NamesOf(string municipality) => people.Where(p => p.Municipality == municipality).Select(p => p.Name);

    public StaffMember? Find(string id) => people.FirstOrDefault(p => p.Id == id);

    /// <summary>
    /// Who answers for a role in a municipality; where nobody holds it, the head does, so that a reminder always reaches a person.
    /// </summary>
    public string PersonFor(string municipality, string role) =>
        (In(municipality, role) ?? In(municipality, Roles.Head) ?? people.FirstOrDefault(p => p.Municipality == municipality))?.Id
        ?? throw new InvalidOperationException($"The staff directory has nobody in '{municipality}'.");

    private StaffMember? In(string municipality, string role) =>
        people.FirstOrDefault(p => p.Municipality == municipality && p.Roles.Contains(role));
}
