using System.Runtime.CompilerServices;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

internal sealed class TableStoreCheck(CaseTables tables, CasePartition partition, CaseIndexKeys keys) : IStoreCheck
{
    private readonly CasePartitionCheck _check = new(partition);

    public async IAsyncEnumerable<CaseRef> CasesAsync(CaseRef? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var heads = TableFilter.Is("RowKey", CasePartition.HeadRow);
        var filter = after is { } last ? TableFilter.And(TableFilter.After("PartitionKey", CasePartition.KeyOf(last)), heads) : heads;
        await foreach (var head in tables.Cases.QueryAsync(filter, cancellation))
        {
            yield return new CaseRef(head.RequiredText("Municipality"), head.RequiredText("CaseId"));
        }
    }

    public async Task<IReadOnlyList<string>> CheckCaseAsync(CaseRef reference, CancellationToken cancellation)
    {
        List<string> problems = [];
        var rows = await tables.Cases.ListAsync(TableFilter.Partition(CasePartition.KeyOf(reference)), cancellation);
        if (rows.Count == 0)
        {
            return [$"{reference}: the case is gone; it was removed from outside."];
        }

        var found = await _check.CheckAsync(rows, problems, cancellation);
        if (problems.Count > 0 || found is null || await FollowsAsync(found, cancellation) is not { Count: > 0 } behind)
        {
            return problems;
        }

        // What an append has still to write is no trouble: the sweep of the minute does it.
        return (await new PendingWork(tables).ListAsync(cancellation)).Any(p => p.Finish && p.Case == reference) ? [] : behind;
    }

    /// <summary>Streams the links: nothing but the newest one is held in memory.</summary>
    public async Task<IReadOnlyList<string>> CheckChainsAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        var walk = new ChainWalk(problems);
        await foreach (var row in tables.Chain.QueryAsync(null, cancellation))
        {
            walk.Take(row);
        }

        walk.End();
        return problems.Count > 0 ? problems : await LengthsAsync(walk.Lengths, cancellation);
    }

    public async Task<IReadOnlyList<ChainHead>> HeadsAsync(CancellationToken cancellation) =>
        [.. (await tables.Chain.ListAsync(TableFilter.Is("RowKey", ChainLinks.HeadRow), cancellation)).Select(r => new ChainHead(r.PartitionKey, r.Number("Entries"), r.RequiredText("Link")))];

    public async Task<IReadOnlyDictionary<long, string>> LinksAtAsync(string municipality, IReadOnlyCollection<long> entries, CancellationToken cancellation)
    {
        var links = new Dictionary<long, string>();
        foreach (var entry in entries)
        {
            if (await tables.Chain.FindAsync(TableKeys.Of(municipality), ChainLinks.LinkRow(entry), cancellation) is { } row)
            {
                links[entry] = row.RequiredText("Link");
            }
        }

        return links;
    }

    /// <summary>As many links as the heads of the cases count entries, where no append is under way.</summary>
    private async Task<IReadOnlyList<string>> LengthsAsync(IReadOnlyDictionary<string, long> linked, CancellationToken cancellation)
    {
        var counted = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var head in tables.Cases.QueryAsync(TableFilter.Is("RowKey", CasePartition.HeadRow), cancellation))
        {
            var municipality = TableKeys.Of(head.RequiredText("Municipality"));
            counted[municipality] = counted.GetValueOrDefault(municipality) + head.Number("Version");
        }

        var busy = (await new PendingWork(tables).ListAsync(cancellation)).Where(p => p.Finish).Select(p => TableKeys.Of(p.Case.Municipality)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. counted.Keys.Union(linked.Keys).Where(m => !busy.Contains(m) && counted.GetValueOrDefault(m) != linked.GetValueOrDefault(m))
                .Select(m => $"{m}: {linked.GetValueOrDefault(m)} entries are linked, the cases have {counted.GetValueOrDefault(m)}; some were removed or added from outside."),
        ];
    }

    private async Task<IReadOnlyList<string>> FollowsAsync(VerifiedCase found, CancellationToken cancellation)
    {
        List<string> problems = [];
        var (partitionKey, rowKey) = (TableKeys.Of(found.Case.Municipality), TableKeys.Of(found.Case.CaseId));
        var board = await tables.Board.FindAsync(partitionKey, rowKey, cancellation);
        if (found.Standing is not { } standing)
        {
            return board is null ? [] : [$"{found.Case}: its contents were destroyed, but it stands on the board. Run rebuild-boards."];
        }

        if (board is null || FollowUpCheck.Text(board) != FollowUpCheck.Text(BoardRows.Row(standing.Record, keys)))
        {
            problems.Add($"{found.Case}: its row on the board is not what the journal adds up to. Run rebuild-boards.");
        }

        foreach (var row in FindRows.Of(found.Case, standing.Record.Entries, keys).DistinctBy(r => r.RowKey))
        {
            if (await tables.Finds.FindAsync(row.PartitionKey, row.RowKey, cancellation) is null)
            {
                problems.Add($"{found.Case}: a key under which it is found is missing. Run rebuild-boards.");
                break;
            }
        }

        return problems;
    }
}
