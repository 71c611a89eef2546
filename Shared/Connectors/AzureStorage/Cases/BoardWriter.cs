using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Writes a case's row of the board together with what the index holds of it: all of it or nothing.</summary>
internal sealed class BoardWriter(CaseTables tables)
{
    /// <summary>Tries while others write the same rows. What was not written is finished by the sweep of pending work, as after a crash.</summary>
    private const int MostTries = 20;

    /// <summary>Of the wait after a lost try; each further one waits longer, by chance, so that those who met do not meet again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Three rows of a case and a count for each fit into a batch.</summary>
    private const int CasesOfABatch = TableLimits.BatchOperations / 4;

    /// <summary>A newer row is never overwritten by an older one, whoever comes last.</summary>
    /// <exception cref="StorageConflictException">Others wrote the same rows at each of many tries.</exception>
    public async Task WriteAsync(CaseRef reference, TableEntity row, CancellationToken cancellation)
    {
        row[BoardIndex.Listed] = true;
        for (var tries = 0; ; tries++)
        {
            await PauseAsync(reference, tries, cancellation);
            var stored = await tables.Board.FindAsync(row.PartitionKey, row.RowKey, cancellation);
            if (stored is not null && stored.Number("Version") > row.Number("Version"))
            {
                return;
            }

            var batch = new TableBatch(row.PartitionKey);
            _ = stored is null ? batch.Insert(row) : batch.Replace(row, stored.ETag!);
            if (await TryAsync(batch, reference.Municipality, stored, row, looks: tries > 0, cancellation))
            {
                return;
            }
        }
    }

    /// <summary>Takes a case off the board; one that is not there is no error.</summary>
    public async Task DeleteAsync(CaseRef reference, CancellationToken cancellation)
    {
        var (partition, key) = (TableKeys.Of(reference.Municipality), TableKeys.Of(reference.CaseId));
        for (var tries = 0; await tables.Board.FindAsync(partition, key, cancellation) is { } stored; tries++)
        {
            await PauseAsync(reference, tries, cancellation);
            if (await TryAsync(new TableBatch(partition).Delete(key, stored.ETag!), reference.Municipality, stored, now: null, looks: tries > 0, cancellation))
            {
                break;
            }
        }

        // A program of before the index may have rewritten the case's row and left what the index held of it.
        foreach (var stray in await tables.Board.ListAsync(TableFilter.And(TableFilter.Partition(partition), TableFilter.RowsFrom(BoardIndex.First), TableFilter.Is("CaseId", reference.CaseId)), cancellation))
        {
            await tables.Board.DeleteAsync(stray.PartitionKey, stray.RowKey, cancellation);
        }
    }

    /// <summary>Brings cases of before there was an index into it; one that moves in this moment brings itself.</summary>
    /// <returns>How many are in it now.</returns>
    public async Task<int> ListAsync(string municipality, IEnumerable<TableEntity> rows, CancellationToken cancellation)
    {
        var listed = 0;
        foreach (var some in rows.Chunk(CasesOfABatch))
        {
            var batch = new TableBatch(TableKeys.Of(municipality));
            Dictionary<BoardIndex.Group, long> moved = [];
            foreach (var row in some)
            {
                batch.Merge(new TableEntity(row.PartitionKey, row.RowKey) { [BoardIndex.Listed] = true }, row.ETag!);
                BoardIndex.Of(municipality, row).ToList().ForEach(r => batch.Put(r));
                Add(moved, municipality, row, 1);
            }

            await CountAsync(batch, moved, cancellation);
            listed += await SubmitAsync(batch, cancellation) ? some.Length : 0;
        }

        return listed;
    }

    /// <param name="batch">Begins with the case's own row.</param>
    /// <param name="before">As it stands.</param>
    /// <param name="now">As it will; null where the case goes.</param>
    /// <param name="looks">Something was not as expected: a row of the index that is to go may be missing already.</param>
    private async Task<bool> TryAsync(TableBatch batch, string municipality, TableEntity? before, TableEntity? now, bool looks, CancellationToken cancellation)
    {
        var old = before?.Flag(BoardIndex.Listed) == true ? before : null;
        var (were, are) = (old is null ? [] : BoardIndex.Of(municipality, old), now is null ? [] : BoardIndex.Of(municipality, now));
        foreach (var gone in were.Where(w => !are.Any(a => a.RowKey == w.RowKey)))
        {
            if (!looks || await tables.Board.FindAsync(gone.PartitionKey, gone.RowKey, cancellation) is not null)
            {
                batch.Delete(gone.RowKey);
            }
        }

        are.ToList().ForEach(r => batch.Put(r));
        Dictionary<BoardIndex.Group, long> moved = [];
        Add(moved, municipality, old, -1);
        Add(moved, municipality, now, 1);
        await CountAsync(batch, moved, cancellation);
        return await SubmitAsync(batch, cancellation);
    }

    private async Task PauseAsync(CaseRef reference, int tries, CancellationToken cancellation)
    {
        if (tries >= MostTries)
        {
            throw new StorageConflictException($"The row of {reference} on the board is written by too many at once. The sweep writes it later; if this stays, look for a program that writes the same counts without end.");
        }

        if (tries > 1)
        {
            await tables.PauseAsync(Pause * tries * (0.5 + Random.Shared.NextDouble()), cancellation);
        }
    }

    private static void Add(Dictionary<BoardIndex.Group, long> moved, string municipality, TableEntity? row, long by)
    {
        if (row is not null && BoardRows.Read(municipality, row) is { Closed: false } shown)
        {
            moved[BoardIndex.GroupOf(shown)] = moved.GetValueOrDefault(BoardIndex.GroupOf(shown)) + by;
        }
    }

    private async Task CountAsync(TableBatch batch, Dictionary<BoardIndex.Group, long> moved, CancellationToken cancellation)
    {
        foreach (var (group, by) in moved.Where(m => m.Value != 0))
        {
            var stored = await tables.Board.FindAsync(batch.PartitionKey, group.CountRow, cancellation);
            var count = BoardIndex.Count(batch.PartitionKey, group, Math.Max(0, (stored?.Number("Open") ?? 0) + by));
            _ = stored is null ? batch.Insert(count) : batch.Replace(count, stored.ETag!);
        }
    }

    /// <returns>False where somebody else wrote one of the rows; nothing was written then.</returns>
    private async Task<bool> SubmitAsync(TableBatch batch, CancellationToken cancellation)
    {
        try
        {
            await tables.Board.SubmitAsync(batch, cancellation);
            return true;
        }
        catch (StorageConflictException)
        {
            return false;
        }
    }
}
