using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Pages;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Casework.Packs;

/// <summary>Cuts the five source texts into statements and holds each against <c>docs/seed-coverage.md</c>.</summary>
public sealed partial class SeedCoverageTests
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["S0"] = "smiltene-services.lv.txt",
        ["S1"] = "smiltene-presentation-2026.lv.txt",
        ["S2"] = "iecava-services.lv.txt",
        ["S3"] = "national-easy-language.lv.txt",
        ["S4"] = "kraslava-social-service.lv.txt",
    };

    /// <summary>How the sources of the packs name each text.</summary>
    private static readonly Dictionary<string, string> Citations = new(StringComparer.Ordinal)
    {
        ["S0"] = "Smiltenes novada tīmekļvietne",
        ["S1"] = "Prezentācija „Smiltenes novadā sanāk!”",
        ["S2"] = "Iecavas novada tīmekļvietne",
        ["S3"] = "Nacionālais vieglās valodas teksts",
        ["S4"] = "Krāslavas novada tīmekļvietne",
    };

    private static readonly Lazy<string[]> Document = new(() => File.ReadAllLines(Path.Combine(Repository.Root, "docs", "seed-coverage.md")));

    private static readonly PackFolderFiles Files = new(PackFolder.DefaultRoot);

    [Fact]
    public void Document_EveryStatementOfTheTexts_StandsInItOnceAndNoneThatIsGone()
    {
        var statements = Texts.SelectMany(t => StatementsOf(t.Key, ReadSeed(t.Value))).ToList();
        var rows = Rows().Select(r => (r.Place, r.Hash)).ToList();

        statements.Count.ShouldBeGreaterThan(400);
        rows.Count.ShouldBe(rows.Distinct().Count());
        statements.Select(s => (s.Place, s.Hash)).Except(rows).ShouldBeEmpty("statements that nothing carries");
        rows.Except(statements.Select(s => (s.Place, s.Hash))).ShouldBeEmpty("rows whose statement is not in the texts");
    }

    [Fact]
    public void Document_EveryPointer_LeadsToADatumAPageOrATest()
    {
        var dead = Rows().SelectMany(r => r.Pointers.Where(p => !Exists(p)).Select(p => $"{r.Place}: {p}")).ToList();

        dead.ShouldBeEmpty();
        Rows().ShouldAllBe(r => r.Pointers.Count > 0);
    }

    /// <summary>The quotation in a source is where a datum comes from, not the datum.</summary>
    [Fact]
    public void Document_NoPointer_LeadsToAQuotation() =>
        Rows().SelectMany(r => r.Pointers.Where(p => p.EndsWith(".source", StringComparison.Ordinal)).Select(p => $"{r.Place}: {p}")).ShouldBeEmpty();

    /// <summary>A row may not lean on a datum that was taken from elsewhere.</summary>
    [Fact]
    public void Document_EveryDatum_NamesTheTextOfItsRowAsItsSource()
    {
        var foreign = Rows()
            .SelectMany(r => r.Pointers.Where(p => p.Contains(".json#", StringComparison.Ordinal)).Select(p => (r.Place, Pointer: p, Source: SourceOf(p) ?? "")))
            .Where(r => !r.Source.Contains(Citations[r.Place[..2]], StringComparison.Ordinal))
            .Select(r => $"{r.Place}: {r.Pointer} rests on: {r.Source}")
            .ToList();

        foreign.ShouldBeEmpty();
    }

    /// <summary>A number of a statement stands in what carries it; a row that points beside it is found.</summary>
    [Fact]
    public void Document_EveryNumberOfAStatement_StandsInWhatCarriesIt()
    {
        var statements = Texts.SelectMany(t => StatementsOf(t.Key, ReadSeed(t.Value))).ToDictionary(s => s.Place, s => s.Text);
        var lost = Rows()
            .Where(r => r.Pointers.Any(p => p.Contains(".json#", StringComparison.Ordinal)))
            .SelectMany(r => Numbers(ListNumber().Replace(statements[r.Place], "")).Except(Numbers(string.Join(' ', r.Pointers.Select(TextOf)))).Select(n => $"{r.Place}: {n} in „{statements[r.Place]}”"))
            .ToList();

        lost.ShouldBeEmpty();
    }

    /// <summary>A row about one service, benefit or regulation points to that one.</summary>
    [Fact]
    public void Document_EveryIdInARow_IsTheOneItPointsTo() => Document.Value.Where(l => Row().IsMatch(l))
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => CatalogueId().Match(cells[3]) is { Success: true } id && !Quoted().Matches(cells[4]).Any(m => m.Groups["text"].Value.Contains($"#{id.Value}", StringComparison.Ordinal)))
        .Select(cells => cells[1])
        .ShouldBeEmpty();

    [Fact]
    public void Document_PageWithoutASection_IsOnlyForTitlesAndOrnament() => Document.Value.Where(l => Row().IsMatch(l))
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells[4] == "`GET /information`" && !Ornament().IsMatch(cells[3]))
        .Select(cells => $"{cells[1]}: {cells[3]}")
        .ShouldBeEmpty();

    [Theory]
    [InlineData("GET /information#kind-gossip")]
    [InlineData("WayTests")]
    [InlineData("WayTests.No_Such_Method")]
    [InlineData("smiltene/services.json#NO_SUCH")]
    [InlineData("smiltene/services.json#DAC.facilities[7]")]
    [InlineData("smiltene/services.json#DAC.colour")]
    [InlineData("smiltene/nothing.json#DAC")]
    [InlineData("nowhere/services.json#DAC")]
    [InlineData("smiltene/templates/mail/nothing.hbs")]
    [InlineData("GET /nowhere")]
    [InlineData("ShippedPacksTests.No_Such_Test")]
    [InlineData("MunicipalityPack")]
    public void Pointer_ToNothing_IsFound(string reference) => Exists(reference).ShouldBeFalse();

    [Fact]
    public void Document_TextsOfOthers_AreNotCopiedIntoIt()
    {
        var text = string.Join('\n', Document.Value);
        foreach (var statement in Texts.SelectMany(t => StatementsOf(t.Key, ReadSeed(t.Value))).Where(s => s.Text.Length > 40))
        {
            text.ShouldNotContain(statement.Text, customMessage: statement.Place);
        }
    }

    private static string ReadSeed(string name) => File.ReadAllText(Path.Combine(SharedData.Folder("seeds"), name));

    private static IEnumerable<(string Place, string Hash, string Text)> StatementsOf(string source, string text)
    {
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var plain = Spaces().Replace(line.Replace("**", "", StringComparison.Ordinal), " ").Trim(' ', '•', '-', '\t');
            if (!plain.Any(char.IsLetterOrDigit))
            {
                continue;
            }

            var sentences = SentenceEnd().Split(plain);
            for (var i = 0; i < sentences.Length; i++)
            {
                var place = sentences.Length == 1 ? $"{source}:{index + 1}" : $"{source}:{index + 1}.{i + 1}";
                var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sentences[i])))[..8];
                yield return (place, hash, sentences[i]);
            }
        }
    }

    private static IEnumerable<(string Place, string Hash, IReadOnlyList<string> Pointers)> Rows() => Document.Value
        .Where(l => Row().IsMatch(l))
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .Select(cells => (cells[1], cells[2], (IReadOnlyList<string>)[.. Quoted().Matches(cells[4]).Select(m => m.Groups["text"].Value)]));

    private static bool Exists(string reference) => reference switch
    {
        _ when reference.StartsWith("GET ", StringComparison.Ordinal) => IsPage(reference["GET ".Length..]),
        _ when reference.EndsWith(".hbs", StringComparison.Ordinal) => FileOf(reference) is not null,
        _ when reference.Contains(".json#", StringComparison.Ordinal) => IsDatum(reference),
        _ => IsTest(reference),
    };

    /// <summary>The page, and the section of it that groups such data: <c>#kind-right</c> of a kind that packs have.</summary>
    private static bool IsPage(string reference)
    {
        var (path, section) = reference.Split('#') is [var page, var anchor] ? (page, anchor) : (reference, null);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Functions", "Workplace", "Pages", nameof(InformationModel)[..^"Model".Length] + ".cshtml"));
        return text.StartsWith($"@page \"{path}\"", StringComparison.Ordinal)
            && (section is null
                || (section.StartsWith("kind-", StringComparison.Ordinal)
                    ? text.Contains("kind-@", StringComparison.Ordinal) && TestPacks.All.Any(p => p.Information.Any(i => i.Kind == section["kind-".Length..]))
                    : text.Contains(section is "services" or "benefits" ? "id=\"@list.Key\"" : $"id=\"{section}\"", StringComparison.Ordinal)));
    }

    private static string? FileOf(string reference)
    {
        var (pack, file) = (reference[..reference.IndexOf('/')], reference[(reference.IndexOf('/') + 1)..]);
        return Directory.Exists(Path.Combine(PackFolder.DefaultRoot, pack)) ? Files.Of(pack).GetValueOrDefault(file) : null;
    }

    private static bool IsDatum(string reference) => Chain(reference)?[^1] is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) };

    /// <summary>The file's root, the element named, and each member on the way; null when one of them is not there.</summary>
    private static List<JsonElement>? Chain(string reference)
    {
        var (file, place) = (reference[..reference.IndexOf('#')], reference[(reference.IndexOf('#') + 1)..]);
        if (FileOf(file) is not { } json)
        {
            return null;
        }

        var root = JsonSerializer.Deserialize<JsonElement>(json);
        var steps = Step().Matches(place).Select(m => m.Value.TrimStart('.')).ToList();
        List<JsonElement> chain = [root];
        var at = steps[0] == "$" ? root : ById(root, steps[0]);
        foreach (var step in steps.Skip(1))
        {
            if (at is not { } here)
            {
                return null;
            }

            chain.Add(here);
            at = Member(here, step);
        }

        return at is { } found ? [.. chain, found] : null;
    }

    /// <summary>The source that stands nearest to the datum: its own, or of what it lies in; of a whole file all of them.</summary>
    private static string? SourceOf(string reference)
    {
        var chain = Chain(reference);
        var near = chain?.AsEnumerable().Reverse().FirstOrDefault(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("source", out _));
        return near is { ValueKind: JsonValueKind.Object } owner ? owner.GetProperty("source").GetString() : chain?[^1].GetRawText();
    }

    private static string TextOf(string reference) => reference.Contains(".json#", StringComparison.Ordinal) ? Chain(reference)![^1].ToString() : "";

    /// <summary>„2 186” is one number.</summary>
    private static IEnumerable<string> Numbers(string text) =>
        Number().Matches(Thousands().Replace(text.Replace("+371", "", StringComparison.Ordinal), "")).Select(m => m.Value.TrimStart('0') is { Length: > 0 } plain ? plain : "0");

    private static JsonElement? ById(JsonElement root, string id)
    {
        var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("benefits", out var benefits) ? benefits : root;
        return list.ValueKind == JsonValueKind.Array && list.EnumerateArray().Where(e => e.GetProperty("id").GetString() == id).ToList() is [var found]
            ? found
            : null;
    }

    private static JsonElement? Member(JsonElement here, string step) => step[0] == '['
        ? here.ValueKind == JsonValueKind.Array && int.Parse(step[1..^1]) is var index && index < here.GetArrayLength() ? here[index] : null
        : here.ValueKind == JsonValueKind.Object && here.TryGetProperty(step, out var member) ? member : null;

    private static bool IsTest(string reference)
    {
        var parts = reference.Split('.');
        var type = Assembly.GetExecutingAssembly().GetTypes().SingleOrDefault(t => t.Name == parts[0]);
        var tests = type?.GetMethods().Where(m => m.GetCustomAttributes<FactAttribute>().Any()).Select(m => m.Name).ToList() ?? [];
        return parts.Length == 2 && tests.Contains(parts[1]);
    }

    [GeneratedRegex(@"[\s\u00a0]+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<=[.!?])(?<!\d\.) (?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])", RegexOptions.None, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^\| S\d:[\d.]+ \| [0-9a-f]{8} \|", RegexOptions.None, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<=\d)[ \u00a0](?=\d{3}(?!\d))", RegexOptions.None, 1000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d\. ", RegexOptions.None, 1000)]
    private static partial Regex ListNumber();

    [GeneratedRegex(@"\b[A-Z][A-Z0-9]+(_[A-Z0-9]+)+\b|\bSN(-[0-9]+)+\b|(?<=document )[A-Z]+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CatalogueId();

    [GeneratedRegex(@"^(subtitle|title|slogan of the site|counter of the site, no statement|subheading)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ornament();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\$|\.?[A-Za-z0-9_-]+|\[\d+\]", RegexOptions.None, 1000)]
    private static partial Regex Step();
}
