using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// The links of each municipality: unbroken, and exactly the entries that the cases have. Of a case only a sum is kept; the entries themselves are read
/// again where the sums differ.
/// </summary>
/// <param name="pending">What is still to be written, as it stood before the cases were read.</param>
internal sealed class ChainCheck(CaseTables tables, IReadOnlyList<PendingRow> pending)
{
    /// <summary>Cases whose entries are named one by one; of more it is enough to know that there are more.</summary>
    private const int MostNamed = 20;

    private readonly HashSet<(string, string)> _unfinished = [.. pending.Where(p => p.Finish).Select(p => (TableKeys.Of(p.Case.Municipality), p.Case.CaseId))];
    private readonly Dictionary<(string Municipality, string CaseId), RowTally> _entries = [];

    public void Add(VerifiedCase found)
    {
        var tally = default(RowTally);
        for (var i = 0; i < found.Hashes.Count; i++)
        {
            tally.Add(Text(i + 1L, found.Hashes[i]));
        }

        _entries[(TableKeys.Of(found.Case.Municipality), found.Case.CaseId)] = tally;
    }

    public async Task<IReadOnlyList<string>> CompareAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        Dictionary<(string, string), RowTally> linked = [];
        var walk = new ChainWalk(problems);
        await foreach (var row in tables.Chain.QueryAsync(null, cancellation))
        {
            if (walk.Take(row))
            {
                var key = (row.PartitionKey, row.RequiredText("CaseId"));
                var tally = linked.GetValueOrDefault(key);
                tally.Add(Text(row.Number("Version"), row.RequiredText("Hash")));
                linked[key] = tally;
            }
        }

        walk.End();
        var wrong = _entries.Keys.Union(linked.Keys)
            .Where(k => _entries.GetValueOrDefault(k) is var has && linked.GetValueOrDefault(k) is var links && has != links && !(links.Rows < has.Rows && _unfinished.Contains(k)))
            .Take(MostNamed + 1).ToList();
        problems.AddRange(await NameAsync([.. wrong.Take(MostNamed)], cancellation));
        if (wrong.Count > MostNamed)
        {
            problems.Add($"The chain and the entries of more than {MostNamed} cases differ; only the first are named.");
        }

        return problems;
    }

    /// <summary>Reads the links once more, and the cases whose sums differ.</summary>
    private async Task<List<string>> NameAsync(HashSet<(string Municipality, string CaseId)> wrong, CancellationToken cancellation)
    {
        List<string> problems = [];
        if (wrong.Count == 0)
        {
            return problems;
        }

        var linked = wrong.ToDictionary(k => k, _ => new HashSet<string>(StringComparer.Ordinal));
        await foreach (var row in tables.Chain.QueryAsync(null, cancellation))
        {
            if (row.RowKey.StartsWith("c|", StringComparison.Ordinal) && linked.TryGetValue((row.PartitionKey, row.RequiredText("CaseId")), out var known) && !known.Add(Text(row.Number("Version"), row.RequiredText("Hash"))))
            {
                problems.Add($"{row.PartitionKey}/{row.RequiredText("CaseId")} version {row.Number("Version")}: is linked twice.");
            }
        }

        foreach (var (key, links) in linked)
        {
            var stored = (await tables.Cases.ListAsync(TableFilter.Partition($"{key.Municipality}{TableKeys.Separator}{TableKeys.Of(key.CaseId)}"), cancellation))
                .Where(CasePartition.IsEntry).Select(e => Text(e.Number("Version"), e.RequiredText("Hash"))).ToHashSet(StringComparer.Ordinal);
            var place = $"{key.Municipality}/{key.CaseId} version ";
            problems.AddRange(links.Except(stored, StringComparer.Ordinal).Select(t => $"{place}{VersionOf(t)}: was linked, but the case no longer has it; entries were removed from outside."));
            problems.AddRange(_unfinished.Contains(key) ? [] : stored.Except(links, StringComparer.Ordinal).Select(t => $"{place}{VersionOf(t)}: is not in the municipality's chain; it was added from outside."));
        }

        return problems;
    }

    private static string Text(long version, string hash) => $"{version} {hash}";

    private static string VersionOf(string text) => text[..text.IndexOf(' ', StringComparison.Ordinal)];
}
