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

    /// <summary>Hexadecimal digits of a keyed look-up.</summary>
    private const int KeyLength = 64;

    public IReadOnlyList<StaffMember> People => people;

    /// <exception cref="InvalidDataException">An id is taken.</exception>
    public StaffDirectory With(IReadOnlyList<StaffMember> more) => more.FirstOrDefault(m => Find(m.Id) is not null || people.Any(p => p.Municipality == m.Municipality)) is { } taken
        ? throw new InvalidDataException($"The staff file names the id {taken.Id} or the municipality {taken.Municipality}: both are kept for the synthetic resident.")
        : new([.. people, .. more]);

    /// <exception cref="InvalidDataException">The file is missing or malformed; the message says where.</exception>
    public static StaffDirectory Load(string path)
    {
        try
        {
            var people = JsonSerializer.Deserialize<List<StaffMember>>(File.ReadAllText(path), Strict) ?? [];
            var entra = people.Select(p => p.EntraId).OfType<Guid>().ToList();
            if (people.FirstOrDefault(p => p.CodeKey is { } key && !(key.Length == KeyLength && key.All(char.IsAsciiHexDigitLower))) is { } wrong)
            {
                throw new InvalidDataException($"The staff file '{path}' gives {wrong.Id} a codeKey that is none. It is what the command staff-key prints, never the personal code itself.");
            }

            if (people.FirstOrDefault(p => !Languages.IsKnown(p.Language)) is { } speaker)
            {
                throw new InvalidDataException($"The staff file '{path}' gives {speaker.Id} the language '{speaker.Language}'. It is {Languages.Latvian} or {Languages.English}; without it, {Languages.Latvian}.");
            }

            if (people.Select(RolesProblem).FirstOrDefault(p => p is not null) is { } roles)
            {
                throw new InvalidDataException($"The staff file '{path}': {roles}");
            }

            return people.Select(p => p.Id).Distinct(StringComparer.Ordinal).Count() == people.Count && entra.Distinct().Count() == entra.Count
                ? new StaffDirectory(people)
                : throw new InvalidDataException($"The staff file '{path}' names an id or entraId twice. Give every person ids of their own.");
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            throw new InvalidDataException($"The staff file '{path}' cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>A role misspelt would let nobody in and be noticed late; an auditor who works on cases would audit their own.</summary>
    private static string? RolesProblem(StaffMember person) =>
        person.Roles.FirstOrDefault(r => !Roles.OfPeople.Contains(r)) is { } unknown
            ? $"{person.Id} has the role '{unknown}', which does not exist. The roles are {string.Join(", ", Roles.OfPeople)}."
            : person.Roles.Contains(Roles.Auditor) && person.Roles.Any(Roles.OfCasework.Contains)
                ? $"{person.Id} is {Roles.Auditor} and works on cases, and would audit their own work. Give the audit to somebody else."
                : null;

    /// <summary>Where people sign in with an account, a person without one could never come in.</summary>
    /// <exception cref="InvalidDataException">Somebody has no account.</exception>
    public StaffDirectory AllKnownToEntra()
    {
        var without = people.Where(p => p.EntraId is null).Select(p => p.Id).ToList();
        return without.Count == 0
            ? this
            : throw new InvalidDataException($"The staff file gives no entraId for {string.Join(", ", without)}: they could not sign in. Add the object id of each person's account.");
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

    public StaffMember? FindByEntraId(Guid id) => people.FirstOrDefault(p => p.EntraId == id);

    /// <summary>A case can be this person's: somebody of the municipality who does a social worker's work.</summary>
    public bool MayCarry(string municipality, string id) =>
        Find(id) is { } person && person.Municipality == municipality && person.Roles.Any(r => r is Roles.Worker or Roles.Substitute or Roles.Duty);

    /// <summary>Everybody who may be asked for a step of a case: its own person where it has one, else all who hold the role.</summary>
    public IEnumerable<StaffMember> AskedFor(string municipality, string role, string? assignee) =>
        role == Roles.Worker && assignee is not null && Find(assignee) is { } own
            ? [own]
            : people.Where(p => p.Municipality == municipality && p.Roles.Contains(role));

    /// <summary>
    /// Who answers for a role in a municipality; where nobody holds it, the head does, so that a reminder always reaches a person.
    /// </summary>
    public string PersonFor(string municipality, string role) =>
        (In(municipality, role) ?? In(municipality, Roles.Head) ?? people.FirstOrDefault(p => p.Municipality == municipality))?.Id
        ?? throw new InvalidOperationException($"The staff directory has nobody in '{municipality}'.");

    private StaffMember? In(string municipality, string role) =>
        people.FirstOrDefault(p => p.Municipality == municipality && p.Roles.Contains(role));
}
