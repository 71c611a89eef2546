using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>The journal in SQLite: entry, projection, indexes, counters and outbox mark share one commit. What an entry says is under the key of its case.</summary>
public sealed class SqliteCaseJournal(CaseDatabase database, CaseIndexKeys keys) : ICaseJournal
{
    private const string Marks = "SELECT municipality, case_id, generation, version, event_names, starts FROM marks";

    private const string EntryColumns = "version, key, generation, at, body, hash";

    public Task<CaseRecord?> ReadAsync(CaseRef reference, CancellationToken cancellation) =>
        database.ReadAsync(connection => Load(connection, null, reference), cancellation);

    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) =>
        database.WriteAsync((connection, transaction) => AppendOnce(connection, transaction, append), cancellation);

    public Task<IReadOnlyList<OutboxMark>> ReadMarksAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<OutboxMark>>(connection => connection.Query(null, $"{Marks} ORDER BY id", Mark), cancellation);

    public Task<IReadOnlyList<OutboxMark>> ReadMarksOfAsync(CaseRef reference, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<OutboxMark>>(
            connection => connection.Query(null, $"{Marks} WHERE municipality=$m AND case_id=$c ORDER BY id", Mark, ("m", reference.Municipality), ("c", reference.CaseId)),
            cancellation);

    public Task ClearMarkAsync(OutboxMark mark, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                "DELETE FROM marks WHERE municipality=$m AND case_id=$c AND version=$v",
                ("m", mark.Case.Municipality),
                ("c", mark.Case.CaseId),
                ("v", mark.Version)),
            cancellation);

    internal static CaseRecord? Load(SqliteConnection connection, SqliteTransaction? transaction, CaseRef reference)
    {
        var key = CaseKeys.Find(connection, transaction, reference);
        if (key.DestroyedAt is not null)
        {
            return null;
        }

        var entries = connection.Query(
            transaction,
            $"SELECT {EntryColumns} FROM journal WHERE municipality=$m AND case_id=$c ORDER BY version",
            row => Entry(row, reference, key.Key),
            ("m", reference.Municipality),
            ("c", reference.CaseId));
        return entries.Count == 0
            ? null
            : new CaseRecord(reference, entries[^1].Version, CaseState.Fold(entries.Select(e => e.Event)), entries);
    }

    private static JournalEntry Entry(SqliteDataReader row, CaseRef reference, byte[]? key) => new()
    {
        Version = row.Long("version"),
        Key = row.Text("key")!,
        At = row.Instant("at")!.Value,
        Event = JournalChain.Read(JournalSeal.Open(row.Text("body")!, key, reference, row.Long("version"))),
        Hash = row.Text("hash")!,
    };

    private AppendResult AppendOnce(SqliteConnection connection, SqliteTransaction transaction, Append append)
    {
        var key = CaseKeys.Take(connection, transaction, append.Case);
        var before = Load(connection, transaction, append.Case) ?? new CaseRecord(append.Case, 0, CaseState.Empty, []);
        var first = before.Entries.Where(e => e.Key == append.Key).ToList();
        if (first.Count > 0)
        {
            return new AppendResult(before, first, Repeated: true);
        }

        Fence(append, before);
        var context = new SqliteAppendContext(connection, transaction, before, database.Time.GetUtcNow());
        var facts = append.Decide(context);
        if (facts.Count == 0)
        {
            return new AppendResult(before, [], Repeated: false);
        }

        var added = Store(connection, transaction, append, before, facts, context.Now, key);
        var after = new CaseRecord(append.Case, added[^1].Version, CaseState.Fold(before.Entries.Concat(added).Select(e => e.Event)), [.. before.Entries, .. added]);
        CaseProjection.Write(connection, transaction, after, added, keys);
        if (append.Wakes)
        {
            Mark(connection, transaction, before, after);
        }

        return new AppendResult(after, added, Repeated: false);
    }

    private static void Fence(Append append, CaseRecord before)
    {
        if (append.ExpectedVersion is { } seen && seen != before.Version)
        {
            throw new StaleVersionException(append.Case, seen, before.Version);
        }

        if (append.Generation is { } generation && generation < before.State.Generation)
        {
            throw new StaleGenerationException(append.Case, generation, before.State.Generation);
        }
    }

    private static List<JournalEntry> Store(
        SqliteConnection connection, SqliteTransaction transaction, Append append, CaseRecord before, IReadOnlyList<CaseEvent> facts, DateTimeOffset at, byte[] key)
    {
        var previous = before.Entries.Count == 0 ? JournalChain.Start : before.Entries[^1].Hash;
        var generation = append.Generation ?? before.State.Generation;
        var version = before.Version;
        List<JournalEntry> added = [];
        foreach (var fact in facts)
        {
            version++;
            var body = JournalSeal.Seal(JournalChain.Write(fact), key, append.Case, version);
            var hash = JournalChain.Hash(previous, append.Case, version, append.Key, generation, at, body);
            var link = Link(connection, transaction, append.Case.Municipality, hash);
            connection.Run(
                transaction,
                "INSERT INTO journal (municipality, case_id, version, key, generation, at, body, hash, link) VALUES ($m,$c,$v,$k,$g,$at,$b,$h,$l)",
                ("m", append.Case.Municipality), ("c", append.Case.CaseId), ("v", version), ("k", append.Key), ("g", generation), ("at", at), ("b", body), ("h", hash), ("l", link));
            added.Add(new JournalEntry { Version = version, Key = append.Key, At = at, Event = fact, Hash = hash });
            previous = hash;
        }

        return added;
    }

    private static string Link(SqliteConnection connection, SqliteTransaction transaction, string municipality, string hash)
    {
        var head = connection.Query(transaction, "SELECT link FROM chain_heads WHERE municipality=$m", row => row.GetString(0), ("m", municipality));
        var link = JournalChain.Link(head.Count == 0 ? JournalChain.Start : head[0], hash);
        connection.Run(
            transaction,
            "INSERT INTO chain_heads (municipality, entries, link) VALUES ($m, 1, $l) ON CONFLICT (municipality) DO UPDATE SET entries=entries+1, link=excluded.link",
            ("m", municipality), ("l", link));
        return link;
    }

    /// <summary>Names every wait that stood before, so that whichever the orchestration is at, it looks again.</summary>
    private static void Mark(SqliteConnection connection, SqliteTransaction transaction, CaseRecord before, CaseRecord after)
    {
        var names = before.Standing.Waits.Select(CaseNudges.Name);
        connection.Run(
            transaction,
            "INSERT INTO marks (municipality, case_id, generation, version, event_names, starts) VALUES ($m,$c,$g,$v,$e,$s)",
            ("m", after.Case.Municipality),
            ("c", after.Case.CaseId),
            ("g", after.State.Generation),
            ("v", after.Version),
            ("e", string.Join(' ', names)),
            ("s", before.Version == 0 || after.State.Generation != before.State.Generation));
    }

    private static OutboxMark Mark(SqliteDataReader row) =>
        new(
            new CaseRef(row.GetString(0), row.GetString(1)),
            (int)row.GetInt64(2),
            row.GetInt64(3),
            row.GetString(4).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            row.GetInt64(5) == 1);
}
