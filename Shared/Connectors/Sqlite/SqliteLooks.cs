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

    /// <summary>What is wrong with the looks that are stored.</summary>
    internal static IEnumerable<string> Check(SqliteConnection connection, SqliteTransaction snapshot)
    {
        var heads = connection.Query(snapshot, "SELECT * FROM look_heads", row => (Subject: (row.Text("municipality")!, row.Text("subject_id")!), Number: row.Long("number"))).ToDictionary(h => h.Subject, h => h.Number);
        foreach (var group in connection.Query(snapshot, "SELECT * FROM looks ORDER BY municipality, subject_id, number", Row).GroupBy(l => (l.Municipality, l.SubjectId)))
        {
            heads.Remove(group.Key, out var head);
            foreach (var problem in LookChain.Problems([.. group], head))
            {
                yield return problem;
            }
        }

        foreach (var ((municipality, subject), number) in heads)
        {
            yield return $"{municipality}/{subject}: no looks are there, {number} were recorded.";
        }
    }

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
