using System.Globalization;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>The hashes of one case recomputed from its partition, and its events folded.</summary>
internal sealed class CasePartitionCheck(CasePartition partition)
{
    /// <summary>Null when so much is wrong that the case cannot be folded.</summary>
    public async Task<VerifiedCase?> CheckAsync(List<TableEntity> rows, List<string> problems, CancellationToken cancellation)
    {
        var head = rows.Find(r => r.RowKey == CasePartition.HeadRow);
        if (head is null)
        {
            problems.Add($"{rows[0].PartitionKey}: the case has no head; entries were removed or added from outside.");
            return null;
        }

        var reference = new CaseRef(head.RequiredText("Municipality"), head.RequiredText("CaseId"));
        var destroyed = CasePartition.DestroyedAt(rows) is not null;
        var entries = rows.Where(CasePartition.IsEntry).ToList();
        var previous = JournalChain.Start;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Number("Version") != i + 1 || entry.RowKey != CasePartition.EntryRow(i + 1))
            {
                problems.Add($"{reference}: version {i + 1} is missing, {entry.Number("Version")} follows.");
            }

            if (!(destroyed && CasePartition.IsEmptied(entry)))
            {
                await EntryAsync(reference, entry, previous, problems, cancellation);
            }

            previous = entry.RequiredText("Hash");
        }

        if (head.Number("Version") != entries.Count || head.RequiredText("Hash") != previous)
        {
            problems.Add($"{reference}: the journal ends elsewhere than its recorded head; entries were removed or added from outside.");
        }

        return await FoldAsync(reference, rows, entries, destroyed, problems, cancellation);
    }

    private async Task<VerifiedCase?> FoldAsync(
        CaseRef reference, List<TableEntity> rows, List<TableEntity> entries, bool destroyed, List<string> problems, CancellationToken cancellation)
    {
        List<string> hashes = [.. entries.Select(e => e.RequiredText("Hash"))];
        if (destroyed)
        {
            if (CasePartition.KeyIn(rows) is not null)
            {
                problems.Add($"{reference}: its contents were destroyed, but its key is stored again.");
            }

            return new VerifiedCase(reference, hashes, null);
        }

        try
        {
            return entries.Count == 0
                ? null
                : new VerifiedCase(reference, hashes, new StandingCase(await partition.RecordAsync(reference, entries, CasePartition.KeyIn(rows), cancellation), [.. rows.Where(CasePartition.IsMark)]));
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException or DocumentStoreException or StorageCorruptException)
        {
            problems.Add($"{reference}: a stored event cannot be read.");
            return null;
        }
    }

    private async Task EntryAsync(CaseRef reference, TableEntity entry, string previous, List<string> problems, CancellationToken cancellation)
    {
        try
        {
            var body = await partition.BodyAsync(entry, cancellation);
            if (DateTimeOffset.TryParse(entry.RequiredText("At"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                && JournalChain.Hash(previous, reference, entry.Number("Version"), entry.RequiredText("Key"), (int)entry.Number("Generation"), at, body) == entry.RequiredText("Hash"))
            {
                return;
            }
        }
        catch (Exception problem) when (problem is StorageCorruptException or DocumentStoreException)
        {
        }

        problems.Add($"{reference} version {entry.Number("Version")}: the content does not match its hash.");
    }
}
