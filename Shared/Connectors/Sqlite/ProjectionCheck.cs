using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Records;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>
/// Rebuilds board, indexes and places from the journal aside and compares digests of their rows with those of what is stored; looks also
/// that the guards of the journal are in place and no counter is behind the numbers it gave.
/// </summary>
internal static class ProjectionCheck
{
    internal static readonly string[] Tables = ["cases", "persons", "addresses", "threads", "places", "queue"];

    private static readonly string[] Guards = ["journal_append_only_update", "journal_append_only_delete", "capacity_append_only_update", "capacity_append_only_delete", "looks_append_only_update", "looks_append_only_delete", "books_append_only_update", "books_append_only_delete", "case_keys_destroyed_update", "case_keys_destroyed_delete"];

    /// <summary>Tables in which a case's rows depend on no other case.</summary>
    private static readonly string[] OfOneCase = ["cases", "persons", "addresses", "threads"];

    public static IEnumerable<string> Compare(SqliteConnection stored, SqliteTransaction snapshot, IReadOnlyList<CaseRef> cases, CaseIndexKeys keys)
    {
        // An empty name is SQLite's own temporary file: on the disk, and gone with the connection.
        using var rebuilt = new SqliteConnection("Data Source=");
        rebuilt.Open();
        using var transaction = rebuilt.BeginTransaction();
        rebuilt.Run(transaction, CaseSchema.Sql);
        foreach (var reference in cases)
        {
            if (SqliteCaseJournal.Load(stored, snapshot, reference) is { } record)
            {
                Replay(rebuilt, transaction, record, keys);
            }
        }

        List<string> problems = [];
        foreach (var table in Tables)
        {
            var expected = Rows(rebuilt, transaction, table, null);
            expected.SymmetricExceptWith(Rows(stored, snapshot, table, null));
            if (expected.Count > 0)
            {
                problems.Add($"{table}: {expected.Count} rows are not what the journal adds up to.");
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

    /// <summary>Board row and look-up keys of one case. Its place and its turn in a queue depend on others: <see cref="Compare"/> looks at those.</summary>
    public static IReadOnlyList<string> CompareCase(SqliteConnection stored, SqliteTransaction snapshot, CaseRef reference, CaseIndexKeys keys)
    {
        using var rebuilt = new SqliteConnection("Data Source=:memory:");
        rebuilt.Open();
        using var transaction = rebuilt.BeginTransaction();
        rebuilt.Run(transaction, CaseSchema.Sql);
        if (SqliteCaseJournal.Load(stored, snapshot, reference) is { } record)
        {
            CaseProjection.Write(rebuilt, transaction, record, [.. record.Entries.Where(e => e.Event is ApplicationReceived or MessageFiled or IdentityRecorded or IncomeAssessed)], keys);
        }

        return
        [
            .. OfOneCase.Where(table => !Rows(rebuilt, transaction, table, reference).SetEquals(Rows(stored, snapshot, table, reference)))
                .Select(table => $"{reference}: its rows in {table} are not what the journal adds up to. Run rebuild-boards."),
        ];
    }

    /// <summary>Digests of the rows, which take little memory whatever stands in them.</summary>
    private static HashSet<UInt128> Rows(SqliteConnection connection, SqliteTransaction transaction, string table, CaseRef? only)
    {
        HashSet<UInt128> rows = [];
        foreach (var digest in connection.Query(
            transaction,
            only is null ? $"SELECT * FROM {table}" : $"SELECT * FROM {table} WHERE municipality=$m AND case_id=$c",
            row => Digest(string.Join('\u001f', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "\u0000" : row.GetValue(i).ToString()))),
            only is { } one ? [("m", one.Municipality), ("c", one.CaseId)] : []))
        {
            rows.Add(digest);
        }

        return rows;
    }

    private static UInt128 Digest(string row) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(row)));

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
            var state = SqliteCaseJournal.Load(stored, snapshot, reference)?.State;
            foreach (var number in new[] { state?.Number, state?.Approval?.DecisionNumber }.OfType<string>())
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
