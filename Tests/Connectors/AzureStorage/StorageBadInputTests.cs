using System.Reflection;
using System.Text.RegularExpressions;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>The part of docs/bad-input.md about storage names tests that there are.</summary>
public sealed partial class StorageBadInputTests
{
    [Fact]
    public void Table_EveryRow_NamesTestsThatAreThere()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "bad-input.md"));
        var rows = page[page.IndexOf("## What storage in Azure does to us", StringComparison.Ordinal)..].Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        var tests = typeof(StorageBadInputTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.GetCustomAttributes<FactAttribute>().Any()).Select(m => $"{t.Name}.{m.Name}"))
            .ToHashSet(StringComparer.Ordinal);

        rows.Count.ShouldBeGreaterThan(14);
        foreach (var row in rows)
        {
            var named = Name().Matches(row).Select(m => m.Groups["name"].Value).ToList();
            named.ShouldNotBeEmpty(row);
            named.ShouldAllBe(name => tests.Contains(name));
        }
    }

    [GeneratedRegex("`(?<name>[A-Za-z0-9_.]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
