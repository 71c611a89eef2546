using System.Globalization;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Reads every case partition, then holds chain, board, keys, stakes, counters and outbox against them.</summary>
internal sealed class TableJournalVerifier(CaseTables tables, CasePartition partition, CaseIndexKeys keys) : IJournalVerifier
{
    public async Task<JournalVerification> VerifyAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        List<VerifiedCase> cases = [];
        foreach (var rows in (await tables.Cases.ListAsync(null, cancellation)).GroupBy(r => r.PartitionKey, StringComparer.Ordinal))
        {
            if (await CaseAsync([.. rows], problems, cancellation) is { } found)
            {
                cases.Add(found);
            }
        }

        problems.AddRange(await new ChainCheck(tables).CompareAsync(cases, cancellation));
        problems.AddRange(BookChain.Problems((await tables.Books.ListAsync(null, cancellation)).Select(TableRecordBooks.Read)));
        if (problems.Count == 0)
        {
            problems.AddRange(await new FollowUpCheck(tables, keys).CompareAsync(cases, cancellation));
        }

        problems.AddRange(await new TableLooks(tables).CheckAsync(cancellation));
        return new JournalVerification(cases.Sum(c => (long)c.Record.Entries.Count), cases.Count, problems);
    }

    /// <summary>Null when so much is wrong that the case cannot be folded.</summary>
    private async Task<VerifiedCase?> CaseAsync(List<TableEntity> rows, List<string> problems, CancellationToken cancellation)
    {
        var head = rows.Find(r => r.RowKey == CasePartition.HeadRow);
        if (head is null)
        {
            problems.Add($"{rows[0].PartitionKey}: the case has no head; entries were removed or added from outside.");
            return null;
        }

        var reference = new CaseRef(head.RequiredText("Municipality"), head.RequiredText("CaseId"));
        var entries = rows.Where(CasePartition.IsEntry).ToList();
        var previous = JournalChain.Start;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Number("Version") != i + 1 || entry.RowKey != CasePartition.EntryRow(i + 1))
            {
                problems.Add($"{reference}: version {i + 1} is missing, {entry.Number("Version")} follows.");
            }

            await EntryAsync(reference, entry, previous, problems, cancellation);
            previous = entry.RequiredText("Hash");
        }

        if (head.Number("Version") != entries.Count || head.RequiredText("Hash") != previous)
        {
            problems.Add($"{reference}: the journal ends elsewhere than its recorded head; entries were removed or added from outside.");
        }

        try
        {
            return entries.Count == 0 ? null : new VerifiedCase(await partition.RecordAsync(reference, entries, cancellation), [.. rows.Where(CasePartition.IsMark)]);
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException or DocumentStoreException)
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

internal sealed record VerifiedCase(CaseRecord Record, IReadOnlyList<TableEntity> Marks);
