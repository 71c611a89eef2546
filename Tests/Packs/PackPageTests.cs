using SocialWorkflows.Casework.Cases.Trial;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Packs;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Tests.Packs;

/// <summary>The page of rules shows every file of every pack, in words.</summary>
public sealed class PackPageTests
{
    private static readonly MunicipalityDirectory Municipalities = MunicipalityDirectory.Load(PackFolder.DefaultRoot);
    private static readonly PackDirectory Files = new(PackFolder.DefaultRoot);
    private static readonly DateOnly Day = new(2026, 6, 24);

    [Fact]
    public void Words_OfModelAspectsAndFindings_AllHaveTexts() => PackPage.Types.SelectMany(t => PackNode.MembersOf(t))
        .Concat(Municipalities.All.SelectMany(m => PackPage.Of(m, Files, Day)).SelectMany(p => p.Read()).Select(n => n.Member))
        .Select(m => $"pack.member.{m}")
        .Concat(Aspects.All.Select(a => $"pack.aspect.{a}"))
        .Distinct()
        .Except(UiTexts.Latvian.Keys)
        .ShouldBeEmpty();

    [Fact]
    public void Parts_OfEveryMunicipality_ShowEveryFileOfItsFolder()
    {
        foreach (var municipality in Municipalities.All)
        {
            var shown = PackPage.Of(municipality, Files, Day).Select(p => p.Path).ToList();
            foreach (var folder in municipality.Pack.RuleSets.Keys.Prepend(municipality.Pack.Id))
            {
                Files.Files(folder).Keys.Where(f => f.EndsWith(".json", StringComparison.Ordinal)).Select(f => $"{folder}/{f}").Except(shown).ShouldBeEmpty();
            }
        }
    }

    /// <summary>The page reads the model, so whatever a file says must be found on it again: numbers, days, words, sources.</summary>
    [Theory]
    [InlineData("smiltene/terms.json")]
    [InlineData("smiltene/channels.json")]
    [InlineData("smiltene/retention.json")]
    [InlineData("smiltene/doors.json")]
    [InlineData("latvija/income.json")]
    public void Part_OfAFile_SaysEveryTextAndNumberOfIt(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var json = System.Text.Json.Nodes.JsonNode.Parse(new PackFolderFiles(Files).Of(path[..slash])[path[(slash + 1)..]])!;
        var shown = Flat(PackPage.Of(Municipalities.Get("smiltene"), Files, Day).Single(p => p.Path == path).Read()).ToHashSet(StringComparer.Ordinal);
        var said = Leaves(json).ToList();

        said.Count.ShouldBeGreaterThan(10);
        said.Where(s => !shown.Contains(s) && !shown.Any(t => t.Split(", ").Contains(s, StringComparer.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Calendar_OfTheYear_NamesHolidaysAndMovedDays()
    {
        var days = PackPage.Of(Municipalities.Get("smiltene"), Files, Day).Single(p => p.Path == "latvija/calendar.json").Read();

        days.ShouldContain(d => d.Title == "24.06.2026." && d.Value!.Contains("Jāņu", StringComparison.Ordinal));
        days.Count.ShouldBeInRange(10, 25);
    }

    [Fact]
    public void Validity_OnADay_TellsTheVersionInForce()
    {
        var thresholds = PackPage.Of(Municipalities.Get("smiltene"), Files, Day).Single(p => p.Path == "latvija/income.json").Read().Single().Parts.Where(p => p.Member == "thresholds").SelectMany(p => p.Parts).ToList();

        thresholds.Count.ShouldBeGreaterThan(1);
        thresholds.Count(t => t.Dates!.IsInForce(Day)).ShouldBe(1);
    }

    private static IEnumerable<string> Flat(IEnumerable<PackNode> nodes) => nodes.SelectMany(n => Flat(n.Parts)
        .Concat(new[] { n.Title, n.Value, n.Source, Text(n.Dates?.From), Text(n.Dates?.To) }.OfType<string>()));

    private static IEnumerable<string> Leaves(System.Text.Json.Nodes.JsonNode? node) => node switch
    {
        System.Text.Json.Nodes.JsonObject o => o.SelectMany(m => Leaves(m.Value)),
        System.Text.Json.Nodes.JsonArray a => a.SelectMany(Leaves),
        null => [],
        _ => [Written(node)],
    };

    private static string Written(System.Text.Json.Nodes.JsonNode leaf) => leaf.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => "✓",
        System.Text.Json.JsonValueKind.False => "✗",
        System.Text.Json.JsonValueKind.String when DateOnly.TryParseExact(leaf.GetValue<string>(), "yyyy-MM-dd", out var day) => Text(day)!,
        _ => leaf.ToString(),
    };

    private static string? Text(DateOnly? day) => day?.ToString("dd.MM.yyyy.", System.Globalization.CultureInfo.InvariantCulture);
}
