using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>The links of each municipality: unbroken, and exactly the entries that the cases have.</summary>
internal sealed class ChainCheck(CaseTables tables)
{
    public async Task<IReadOnlyList<string>> CompareAsync(IReadOnlyList<VerifiedCase> cases, CancellationToken cancellation)
    {
        List<string> problems = [];
        var rows = (await tables.Chain.ListAsync(null, cancellation)).ToLookup(r => r.PartitionKey, StringComparer.Ordinal);
        var unfinished = (await new PendingWork(tables).ListAsync(cancellation)).Where(p => p.Finish).Select(p => p.Case).ToHashSet();
        var byMunicipality = cases.ToLookup(c => TableKeys.Of(c.Case.Municipality), StringComparer.Ordinal);
        foreach (var municipality in rows.Select(r => r.Key).Union(byMunicipality.Select(c => c.Key), StringComparer.Ordinal))
        {
            Compare(municipality, [.. rows[municipality]], [.. byMunicipality[municipality]], unfinished, problems);
        }

        return problems;
    }

    private static void Compare(string municipality, List<TableEntity> rows, List<VerifiedCase> cases, HashSet<CaseRef> unfinished, List<string> problems)
    {
        var links = rows.Where(r => r.RowKey.StartsWith("c|", StringComparison.Ordinal)).ToList();
        var entries = cases.SelectMany(c => c.Hashes.Select((hash, i) => (c.Case, Version: i + 1L, Hash: hash))).ToHashSet();
        var link = JournalChain.Start;
        HashSet<(CaseRef Case, long Version, string Hash)> linked = [];
        for (var i = 0; i < links.Count; i++)
        {
            var row = links[i];
            var entry = (new CaseRef(cases.Count == 0 ? municipality : cases[0].Case.Municipality, row.RequiredText("CaseId")), row.Number("Version"), row.RequiredText("Hash"));
            link = JournalChain.Link(link, entry.Item3);
            if (row.RowKey != TableKeys.Of("c", TableKeys.Number(i + 1)) || link != row.RequiredText("Link"))
            {
                problems.Add($"{entry.Item1} version {entry.Item2}: the municipality's chain is broken before or at this entry.");
                link = row.RequiredText("Link");
            }

            if (!entries.Contains(entry))
            {
                problems.Add($"{entry.Item1} version {entry.Item2}: was linked, but the case no longer has it; entries were removed from outside.");
            }

            if (!linked.Add(entry))
            {
                problems.Add($"{entry.Item1} version {entry.Item2}: is linked twice.");
            }
        }

        problems.AddRange(entries.Where(e => !linked.Contains(e) && !unfinished.Contains(e.Case)).Select(e => $"{e.Case} version {e.Version}: is not in the municipality's chain; it was added from outside."));
        var head = rows.Find(r => r.RowKey == ChainLinks.HeadRow);
        if ((head?.Number("Entries") ?? 0) != links.Count || (head?.RequiredText("Link") ?? JournalChain.Start) != link)
        {
            problems.Add($"{municipality}: the chain ends elsewhere than its recorded head; entries were removed or added from outside.");
        }
    }
}
