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

    [Theory]
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

    private static bool IsPage(string path) =>
        File.ReadAllText(Path.Combine(Repository.Root, "Functions", "Workplace", "Pages", nameof(InformationModel)[..^"Model".Length] + ".cshtml"))
            .StartsWith($"@page \"{path}\"", StringComparison.Ordinal);

    private static string? FileOf(string reference)
    {
        var (pack, file) = (reference[..reference.IndexOf('/')], reference[(reference.IndexOf('/') + 1)..]);
        return Directory.Exists(Path.Combine(PackFolder.DefaultRoot, pack)) ? Files.Of(pack).GetValueOrDefault(file) : null;
    }

    private static bool IsDatum(string reference)
    {
        var (file, place) = (reference[..reference.IndexOf('#')], reference[(reference.IndexOf('#') + 1)..]);
        if (FileOf(file) is not { } json)
        {
            return false;
        }

        using var document = JsonDocument.Parse(json);
        var steps = Step().Matches(place).Select(m => m.Value.TrimStart('.')).ToList();
        var at = steps[0] == "$" ? document.RootElement : ById(document.RootElement, steps[0]);
        foreach (var step in steps.Skip(1))
        {
            at = at is { } here ? Member(here, step) : null;
        }

        return at is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) };
    }

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
        return tests.Count > 0 && (parts.Length == 1 || tests.Contains(parts[1]));
    }

    [GeneratedRegex(@"[\s\u00a0]+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<=[.!?])(?<!\d\.) (?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])", RegexOptions.None, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^\| S\d:[\d.]+ \| [0-9a-f]{8} \|", RegexOptions.None, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\$|\.?[A-Za-z0-9_-]+|\[\d+\]", RegexOptions.None, 1000)]
    private static partial Regex Step();
}
