using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Writes board and keys from the journal over what stands, together with what the chain and the outbox lost, and then removes what no case accounts for:
/// whoever reads the lists meanwhile finds every case on them. Under a lease: of two at once the second is refused, and one that lost the lease stops.
/// </summary>
internal sealed class TableRebuild(CaseTables tables, CasePartition partition, CaseFinisher finisher, CaseIndexKeys keys) : IBoardRebuild
{
    private const string Lock = "rebuild";

    private static readonly TimeSpan Held = TimeSpan.FromSeconds(60);

    private readonly BoardWriter _board = new(tables);

    public async Task<int> RebuildAsync(CancellationToken cancellation)
    {
        await tables.Locks.PutAsync(Lock, ReadOnlyMemory<byte>.Empty, BlobCondition.CreateOnly, cancellation);
        var lease = await tables.Locks.LeaseAsync(Lock, Held, cancellation)
            ?? throw new StorageConflictException("Somebody else is rebuilding the boards. Wait until that has ended; a lock left by a crash goes away after a minute.");
        var cases = 0;
        HashSet<string> municipalities = new(StringComparer.Ordinal);
        HashSet<(string Partition, string Row)> accounted = [];
        await foreach (var head in tables.Cases.QueryAsync(TableFilter.Is("RowKey", CasePartition.HeadRow), cancellation))
        {
            var reference = new CaseRef(head.RequiredText("Municipality"), head.RequiredText("CaseId"));
            municipalities.Add(reference.Municipality);
            if (await partition.FindAsync(reference, cancellation) is { } stored)
            {
                await RemoveNewerAsync(reference, cancellation);
                await finisher.FinishAllAsync(stored.Record, cancellation);
                await AnnounceAsync(stored, cancellation);
                accounted.UnionWith(RowsOf(stored.Record).Select(r => (r.PartitionKey, r.RowKey)));
                cases++;
            }

            await lease.RenewAsync(cancellation);
        }

        foreach (var municipality in municipalities)
        {
            await RemoveStraysAsync(municipality, accounted, cancellation);
            await lease.RenewAsync(cancellation);
            await new BoardRepair(tables).RunAsync(municipality, cancellation);
            await lease.RenewAsync(cancellation);
        }

        await lease.ReleaseAsync(cancellation);
        return cases;
    }

    private async Task AnnounceAsync(StoredCase stored, CancellationToken cancellation)
    {
        foreach (var mark in stored.Marks)
        {
            await new PendingWork(tables).AnnounceAsync(stored.Record.Case, mark.Number("Version"), wakes: true, cancellation);
        }
    }

    private IEnumerable<TableEntity> RowsOf(CaseRecord record) => [BoardRows.Row(record, keys), .. FindRows.Of(record.Case, record.Entries, keys)];

    /// <summary>A row that claims to be newer than the journal is no row of it.</summary>
    private async Task RemoveNewerAsync(CaseRef reference, CancellationToken cancellation)
    {
        if (await tables.Board.FindAsync(TableKeys.Of(reference.Municipality), TableKeys.Of(reference.CaseId), cancellation) is { } row
            && await partition.FindAsync(reference, cancellation) is { } stored && row.Number("Version") > stored.Record.Version)
        {
            await _board.DeleteAsync(reference, cancellation);
        }
    }

    /// <summary>What no case accounted for when it was read; a case that moved since is asked again before anything of it goes.</summary>
    private async Task RemoveStraysAsync(string municipality, HashSet<(string Partition, string Row)> accounted, CancellationToken cancellation)
    {
        var ours = TableFilter.Partition(TableKeys.Of(municipality));
        foreach (var row in (await tables.Board.ListAsync(TableFilter.And(ours, TableFilter.RowsBefore(BoardIndex.First)), cancellation)).Where(r => !accounted.Contains((r.PartitionKey, r.RowKey))))
        {
            var reference = new CaseRef(municipality, row.RequiredText("CaseId"));
            if (await partition.FindAsync(reference, cancellation) is null)
            {
                await _board.DeleteAsync(reference, cancellation);
            }
        }

        foreach (var row in (await tables.Finds.ListAsync(ours, cancellation)).Where(r => !FindRows.IsSent(r) && !accounted.Contains((r.PartitionKey, r.RowKey))))
        {
            var stored = await partition.FindAsync(new CaseRef(municipality, row.RequiredText("CaseId")), cancellation);
            if (stored is null || !RowsOf(stored.Record).Any(r => r.RowKey == row.RowKey))
            {
                await tables.Finds.DeleteAsync(row.PartitionKey, row.RowKey, cancellation);
            }
        }
    }
}
