using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Makes a municipality's index what its board adds up to, while both may be written: what moved in the meantime is looked at again.</summary>
internal sealed class BoardRepair(CaseTables tables)
{
    private const int Attempts = 10;

    /// <exception cref="StorageConflictException">It is written faster than it can be looked at.</exception>
    public async Task RunAsync(string municipality, CancellationToken cancellation)
    {
        var partition = TableKeys.Of(municipality);
        for (var attempt = 1; ; attempt++)
        {
            // The counts first: whoever moves a case afterwards changes its count, and the condition below does not hold.
            var counts = await tables.Board.ListAsync(TableFilter.And(TableFilter.Partition(partition), TableFilter.RowsFrom(BoardIndex.WholeRow + "|")), cancellation);
            var rows = await tables.Board.ListAsync(TableFilter.Partition(partition), cancellation);
            var cases = rows.Where(r => string.CompareOrdinal(r.RowKey, BoardIndex.First) < 0).ToList();
            await new BoardWriter(tables).ListAsync(municipality, cases.Where(r => !r.Flag(BoardIndex.Listed)), cancellation);
            try
            {
                if (cases.TrueForAll(r => r.Flag(BoardIndex.Listed)) && !await StraightenAsync(municipality, cases, rows, cancellation) && !await RecountAsync(municipality, cases, counts, cancellation))
                {
                    await tables.Board.InsertAsync(new TableEntity(partition, BoardIndex.WholeRow), cancellation);
                    return;
                }
            }
            catch (StorageConflictException) when (attempt < Attempts)
            {
                // Somebody worked on one of the cases.
            }

            if (attempt >= Attempts)
            {
                throw new StorageConflictException($"The lists of {municipality} are written faster than they can be straightened. Run rebuild-boards again when it is quieter.");
            }
        }
    }

    /// <returns>Whether something had to be written.</returns>
    private async Task<bool> StraightenAsync(string municipality, List<TableEntity> cases, List<TableEntity> rows, CancellationToken cancellation)
    {
        var stored = rows.Where(r => string.CompareOrdinal(r.RowKey, BoardIndex.WholeRow + "}") > 0).ToDictionary(r => r.RowKey, StringComparer.Ordinal);
        var written = false;
        foreach (var row in cases)
        {
            var batch = new TableBatch(row.PartitionKey);
            foreach (var expected in BoardIndex.Of(municipality, row))
            {
                if (!stored.Remove(expected.RowKey, out var found) || FollowUpCheck.Text(found) != FollowUpCheck.Text(expected))
                {
                    batch.Put(expected);
                }
            }

            if (batch.Operations.Count > 0)
            {
                await tables.Board.SubmitAsync(batch.Merge(new TableEntity(row.PartitionKey, row.RowKey) { [BoardIndex.Listed] = true }, row.ETag!), cancellation);
                written = true;
            }
        }

        foreach (var stray in stored.Values)
        {
            await tables.Board.SubmitAsync(new TableBatch(stray.PartitionKey).Delete(stray.RowKey, stray.ETag!), cancellation);
            written = true;
        }

        return written;
    }

    private async Task<bool> RecountAsync(string municipality, List<TableEntity> cases, List<TableEntity> counts, CancellationToken cancellation)
    {
        var expected = cases.Select(r => BoardRows.Read(municipality, r)).Where(r => !r.Closed).GroupBy(BoardIndex.GroupOf).ToDictionary(g => g.Key, g => (long)g.Count());
        var written = false;
        foreach (var group in expected.Keys.Union(counts.Select(c => BoardIndex.GroupOf(c))).ToList())
        {
            var stored = counts.Find(c => c.RowKey == group.CountRow);
            if (stored?.Number("Open") is { } open ? open != expected.GetValueOrDefault(group) : expected.ContainsKey(group))
            {
                var count = BoardIndex.Count(TableKeys.Of(municipality), group, expected.GetValueOrDefault(group));
                await tables.Board.SubmitAsync(stored is null ? new TableBatch(count.PartitionKey).Insert(count) : new TableBatch(count.PartitionKey).Replace(count, stored.ETag!), cancellation);
                written = true;
            }
        }

        return written;
    }
}
