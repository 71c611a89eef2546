using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteLooks(CaseDatabase database) : ILooks
{
    public Task<Look> WriteAsync(Look look, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) =>
            {
                var last = connection.Query(
                    transaction, "SELECT * FROM looks WHERE municipality=$m AND subject_id=$s ORDER BY number DESC LIMIT 1", Row, ("m", look.Municipality), ("s", look.SubjectId)).FirstOrDefault();
                if (last is null && Cut(connection, transaction, look.Municipality, look.SubjectId) is { Number: > 0 } cut)
                {
                    last = look with { Number = cut.Number, Hash = cut.Hash };
                }

                var next = LookChain.After(last, look, database.Time.GetUtcNow());
                connection.Run(
                    transaction,
                    "INSERT INTO looks (municipality, subject_id, number, person_id, kind, what, reason, at, hash) VALUES ($m,$s,$n,$p,$k,$w,$r,$at,$h)",
                    ("m", next.Municipality), ("s", next.SubjectId), ("n", next.Number), ("p", next.PersonId), ("k", next.Kind), ("w", next.What), ("r", next.Reason), ("at", next.At), ("h", next.Hash));
                connection.Run(
                    transaction,
                    "INSERT INTO look_heads (municipality, subject_id, number) VALUES ($m,$s,$n) ON CONFLICT (municipality, subject_id) DO UPDATE SET number=excluded.number",
                    ("m", next.Municipality), ("s", next.SubjectId), ("n", next.Number));
                return next;
            },
            cancellation);

    public Task<IReadOnlyList<Look>> ListAsync(string municipality, string subjectId, long? before, int most, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Look>>(
            connection => connection.Query(
                null,
                "SELECT * FROM looks WHERE municipality=$m AND subject_id=$s AND ($b IS NULL OR number<$b) ORDER BY number DESC LIMIT $n",
                Row,
                ("m", municipality), ("s", subjectId), ("b", before), ("n", most)),
            cancellation);

    public Task<Look?> LastGlassAsync(string municipality, string subjectId, string personId, CancellationToken cancellation) =>
        database.ReadAsync(
            connection => connection.Query(
                null,
                "SELECT * FROM looks WHERE municipality=$m AND subject_id=$s AND person_id=$p AND kind=$k ORDER BY number DESC LIMIT 1",
                Row,
                ("m", municipality), ("s", subjectId), ("p", personId), ("k", LookKinds.Glass)).FirstOrDefault(),
            cancellation);

    public Task<IReadOnlyList<string>> GlassesAsync(string municipality, string personId, DateTimeOffset since, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<string>>(
            connection => connection.Query(
                null,
                $"SELECT DISTINCT subject_id FROM looks INDEXED BY looks_glass WHERE municipality=$m AND person_id=$p AND kind='{LookKinds.Glass}' AND at>=$s ORDER BY subject_id",
                row => row.GetString(0),
                ("m", municipality), ("p", personId), ("s", since)),
            cancellation);

    public Task<IReadOnlyList<string>> OlderAsync(string municipality, DateTimeOffset before, string? after, int most, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<string>>(
            connection => connection.Query(
                null,
                "SELECT DISTINCT subject_id FROM looks WHERE municipality=$m AND at<$b AND ($a IS NULL OR subject_id>$a) ORDER BY subject_id LIMIT $n",
                row => row.GetString(0),
                ("m", municipality), ("b", before), ("a", after), ("n", most)),
            cancellation);

    public async Task<int> CutAsync(string municipality, string subjectId, DateTimeOffset before, int most, CancellationToken cancellation)
    {
        var gone = await database.WriteAsync(
            (connection, transaction) =>
            {
                var cut = Cut(connection, transaction, municipality, subjectId);
                var looks = connection.Query(transaction, "SELECT * FROM looks WHERE municipality=$m AND subject_id=$s ORDER BY number", Row, ("m", municipality), ("s", subjectId));
                if (LookChain.Over(looks, cut, before).Take(most).ToList() is not [.., var last] over)
                {
                    return 0;
                }

                if (last.Number > cut.Number)
                {
                    connection.Run(transaction, "UPDATE look_heads SET cut=$n, cut_hash=$h WHERE municipality=$m AND subject_id=$s", ("m", municipality), ("s", subjectId), ("n", last.Number), ("h", last.Hash));
                }

                connection.Run(transaction, "DELETE FROM looks WHERE municipality=$m AND subject_id=$s AND number<=$n", ("m", municipality), ("s", subjectId), ("n", last.Number));
                return over.Count;
            },
            cancellation);
        if (gone > 0)
        {
            await database.CheckpointAsync(cancellation);
        }

        return gone;
    }

    /// <summary>What is wrong with the looks that are stored.</summary>
    internal static IEnumerable<string> Check(SqliteConnection connection, SqliteTransaction snapshot)
    {
        var heads = connection.Query(snapshot, "SELECT * FROM look_heads", row => (Subject: (row.Text("municipality")!, row.Text("subject_id")!), Number: row.Long("number"), Cut: CutOf(row))).ToDictionary(h => h.Subject);
        foreach (var group in connection.Query(snapshot, "SELECT * FROM looks ORDER BY municipality, subject_id, number", Row).GroupBy(l => (l.Municipality, l.SubjectId)))
        {
            heads.Remove(group.Key, out var head);
            foreach (var problem in LookChain.Problems($"{group.Key.Municipality}/{group.Key.SubjectId}", [.. group], head.Number, head.Cut ?? LookCut.None))
            {
                yield return problem;
            }
        }

        foreach (var problem in heads.Values.SelectMany(head => LookChain.Problems($"{head.Subject.Item1}/{head.Subject.Item2}", [], head.Number, head.Cut)))
        {
            yield return problem;
        }
    }

    private static LookCut Cut(SqliteConnection connection, SqliteTransaction transaction, string municipality, string subjectId) =>
        connection.Query(transaction, "SELECT * FROM look_heads WHERE municipality=$m AND subject_id=$s", CutOf, ("m", municipality), ("s", subjectId)).FirstOrDefault() ?? LookCut.None;

    private static LookCut CutOf(SqliteDataReader row) => row.Long("cut") is > 0 and var number ? new LookCut(number, row.Text("cut_hash")!) : LookCut.None;

    private static Look Row(SqliteDataReader row) => new()
    {
        Municipality = row.Text("municipality")!,
        SubjectId = row.Text("subject_id")!,
        Number = row.Long("number"),
        PersonId = row.Text("person_id")!,
        Kind = row.Text("kind")!,
        What = row.Text("what"),
        Reason = row.Text("reason"),
        At = row.Instant("at")!.Value,
        Hash = row.Text("hash")!,
    };
}
