using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Empties board and keys and writes them from the journal, together with what the chain and the outbox lost. Under a lease:
/// of two at once the second is refused, and one that lost the lease stops.
/// </summary>
internal sealed class TableRebuild(CaseTables tables, CasePartition partition, CaseFinisher finisher) : IBoardRebuild
{
    private const string Lock = "rebuild";

    private static readonly TimeSpan Held = TimeSpan.FromSeconds(60);

    public async Task<int> RebuildAsync(CancellationToken cancellation)
    {
        await tables.Locks.PutAsync(Lock, ReadOnlyMemory<byte>.Empty, BlobCondition.CreateOnly, cancellation);
        var lease = await tables.Locks.LeaseAsync(Lock, Held, cancellation)
            ?? throw new StorageConflictException("Somebody else is rebuilding the boards. Wait until that has ended; a lock left by a crash goes away after a minute.");
        var cases = 0;
        await EmptyAsync(tables.Board, _ => true, cancellation);
        await EmptyAsync(tables.Finds, row => !FindRows.IsSent(row), cancellation);
        await foreach (var head in tables.Cases.QueryAsync(TableFilter.Is("RowKey", CasePartition.HeadRow), cancellation))
        {
            if (await partition.FindAsync(new CaseRef(head.RequiredText("Municipality"), head.RequiredText("CaseId")), cancellation) is { } stored)
            {
                await finisher.FinishAllAsync(stored.Record, cancellation);
                await AnnounceAsync(stored, cancellation);
                cases++;
            }

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

    private static async Task EmptyAsync(StorageTable table, Func<TableEntity, bool> doomed, CancellationToken cancellation)
    {
        foreach (var row in (await table.ListAsync(null, cancellation)).Where(doomed))
        {
            await table.DeleteAsync(row.PartitionKey, row.RowKey, cancellation);
        }
    }
}
