using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

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
    private const string PersonsFile = "persons.json";
    private const string SubmissionsFile = "submissions.json";

    /// <summary>The folder that travels beside the executable.</summary>
    public static string DefaultRoot => Path.Combine(AppContext.BaseDirectory, "Municipalities");

    /// <exception cref="PackException">The folder has no packs, or some are wrong.</exception>
    public static IReadOnlyList<MunicipalityPack> Load(string rootDirectory)
    {
        var packs = new List<MunicipalityPack>();
        var problems = new List<PackProblem>();
        var files = new PackFolderFiles(rootDirectory);
        foreach (var id in Directories(rootDirectory))
        {
            try
            {
                packs.Add(PackReader.Read(id, files.Of(id)));
            }
            catch (PackException e)
            {
                problems.AddRange(e.Problems.Select(p => p with { File = $"{id}/{p.File}" }));
            }
        }

        var former = packs.SelectMany(FoldersOfFormer).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(packs.SelectMany(p => MissingRules(p, packs)));
        problems.AddRange(UnknownMoves(packs, LoadCalendar(rootDirectory)));
        IReadOnlyList<MunicipalityPack> serving = [.. packs.Where(p => !former.Contains(p.Id))];
        problems.AddRange(SharedMailboxes(serving));
        if (problems.Count > 0)
        {
            throw new PackException(problems);
        }

        var national = LoadNational(rootDirectory, IncomeFile, IncomeRulesReader.ReadNational);
        var persons = LoadNational(rootDirectory, PersonsFile, PersonRules.Read);
        var submissions = LoadNational(rootDirectory, SubmissionsFile, SubmissionLaw.Read);
        return
        [
            .. serving.Select(p => p with
            {
                Income = national with { Local = p.Income.Local },
                Persons = persons,
                SubmissionLaws = submissions,
                RuleSets = FoldersOfFormer(p).ToDictionary(id => id, id => packs.Single(r => r.Id == id), StringComparer.Ordinal),
            }),
        ];
    }

    /// <exception cref="PackException">The file is absent or wrong.</exception>
    public static NationalCalendar LoadCalendar(string rootDirectory) =>
        LoadNational(rootDirectory, CalendarFile, NationalCalendarReader.Read);

    private static T LoadNational<T>(string rootDirectory, string file, Func<string, string, T> read)
    {
        var path = Path.Combine(rootDirectory, NationalFolder, file);
        var name = $"{NationalFolder}/{file}";
        return File.Exists(path)
            ? read(name, PackFolderFiles.ReadText(path, name))
            : throw new PackException([new PackProblem(name, "$", $"the file is missing in {rootDirectory}")]);
    }

    private static string[] Directories(string rootDirectory)
    {
        string[] found = Directory.Exists(rootDirectory)
            ? [.. Directory.GetDirectories(rootDirectory)
                .Select(d => Path.GetFileName(d))
                .Where(name => name != NationalFolder && !name.StartsWith('.'))
                .Order(StringComparer.Ordinal)]
            : [];
        return found.Length > 0
            ? found
            : throw new PackException([new PackProblem(rootDirectory, "$", "has no folder of a municipality: check the path")]);
    }

    /// <summary>Folders with the rules of former municipalities: they serve nobody by themselves.</summary>
    private static IEnumerable<string> FoldersOfFormer(MunicipalityPack pack) =>
        pack.Transition?.Former.Where(f => f.HasRules && f.Id != pack.Id).Select(f => f.Id) ?? [];

    private static IEnumerable<PackProblem> MissingRules(MunicipalityPack pack, List<MunicipalityPack> packs) =>
        FoldersOfFormer(pack).Where(id => packs.All(p => p.Id != id)).Select(id => new PackProblem(
            $"{pack.Id}/transition.json",
            "$.former",
            $"\"{id}\" has rules by the data, but its folder is missing or wrong: bring the folder or set hasRules to false"));

    private static IEnumerable<PackProblem> UnknownMoves(List<MunicipalityPack> packs, NationalCalendar national)
    {
        var free = national.Moved.SelectMany(m => m.Moves).Select(m => m.Free).ToHashSet();
        return packs.SelectMany(p => p.Calendar.FollowsMovedDays.SelectMany(s => s.Exceptions).Where(e => !free.Contains(e.Free)).Select(e => new PackProblem(
            $"{p.Id}/calendar.json", "$.followsMovedDays", $"{e.Free:yyyy-MM-dd} is the free day of no move in {NationalFolder}/{CalendarFile}: an exception names a move by it")));
    }

    /// <summary>A mailbox belongs to one municipality, otherwise a message could reach the wrong one.</summary>
    private static IEnumerable<PackProblem> SharedMailboxes(IReadOnlyList<MunicipalityPack> packs) =>
        packs.GroupBy(p => p.Institution.Email, StringComparer.Ordinal)
            .SelectMany(same => same.Skip(1).Select(p => new PackProblem(
                $"{p.Id}/institution.json",
                "$.institution.email",
                $"\"{same.Key}\" already belongs to {same.First().Id}")));
}
