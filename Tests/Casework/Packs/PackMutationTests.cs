using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Casework.Packs;

/// <summary>Every file of every shipped pack, spoilt in every way: refused with file, path and reason, or lawful for a reason that stands here.</summary>
public sealed class PackMutationTests(ITestOutputHelper output)
{
    /// <summary>Spoilt data that are not spoilt: file | shape (regular expressions) | kinds | why.</summary>
    private static readonly (string File, string Shape, string Kinds, string Why)[] Lawful =
    [
        ("services.json|benefits.json|statuses.json", @"\$(\.benefits)?\[\]", "end", "a service may end"),
        ("services.json|benefits.json|statuses.json", @".*\.regulation", "drop", "null where the pack knows no local act"),
        ("services.json|benefits.json|statuses.json", @".*\.(description|targetGroups)", "drop", "the source need not explain a service or name its groups"),
        ("services.json|statuses.json", @".*\.(doubtWords|facilities|listedAs|providers|variants)", "drop", "a service need not have them"),
        ("services.json", @".*\.(belowAge|maximumStayMonths|minimumAge)", "drop", "no limit is set"),
        ("statuses.json", @".*\.decisionTerm", "drop", "the municipality's general term holds"),
        ("services.json", @".*\.minimumAge", "zero", "from birth on"),
        ("benefits.json", @"\$\.openNote", "blank", "nothing is open where every claimed benefit is listed; smiltene, where 14 are, is refused"),
        ("information.json", @"\$\[\]", "end", "what is only shown may stop being shown"),
        ("information.json", @".*\.details", "drop", "a fact need not have details"),
        ("information.json", @".*\.value", "zero far", "a figure can be any number that is not negative"),
        ("institution.json", @".*\.(parentLine|legalSuccessor)", "drop", "not every institution has one"),
        ("institution.json", @".*\.legalSuccessor", "end", "a successor may itself be succeeded; it is shown only"),
        ("institution.json", @"\$\.templatesFrom", "drop blank", "the templates are written out before; a pack without them is refused by the test of the folder"),
        ("terms.json", @".*\.(extension|hearing|offerAnswer|reply|serviceEndReminder)", "drop", "optional by their description: the action is not offered, or the term of documents is used"),
        ("completeness.json", @".*\.(answerWorkingDays|notOlderThanMonths|obtainedFrom|ofEachAdult)", "drop", "a rule has only what its source says"),
        ("transition.json", @"\$", "end", "the unified rules replace it on a day"),
        ("income.json", @"\$\.(thresholds|lowIncome)\[\]", "end", "thresholds are of a period; after it they are unknown and said to be"),
        ("income.json", @".*\.hoursAWeek", "drop", "hours stand only where a source says them"),
        ("doors.json", @"\$\.eAddress", "drop end", "a municipality that does not say so has no e-address here"),
        ("doors.json", @"\$\.eAddressLimits", "drop end", "nothing is refused for limits that nobody has said"),
        ("doors.json", @"\$\.eAddressLimits\.max.*", "far", "a limit can be any number above nothing"),
        ("doors.json", @"\$\.places\[\]", "end", "an office may stop taking papers"),
        ("doors.json", @".*\.askWhich", "drop", "there is one office of the kind"),
        ("form.json", @"\$", "end", "a form may be withdrawn"),
        ("form.json", @".*\.(lines|required)", "drop", "one line, and not needed, where nothing is said"),
        ("retention.json", @"\$\.classes\[\]", "end", "a term may end; what has none is kept"),
        ("lists.json", @"\$\.kinds\[\]", "end", "a kind of list may end; lists brought before keep it"),
        ("words.json", @"\$\.(notARequest|otherLanguages)", "drop", "optional by their description: fewer letters are recognised as doubtful"),
        ("channels.json", @"\$\[\]\.ladder", "drop", "without a ladder what comes back goes to a person"),
        ("channels.json", @"\$\[\]\.ladder\[\]", "end", "a rung may end, and then a person is asked"),
        ("channels.json", @".*\.ladder\[\]\.stands", "drop", "unless the pack says so a notice that came back does not stand"),
        ("acts.json", @"\$\[\]", "end", "norms of an outcome may end; the letter then has the basis of the service and what staff name"),
        ("contest.json", @"\$\[\]\.exceptions", "drop", "without an exception contesting suspends every act"),
        ("contest.json", @"\$\[\]\.exceptions\[\]", "twice", "an exception named twice is the same exception"),
        ("calendar.json", @".*\.offset", "negative", "the day before Easter is a day like others"),
        ("calendar.json", @".*\.substituteFromYear", "drop", "most holidays have no substitute"),
    ];

