using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>First the key, in one request; after that nothing can be read any more, and each further step may be repeated.</summary>
internal sealed class TableCaseShredder(CaseTables tables, CommonRows common) : ICaseShredder
{
    public async Task DestroyAsync(CaseRef reference, CancellationToken cancellation)
    {
        var rows = await tables.Cases.ListAsync(TableFilter.Partition(CasePartition.KeyOf(reference)), cancellation);
        if (rows.Count == 0)
        {
            return;
        }

        if (CasePartition.DestroyedAt(rows) is null)
        {
            await tables.Cases.PutAsync(
                new TableEntity(CasePartition.KeyOf(reference), CasePartition.KeyRow) { ["DestroyedAt"] = JournalChain.Instant(tables.Time.GetUtcNow()) }, cancellation);
        }

        foreach (var row in rows.Where(r => CasePartition.IsEntry(r) && !CasePartition.IsEmptied(r)))
        {
            await EmptyAsync(row, cancellation);
        }

        foreach (var mark in rows.Where(CasePartition.IsMark))
        {
            await tables.Cases.DeleteAsync(mark.PartitionKey, mark.RowKey, cancellation);
        }

        await common.SettleAsync(reference, CaseStake.None, cancellation);
        await DeleteAsync(tables.Finds, reference, "CaseId", cancellation);
        await tables.Board.DeleteAsync(TableKeys.Of(reference.Municipality), TableKeys.Of(reference.CaseId), cancellation);
        foreach (var card in await tables.Teams.ListAsync(TableFilter.Partition(TableTeamsDoor.PartitionOf(reference)), cancellation))
        {
            await tables.Teams.DeleteAsync(card.PartitionKey, card.RowKey, cancellation);
        }

        await TasksAsync(reference, cancellation);
        await SendsAsync(reference, cancellation);
        await IntakeAsync(reference, cancellation);
    }

    public async Task<DateTimeOffset?> DestroyedAtAsync(CaseRef reference, CancellationToken cancellation) =>
        (await tables.Cases.FindAsync(CasePartition.KeyOf(reference), CasePartition.KeyRow, cancellation))?.Instant("DestroyedAt");

    /// <summary>Plain entries of before there were keys; sealed ones stay as they are, so that their hashes can still be recomputed.</summary>
    private async Task EmptyAsync(TableEntity row, CancellationToken cancellation)
    {
        if (row.Text("BodyFile") is { } file)
        {
            if (await tables.Documents.FindAsync(DocumentBlobs.NameOf(file), cancellation) is not { } body || body.Length == 0 || body[0] != (byte)'{')
            {
                return;
            }

            await tables.Documents.DeleteAsync(DocumentBlobs.NameOf(file), BlobCondition.None, cancellation);
        }
        else if (JournalSeal.IsSealed(LongText.Read(row, "Body")))
        {
            return;
        }

        foreach (var name in row.Properties.Keys.Where(k => k.StartsWith("Body", StringComparison.Ordinal)).ToList())
        {
            row[name] = null;
        }

        row["Emptied"] = true;
        await tables.Cases.PutAsync(row, cancellation);
    }

    private async Task TasksAsync(CaseRef reference, CancellationToken cancellation)
    {
        await foreach (var row in tables.Tasks.QueryAsync(Of(reference, "SubjectId"), cancellation))
        {
            row["Text"] = string.Empty;
            row["Note"] = null;
            row["ClosedAt"] ??= JournalChain.Instant(tables.Time.GetUtcNow());
            row["ClosedBy"] ??= "machine";
            row["Open"] = false;
            await tables.Tasks.PutAsync(row, cancellation);
        }
    }

    private async Task SendsAsync(CaseRef reference, CancellationToken cancellation)
    {
        await foreach (var row in tables.Sends.QueryAsync(Of(reference, "SubjectId"), cancellation))
        {
            row["Detail"] = null;
            row["ContentId"] = null;
            row["ProviderId"] = null;
            await tables.Sends.PutAsync(row, cancellation);
        }
    }

    private async Task IntakeAsync(CaseRef reference, CancellationToken cancellation)
    {
        await foreach (var row in tables.Intake.QueryAsync(Of(reference, "CaseId"), cancellation))
        {
            await TableIntakeLedger.ForgetAsync(tables, row, cancellation);
        }
    }

    private static async Task DeleteAsync(StorageTable table, CaseRef reference, string property, CancellationToken cancellation)
    {
        foreach (var row in await table.ListAsync(Of(reference, property), cancellation))
        {
            await table.DeleteAsync(row.PartitionKey, row.RowKey, cancellation);
        }
    }

    private static string Of(CaseRef reference, string property) => TableFilter.And(TableFilter.Partition(TableKeys.Of(reference.Municipality)), TableFilter.Is(property, reference.CaseId));
}
