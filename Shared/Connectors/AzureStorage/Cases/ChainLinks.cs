using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Links the entries of all cases of a municipality in the order they arrive here, so that a case taken out shows:
/// <c>c|number</c> the links, <c>v|case|version</c> that an entry is linked, <c>h</c> the newest link.
/// </summary>
internal sealed class ChainLinks(CaseTables tables, CommonRows turns)
{
    public const string HeadRow = "h";

    public static string LinkRow(long entries) => TableKeys.Of("c", TableKeys.Number(entries));

    public static bool IsLink(TableEntity row) => row.RowKey.StartsWith("c|", StringComparison.Ordinal);

    /// <summary>Two rows for each entry, and the head.</summary>
    private const int EntriesInBatch = (TableLimits.BatchOperations - 1) / 2;

    /// <summary>Links those of the entries that are not linked yet; running it again changes nothing.</summary>
    public async Task LinkAsync(CaseRef reference, IReadOnlyList<JournalEntry> entries, CancellationToken cancellation)
    {
        using var turn = await turns.TurnAsync("chain " + reference.Municipality, cancellation);
        foreach (var part in entries.Chunk(EntriesInBatch))
        {
            await LinkPartAsync(reference, part, cancellation);
        }
    }

    private async Task LinkPartAsync(CaseRef reference, IReadOnlyList<JournalEntry> part, CancellationToken cancellation)
    {
        for (var unlinked = part; unlinked.Count > 0;)
        {
            var head = await tables.Chain.FindAsync(TableKeys.Of(reference.Municipality), HeadRow, cancellation);
            try
            {
                await tables.Chain.SubmitAsync(Batch(reference, unlinked, head), cancellation);
                return;
            }
            catch (StorageConflictException)
            {
                var linked = (await tables.Chain.ListAsync(
                    TableFilter.And(TableFilter.Partition(TableKeys.Of(reference.Municipality)), TableFilter.RowsFrom(TableKeys.Of("v", reference.CaseId) + "|")), cancellation))
                    .Select(r => r.Number("Version")).ToHashSet();
                unlinked = [.. unlinked.Where(e => !linked.Contains(e.Version))];
            }
        }
    }

    private static TableBatch Batch(CaseRef reference, IReadOnlyList<JournalEntry> entries, TableEntity? head)
    {
        var batch = new TableBatch(TableKeys.Of(reference.Municipality));
        var (count, link) = (head?.Number("Entries") ?? 0, head?.RequiredText("Link") ?? JournalChain.Start);
        foreach (var entry in entries)
        {
            link = JournalChain.Link(link, entry.Hash);
            count++;
            batch.Insert(new TableEntity(batch.PartitionKey, LinkRow(count))
            {
                ["CaseId"] = reference.CaseId,
                ["Version"] = entry.Version,
                ["Hash"] = entry.Hash,
                ["Link"] = link,
            });
            batch.Insert(new TableEntity(batch.PartitionKey, TableKeys.Of("v", reference.CaseId, TableKeys.Number(entry.Version))) { ["Version"] = entry.Version });
        }

        var next = new TableEntity(batch.PartitionKey, HeadRow) { ["Entries"] = count, ["Link"] = link };
        return head is null ? batch.Insert(next) : batch.Replace(next, head.ETag!);
    }
}
