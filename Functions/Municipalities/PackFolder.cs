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
    public const string NationalFolder = NationalPack.Id;

    private const string CalendarFile = "calendar.json";

    /// <summary>The folder that travels beside the executable.</summary>
    public static string DefaultRoot => Path.Combine(AppContext.BaseDirectory, "Municipalities");

    /// <exception cref="PackException">The folder has no packs, or some are wrong.</exception>
    public static IReadOnlyList<MunicipalityPack> Load(string rootDirectory) => Load(new PackDirectory(rootDirectory));

    /// <inheritdoc cref="Load(string)"/>
    public static IReadOnlyList<MunicipalityPack> Load(IPackSource source)
    {
        var packs = new List<MunicipalityPack>();
        var problems = new List<PackProblem>();
        var files = new PackFolderFiles(source);
        var directories = Directories(source);
        var national = Collect(NationalFolder, () => NationalPackReader.Read(files.Of(NationalFolder)));
        foreach (var id in directories)
        {
            if (Collect(id, () => PackReader.Read(id, files.Of(id))) is { } pack)
            {
                packs.Add(pack);
            }
        }

        var serving = Join(packs, national, problems);
        return problems.Count == 0 ? serving : throw new PackException(problems);

        T? Collect<T>(string id, Func<T> read)
            where T : class
        {
            try
            {
                return read();
            }
            catch (PackException e)
            {
                problems.AddRange(e.Problems.Select(p => p with { File = $"{id}/{p.File}" }));
                return null;
            }
        }
    }

    /// <summary>
    /// The municipalities that serve, with the data of the state and the rules of former municipalities in them; what contradicts
    /// between packs is added to the problems.
    /// </summary>
    internal static IReadOnlyList<MunicipalityPack> Join(IReadOnlyList<MunicipalityPack> packs, NationalPack? national, List<PackProblem> problems)
    {
        var former = packs.SelectMany(FoldersOfFormer).ToHashSet(StringComparer.Ordinal);
        var before = problems.Count;
        problems.AddRange(packs.SelectMany(p => MissingRules(p, packs)));
        IReadOnlyList<MunicipalityPack> serving = [.. packs.Where(p => !former.Contains(p.Id))];
        problems.AddRange(SharedMailboxes(serving));
        if (national is null)
        {
            return [];
        }

        problems.AddRange(UnknownMoves(packs, national.Calendar));
        problems.AddRange(packs.SelectMany(p => national.Contradictions(p).Select(c => c with { File = $"{p.Id}/{c.File}" })));
        problems.AddRange(serving.SelectMany(p => national.MissingTemplates(p).Select(m => m with { File = $"{p.Id}/{m.File}" })));
        return problems.Count > before
            ? []
            :
            [
                .. serving.Select(p => p with
                {
                    Income = national.Income with { Local = p.Income.Local },
                    Persons = national.Persons,
                    EasyLanguage = national.EasyLanguage,
                    SubmissionLaws = national.Submissions,
                    Acts = national.Acts,
                    ContestLaws = national.Contest,
                    RuleSets = FoldersOfFormer(p).ToDictionary(id => id, id => packs.Single(r => r.Id == id), StringComparer.Ordinal),
                }),
            ];
    }

    /// <exception cref="PackException">The file is absent or wrong.</exception>
    public static NationalCalendar LoadCalendar(string rootDirectory) => LoadCalendar(new PackDirectory(rootDirectory));

    /// <inheritdoc cref="LoadCalendar(string)"/>
    public static NationalCalendar LoadCalendar(IPackSource source)
    {
        const string name = $"{NationalFolder}/{CalendarFile}";
        return source.Files(NationalFolder).TryGetValue(CalendarFile, out var json)
            ? NationalCalendarReader.Read(name, json)
            : throw new PackException([new PackProblem(name, "$", $"the file is missing in {source.Name}")]);
    }

    private static string[] Directories(IPackSource source)
    {
        string[] found = [.. source.Folders.Where(name => name != NationalFolder)];
        return found.Length > 0
            ? found
            : throw new PackException([new PackProblem(source.Name, "$", "has no folder of a municipality: check the path")]);
    }

    /// <summary>Folders with the rules of former municipalities: they serve nobody by themselves.</summary>
    private static IEnumerable<string> FoldersOfFormer(MunicipalityPack pack) =>
        pack.Transition?.Former.Where(f => f.HasRules && f.Id != pack.Id).Select(f => f.Id) ?? [];

    private static IEnumerable<PackProblem> MissingRules(MunicipalityPack pack, IReadOnlyList<MunicipalityPack> packs) =>
        FoldersOfFormer(pack).Where(id => packs.All(p => p.Id != id)).Select(id => new PackProblem(
            $"{pack.Id}/transition.json",
            "$.former",
            $"\"{id}\" has rules by the data, but its folder is missing or wrong: bring the folder or set hasRules to false"));

    private static IEnumerable<PackProblem> UnknownMoves(IReadOnlyList<MunicipalityPack> packs, NationalCalendar national)
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
