using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// Reads every case partition, one after the other, then holds chain, board, keys, stakes, counters and outbox against them. Of a case
/// that was looked at only sums are kept.
/// </summary>
internal sealed class TableJournalVerifier(CaseTables tables, CasePartition partition, CaseIndexKeys keys) : IJournalVerifier
{
    private readonly CasePartitionCheck _check = new(partition);

    public async Task<JournalVerification> VerifyAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        var pending = await new PendingWork(tables).ListAsync(cancellation);
        var chain = new ChainCheck(tables, pending);
        var follows = new FollowUpCheck(tables, keys, pending, await tables.Common.ListAsync(null, cancellation));
        var (cases, entries) = (0, 0L);
        await foreach (var rows in tables.Cases.GroupsAsync(r => r.PartitionKey, cancellation))
        {
            if (await _check.CheckAsync(rows, problems, cancellation) is { } found)
            {
                cases++;
                entries += found.Hashes.Count;
                chain.Add(found);
                follows.Add(found.Standing);
            }
        }

        problems.AddRange(await chain.CompareAsync(cancellation));
        await foreach (var book in tables.Books.GroupsAsync(r => r.RequiredText("Book"), cancellation))
        {
            problems.AddRange(BookChain.Problems(book.Select(TableRecordBooks.Read)));
        }

        if (problems.Count == 0)
        {
            problems.AddRange(await follows.CompareAsync(cancellation));
        }

        problems.AddRange(await new TableLooks(tables).CheckAsync(cancellation));
        return new JournalVerification(entries, cases, problems);
    }
}

/// <param name="Hashes">Of every entry, from the first.</param>
/// <param name="Standing">Null when its contents were destroyed.</param>
internal sealed record VerifiedCase(CaseRef Case, IReadOnlyList<string> Hashes, StandingCase? Standing);

internal sealed record StandingCase(CaseRecord Record, IReadOnlyList<TableEntity> Marks);
