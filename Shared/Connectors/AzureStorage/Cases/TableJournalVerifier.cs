using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Reads every case partition, one after the other, then holds chain, board, keys, stakes, counters and outbox against them.</summary>
internal sealed class TableJournalVerifier(CaseTables tables, CasePartition partition, CaseIndexKeys keys) : IJournalVerifier
{
    private readonly CasePartitionCheck _check = new(partition);

    public async Task<JournalVerification> VerifyAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        List<VerifiedCase> cases = [];
        List<TableEntity> rows = [];
        await foreach (var row in tables.Cases.QueryAsync(null, cancellation))
        {
            if (rows.Count > 0 && rows[0].PartitionKey != row.PartitionKey)
            {
                await AddAsync();
                rows = [];
            }

            rows.Add(row);
        }

        await AddAsync();
        problems.AddRange(await new ChainCheck(tables).CompareAsync(cases, cancellation));
        problems.AddRange(BookChain.Problems((await tables.Books.ListAsync(null, cancellation)).Select(TableRecordBooks.Read)));
        if (problems.Count == 0)
        {
            problems.AddRange(await new FollowUpCheck(tables, keys).CompareAsync([.. cases.Select(c => c.Standing).OfType<StandingCase>()], cancellation));
        }

        problems.AddRange(await new TableLooks(tables).CheckAsync(cancellation));
        return new JournalVerification(cases.Sum(c => (long)c.Hashes.Count), cases.Count, problems);

        async Task AddAsync()
        {
            if (rows.Count > 0 && await _check.CheckAsync(rows, problems, cancellation) is { } found)
            {
                cases.Add(found);
            }
        }
    }
}

/// <param name="Hashes">Of every entry, from the first.</param>
/// <param name="Standing">Null when its contents were destroyed.</param>
internal sealed record VerifiedCase(CaseRef Case, IReadOnlyList<string> Hashes, StandingCase? Standing);

internal sealed record StandingCase(CaseRecord Record, IReadOnlyList<TableEntity> Marks);
