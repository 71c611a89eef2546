using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>
/// Recomputes every hash and link, checks that versions have no gaps and keys no split, and that the state stored
/// equals the state folded from the journal (design invariant I11). Holds one case in memory, whatever the size of the journal.
/// </summary>
public sealed class JournalVerifier(CaseDatabase database, CaseIndexKeys keys) : IJournalVerifier
{
    public Task<JournalVerification> VerifyAsync(CancellationToken cancellation) => database.ReadAsync(connection => Verify(connection, keys, cancellation), cancellation);

    private static JournalVerification Verify(SqliteConnection connection, CaseIndexKeys keys, CancellationToken cancellation)
    {
        using var snapshot = connection.BeginTransaction(deferred: true);
        List<string> problems = [];
        var entries = LinkCheck.Check(connection, snapshot, problems);
        var cases = connection.Query(
            snapshot, "SELECT municipality, case_id, MIN(seq) AS first FROM journal GROUP BY municipality, case_id ORDER BY first", row => new CaseRef(row.GetString(0), row.GetString(1)));
        foreach (var reference in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            problems.AddRange(CaseCheck.Check(connection, snapshot, reference));
        }

        if (problems.Count == 0)
        {
            problems.AddRange(ProjectionCheck.Compare(connection, snapshot, cases, keys));
        }

        problems.AddRange(SqliteLooks.Check(connection, snapshot));
        return new JournalVerification(entries, cases.Count, problems);
    }
}
