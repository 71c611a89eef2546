using System.Text;
using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Municipalities;

/// <summary>
/// Reads the municipality packs from a folder that has one folder for each municipality and <c>latvija</c> with the data
/// of the state. Anything wrong in any of them is reported together, with the folder's name before the file's.
/// </summary>
internal static class PackFolder
{
    /// <summary>Data that hold for the whole country.</summary>
    public const string NationalFolder = "latvija";

    private const string CalendarFile = "calendar.json";
    private const string IncomeFile = "income.json";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The folder that travels beside the executable.</summary>
    public static string DefaultRoot => Path.Combine(AppContext.BaseDirectory, "Municipalities");

    /// <exception cref="PackException">The folder has no packs, or some are wrong.</exception>
    public static IReadOnlyList<MunicipalityPack> Load(string rootDirectory)
    {
        var packs = new List<MunicipalityPack>();
        var problems = new List<PackProblem>();
        foreach (var directory in Directories(rootDirectory))
        {
            var id = Path.GetFileName(directory);
            try
            {
                packs.Add(PackReader.Read(id, ReadFiles(directory)));
            }
            catch (PackException e)
            {
                problems.AddRange(e.Problems.Select(p => p with { File = $"{id}/{p.File}" }));
            }
        }

        problems.AddRange(SharedMailboxes(packs));
        if (problems.Count > 0)
        {
            throw new PackException(problems);
        }

        var national = LoadNational(rootDirectory, IncomeFile, IncomeRulesReader.ReadNational);
        return [.. packs.Select(p => p with { Income = national with { Local = p.Income.Local } })];
    }

    /// <exception cref="PackException">The file is absent or wrong.</exception>
    public static NationalCalendar LoadCalendar(string rootDirectory) =>
        LoadNational(rootDirectory, CalendarFile, NationalCalendarReader.Read);

    private static T LoadNational<T>(string rootDirectory, string file, Func<string, string, T> read)
    {
        var path = Path.Combine(rootDirectory, NationalFolder, file);
        var name = $"{NationalFolder}/{file}";
        return File.Exists(path)
            ? read(name, ReadText(path, name))
            : throw new PackException([new PackProblem(name, "$", $"the file is missing in {rootDirectory}")]);
    }

    private static string[] Directories(string rootDirectory)
    {
        string[] found = Directory.Exists(rootDirectory)
            ? [.. Directory.GetDirectories(rootDirectory)
                .Where(d => Path.GetFileName(d) is var name && name != NationalFolder && !name.StartsWith('.'))
                .Order(StringComparer.Ordinal)]
            : [];
        return found.Length > 0
            ? found
            : throw new PackException([new PackProblem(rootDirectory, "$", "has no folder of a municipality: check the path")]);
    }

    private static Dictionary<string, string> ReadFiles(string directory) =>
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".json" or ".hbs")
            .Select(f => (Path: f, Name: Path.GetRelativePath(directory, f).Replace(Path.DirectorySeparatorChar, '/')))
            .ToDictionary(f => f.Name, f => ReadText(f.Path, f.Name), StringComparer.Ordinal);

    private static string ReadText(string path, string name)
    {
        try
        {
            return File.ReadAllText(path, StrictUtf8);
        }
        catch (DecoderFallbackException)
        {
            throw new PackException([new PackProblem(name, "$", "is not UTF-8 text: save it as UTF-8")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PackException([new PackProblem(name, "$", $"cannot be read: {e.Message}")]);
        }
    }

    /// <summary>A mailbox belongs to one municipality, otherwise a message could reach the wrong one.</summary>
    private static IEnumerable<PackProblem> SharedMailboxes(List<MunicipalityPack> packs) =>
        packs.GroupBy(p => p.Institution.Email, StringComparer.Ordinal)
            .SelectMany(same => same.Skip(1).Select(p => new PackProblem(
                $"{p.Id}/institution.json",
                "$.institution.email",
                $"\"{same.Key}\" already belongs to {same.First().Id}")));
}
