using System.Reflection;
using System.Text.RegularExpressions;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Holds docs/bad-input.md to the list of bad inputs and to the tests there are.</summary>
public sealed partial class BadInputTableTests
{
    private static readonly Lazy<Dictionary<string, (string[] Tests, string End)>> Table = new(() => File.ReadLines(Path.Combine(Repository.Root, "docs", "bad-input.md"))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length == 6 && Id().IsMatch(cells[1]))
        .ToDictionary(cells => cells[1], cells => (Name().Matches(cells[3]).Select(m => m.Groups["name"].Value).ToArray(), cells[4])));

    [Fact]
    public void Table_EveryIdOfTheList_HasANamedTestAndAnEnd()
    {
        var listed = File.ReadLines(SharedData.File("knowledge/quality.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 2 && Id().IsMatch(cells[1]) && IsInRange(int.Parse(cells[1].AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)))
            .Select(cells => cells[1])
            .ToList();

        listed.Count.ShouldBeGreaterThan(30);
        listed.ShouldAllBe(id => Table.Value.ContainsKey(id) && Table.Value[id].Tests.Length > 0 && Table.Value[id].End.Length > 0);
        Table.Value.Keys.Except(listed).ShouldBeEmpty();
    }

    [Fact]
    public void Table_EveryNamedTest_IsThereAndIsAboutTheId()
    {
        var tests = typeof(BadInputTableTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.GetCustomAttributes<FactAttribute>().Any()).Select(m => $"{t.Name}.{m.Name}"))
            .ToHashSet(StringComparer.Ordinal);

        foreach (var (id, row) in Table.Value)
        {
            row.Tests.ShouldAllBe(name => tests.Contains(name) && name.Contains(id + "_", StringComparison.Ordinal), id);
        }
    }

    private static bool IsInRange(int number) => number is <= 33 or (>= 48 and <= 61) or (>= 70 and <= 74) or (>= 82 and <= 91);

    [GeneratedRegex("^B[0-9]{2}$", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex("`(?<name>[A-Za-z0-9_.]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
