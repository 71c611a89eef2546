using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Records;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>
/// Rebuilds board, indexes and places from the journal in memory and compares them row by row with what is stored; looks also
/// that the guards of the journal are in place and no counter is behind the numbers it gave.
/// </summary>
internal static class ProjectionCheck
{
    internal static readonly string[] Tables = ["cases", "persons", "addresses", "threads", "places", "queue"];

    private static readonly string[] Guards = ["journal_append_only_update", "journal_append_only_delete", "capacity_append_only_update", "capacity_append_only_delete", "looks_append_only_update", "looks_append_only_delete", "books_append_only_update", "books_append_only_delete"];

    public static IEnumerable<string> Compare(SqliteConnection stored, SqliteTransaction snapshot, IReadOnlyList<CaseRef> cases, CaseIndexKeys keys)
    {
        using var rebuilt = new SqliteConnection("Data Source=:memory:");
        rebuilt.Open();
        using var transaction = rebuilt.BeginTransaction();
        rebuilt.Run(transaction, CaseSchema.Sql);
        foreach (var reference in cases)
        {
            Replay(rebuilt, transaction, SqliteCaseJournal.Load(stored, snapshot, reference)!, keys);
        }

        List<string> problems = [];
        foreach (var table in Tables)
        {
            var expected = Rows(rebuilt, transaction, table);
            var found = Rows(stored, snapshot, table);
            var wrong = expected.Except(found, StringComparer.Ordinal).Count() + found.Except(expected, StringComparer.Ordinal).Count();
            if (wrong > 0)
            {
                problems.Add($"{table}: {wrong} rows are not what the journal adds up to.");
            }
        }

        problems.AddRange(Guards
            .Where(guard => stored.Number(snapshot, "SELECT COUNT(*) FROM sqlite_master WHERE type='trigger' AND name=$n", ("n", guard)) == 0)
            .Select(guard => $"The guard {guard} is missing: what is append-only could be changed."));
        problems.AddRange(Counters(stored, snapshot, cases));
        problems.AddRange(Counts(stored, snapshot));
        problems.AddRange(BookChain.Problems(stored.Query(snapshot, "SELECT * FROM books ORDER BY municipality, book, number", SqliteRecordBooks.Row)));
        return problems;
    }

    /// <summary>Event by event, as the appends did, so that places are taken and given back in order.</summary>
    internal static void Replay(SqliteConnection rebuilt, SqliteTransaction transaction, CaseRecord record, CaseIndexKeys keys)
    {
        foreach (var append in record.Entries.GroupBy(e => e.Key).Select(g => g.ToList()))
        {
            List<JournalEntry> until = [.. record.Entries.TakeWhile(e => e.Version <= append[^1].Version)];
            var then = new CaseRecord(record.Case, append[^1].Version, CaseState.Fold(until.Select(e => e.Event)), until);
            CaseProjection.Write(rebuilt, transaction, then, append, keys);
        }
    }

    private static List<string> Rows(SqliteConnection connection, SqliteTransaction transaction, string table) => connection.Query(
        transaction,
        $"SELECT * FROM {table}",
        row => string.Join('\u001f', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "\u0000" : row.GetValue(i).ToString())));

    /// <summary>The chain of the counts of places held without a case.</summary>
    private static IEnumerable<string> Counts(SqliteConnection stored, SqliteTransaction snapshot)
    {
        var previous = JournalChain.Start;
        foreach (var (count, hash) in stored.Query(snapshot, "SELECT * FROM capacity ORDER BY seq", row => (SqliteCapacityLedger.Row(row), row.Text("hash")!)))
        {
            if (CapacityChain.Hash(previous, count) != hash)
            {
                yield return $"capacity: the chain of counted places is broken at {count.Municipality}/{count.FacilityId}, {JournalChain.Instant(count.At)}.";
            }

            previous = hash;
        }
    }

    private static IEnumerable<string> Counters(SqliteConnection stored, SqliteTransaction snapshot, IReadOnlyList<CaseRef> cases)
    {
        foreach (var reference in cases)
        {
            var state = SqliteCaseJournal.Load(stored, snapshot, reference)!.State;
            foreach (var number in new[] { state.Number, state.Approval?.DecisionNumber }.OfType<string>())
            {
                var slash = number.LastIndexOf('/');
                var counter = stored.Number(
                    snapshot, "SELECT value FROM counters WHERE municipality=$m AND series=$s", ("m", reference.Municipality), ("s", number[..slash]));
                if (long.Parse(number[(slash + 1)..]) > counter)
                {
                    yield return $"{reference}: its number {number} is ahead of its counter, which would give it again.";
                }
            }
        }
    }
}