    private static readonly string[] Folders = ["dagda", "iecava", "kraslava", "smiltene"];

    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Files = new(
        () => Folders.Append(NationalPack.Id).ToDictionary(id => id, TestPacks.FilesOf, StringComparer.Ordinal));

    private static readonly Lazy<Dictionary<string, MunicipalityPack>> Packs = new(() => Folders.ToDictionary(id => id, id => PackReader.Read(id, Files.Value[id])));

    private static readonly Lazy<NationalPack> National = new(() => NationalPackReader.Read(Files.Value[NationalPack.Id]));

    [Theory]
    [InlineData("dagda")]
    [InlineData("iecava")]
    [InlineData("kraslava")]
    [InlineData("smiltene")]
    [InlineData("latvija")]
    public void Mutants_OfEveryFile_RefusedWithFilePathAndReasonOrLawful(string pack)
    {
        var mutants = Files.Value[pack].Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).SelectMany(f => PackMutator.Of(pack, f.Key, f.Value)).ToList();
        var accepted = new ConcurrentBag<PackMutant>();
        var vague = new ConcurrentBag<string>();

        Parallel.ForEach(mutants, mutant =>
        {
            var problems = Problems(mutant);
            if (problems.Count == 0)
            {
                accepted.Add(mutant);
            }
            else if (!problems.Any(p => p.File.EndsWith(".json", StringComparison.Ordinal) && p.Path.StartsWith('$') && !string.IsNullOrWhiteSpace(p.Reason)))
            {
                vague.Add($"{mutant}: {problems[0]}");
            }
        });

        output.WriteLine($"{pack}: {mutants.Count} mutants, {mutants.Count - accepted.Count} refused, {accepted.Count} lawful");
        mutants.Count.ShouldBeGreaterThan(100);
        vague.ShouldBeEmpty();
        accepted.Where(m => !Lawful.Any(l => Fits(l, m))).Select(m => $"{m.File} {m.Shape} {m.Kind}").Distinct().Order().ShouldBeEmpty();
    }

    [Fact]
    public void Lawful_EveryEntry_IsNeeded()
    {
        var accepted = Files.Value.SelectMany(p => p.Value.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).SelectMany(f => PackMutator.Of(p.Key, f.Key, f.Value)))
            .Where(m => Lawful.Any(l => Fits(l, m)))
            .Where(m => Problems(m).Count == 0)
            .ToList();

        Lawful.Where(l => !accepted.Any(m => Fits(l, m))).ShouldBeEmpty();
    }

    [Fact]
    public void Shipped_Unspoilt_HaveNoProblems()
    {
        var file = Files.Value["smiltene"]["services.json"];

        Problems(new PackMutant("smiltene", "services.json", "$", "$", "none", file)).ShouldBeEmpty();
        Problems(new PackMutant("latvija", "income.json", "$", "$", "none", Files.Value["latvija"]["income.json"])).ShouldBeEmpty();
    }

    private static bool Fits((string File, string Shape, string Kinds, string Why) lawful, PackMutant mutant) =>
        lawful.Kinds.Split(' ').Contains(mutant.Kind) && IsMatch(mutant.File, lawful.File) && IsMatch(mutant.Shape, lawful.Shape);

    private static bool IsMatch(string text, string pattern) => Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static List<PackProblem> Problems(PackMutant mutant)
    {
        var files = new Dictionary<string, string>(Files.Value[mutant.Pack], StringComparer.Ordinal) { [mutant.File] = mutant.Json };
        var problems = new List<PackProblem>();
        try
        {
            var national = mutant.Pack == NationalPack.Id ? NationalPackReader.Read(files) : National.Value;
            IReadOnlyList<MunicipalityPack> packs = [.. Folders.Select(id => id == mutant.Pack ? PackReader.Read(id, files) : Packs.Value[id])];
            PackFolder.Join(packs, national, problems);
        }
        catch (PackException refused)
        {
            problems.AddRange(refused.Problems);
        }

        return problems;
    }
}
