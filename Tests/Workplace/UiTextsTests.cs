using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Tests.Workplace;

public sealed partial class UiTextsTests
{
    [Fact]
    public void Languages_Compared_HaveTheSameKeysAndPlaces()
    {
        UiTexts.English.Keys.Order().ShouldBe(UiTexts.Latvian.Keys.Order());
        foreach (var key in UiTexts.Latvian.Keys)
        {
            UiTexts.Latvian[key].ShouldNotBeNullOrWhiteSpace(key);
            Places(UiTexts.English[key]).ShouldBe(Places(UiTexts.Latvian[key]), key);
        }
    }

    /// <summary>The second text under a key would silently take the place of the first.</summary>
    [Fact]
    public void Texts_InOneFile_HaveEachKeyOnce()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Functions", "Workplace", "Texts"), "*Texts.cs")
            .Select(path => (Path: path, Keys: TextKey().Matches(File.ReadAllText(path)).Select(m => m.Groups["hit"].Value).ToList()))
            .ToList();

        files.Sum(f => f.Keys.Count).ShouldBe(2 * UiTexts.Latvian.Keys.Count());
        files.SelectMany(f => f.Keys.GroupBy(k => k).Where(g => g.Count() > 1).Select(g => $"{Path.GetFileName(f.Path)}: {g.Key}")).ShouldBeEmpty();
    }

    [Fact]
    public void Pages_Read_UseOnlyKeysThatExist()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Functions", "Workplace"), "*.cs*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("nTexts.cs", StringComparison.Ordinal) && !path.EndsWith("hTexts.cs", StringComparison.Ordinal))
            .SelectMany(path => KeyInSource().Matches(File.ReadAllText(path)).Select(m => m.Groups["hit"].Value))
            .Distinct()
            .ToList();

        used.Count.ShouldBeGreaterThan(100);
        used.Except(UiTexts.Latvian.Keys).ShouldBeEmpty();
    }

    [Fact]
    public void StoredWords_AllHaveTexts()
    {
        var verbs = Constants(typeof(Verbs));
        verbs.Select(v => $"verb.{v}").Concat(verbs.Select(v => $"notice.{v}"))
            .Concat(Constants(typeof(Steps)).Select(s => $"step.{s}"))
            .Concat(Constants(typeof(Roles)).Select(r => $"role.{r}"))
            .Concat(Constants(typeof(Outcomes)).Select(o => $"outcome.{o}"))
            .Concat(Constants(typeof(CaseClocks)).Select(c => $"case.clock.{c}"))
            .Except(UiTexts.Latvian.Keys)
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, "1 darbdiena")]
    [InlineData(11, "11 darbdienas")]
    [InlineData(21, "21 darbdiena")]
    [InlineData(5, "5 darbdienas")]
    public void WorkingDays_Counted_AgreeWithTheirNumber(int count, string words) => UiTexts.Latvian.WorkingDays(count).ShouldBe(words);

    private static string[] Places(string text) => [.. PlaceInText().Matches(text).Select(m => m.Groups["hit"].Value).Distinct().Order()];

    private static List<string> Constants(Type type) => [.. type.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];

    [GeneratedRegex("""\b(?:T|texts|Texts)(?:\[|\.Format\()"(?<hit>[a-z0-9.\-]+)"[\],]""", RegexOptions.None, 1000)]
    private static partial Regex KeyInSource();

    [GeneratedRegex(@"\{(?<hit>\d)", RegexOptions.None, 1000)]
    private static partial Regex PlaceInText();

    [GeneratedRegex("""^\s+\["(?<hit>[^"]+)"\] =""", RegexOptions.Multiline, 1000)]
    private static partial Regex TextKey();
}
