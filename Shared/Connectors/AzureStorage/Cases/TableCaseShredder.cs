using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>First the key, in one request; after that nothing can be read any more, and each further step may be repeated.</summary>
internal sealed class TableCaseShredder(CaseTables tables, CommonRows common) : ICaseShredder
{
    public async Task<bool> DestroyAsync(CaseRef reference, long version, CancellationToken cancellation)
    {
        var rows = await tables.Cases.ListAsync(TableFilter.Partition(CasePartition.KeyOf(reference)), cancellation);
        if (CasePartition.DestroyedAt(rows) is null && !await DestroyKeyAsync(reference, rows.Find(r => r.RowKey == CasePartition.HeadRow), version, cancellation))
        {
            return false;
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
        await new BoardWriter(tables).DeleteAsync(reference, cancellation);
        foreach (var card in await tables.Teams.ListAsync(TableFilter.Partition(TableTeamsDoor.PartitionOf(reference)), cancellation))
        {
            await tables.Teams.DeleteAsync(card.PartitionKey, card.RowKey, cancellation);
        }

        await SubjectRows.EmptyAsync(tables, reference.Municipality, reference.CaseId, cancellation);
        return true;
    }

    public async Task<DateTimeOffset?> DestroyedAtAsync(CaseRef reference, CancellationToken cancellation) =>
        (await tables.Cases.FindAsync(CasePartition.KeyOf(reference), CasePartition.KeyRow, cancellation))?.Instant("DestroyedAt");

    /// <summary>
    /// With the head's condition: an append that is first changes the head, and one that is second finds no case. A refused batch can be this one, sent again
    /// after its answer was lost, or another round's: the key tells.
    /// </summary>
    private async Task<bool> DestroyKeyAsync(CaseRef reference, TableEntity? head, long version, CancellationToken cancellation)
    {
        if (head is null || head.Number("Version") != version)
        {
            return false;
        }

        var partition = CasePartition.KeyOf(reference);
        var gone = new TableEntity(partition, CasePartition.KeyRow) { ["DestroyedAt"] = JournalChain.Instant(tables.Time.GetUtcNow()) };
        try
        {
            await tables.Cases.SubmitAsync(new TableBatch(partition).Replace(head, head.ETag!).Put(gone), cancellation);
            return true;
        }
        catch (StorageConflictException)
        {
            if (await DestroyedAtAsync(reference, cancellation) is not null)
            {
                return true;
            }

            // Refused although nobody wrote: whoever tries again later finds the case as it was looked at.
            if ((await tables.Cases.FindAsync(partition, CasePartition.HeadRow, cancellation))?.Number("Version") == version)
            {
                throw;
            }

            return false;
        }
    }

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

    private static async Task DeleteAsync(StorageTable table, CaseRef reference, string property, CancellationToken cancellation)
    {
        foreach (var row in await table.ListAsync(Of(reference, property), cancellation))
        {
            await table.DeleteAsync(row.PartitionKey, row.RowKey, cancellation);
        }
    }

    private static string Of(CaseRef reference, string property) => TableFilter.And(TableFilter.Partition(TableKeys.Of(reference.Municipality)), TableFilter.Is(property, reference.CaseId));
}
