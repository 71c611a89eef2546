using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteSendLedger(CaseDatabase database) : ISendLedger
{
    public Task<SendRow> PlanAsync(SendRow row, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Run(
                    transaction,
                    """
                    INSERT OR IGNORE INTO sends
                        (operation_id, municipality, subject_id, kind, round, channel, message_id, lane, state, attempts, planned_at, changed_at, due_at, content_id)
                    VALUES ($id,$m,$s,$k,$r,$ch,$mid,$lane,$state,0,$at,$at,$due,$content)
                    """,
                    ("id", row.OperationId), ("m", row.Municipality), ("s", row.SubjectId), ("k", row.Kind), ("ch", row.Channel),
                    ("mid", row.MessageId), ("r", row.Round), ("lane", row.Lane), ("due", row.DueAt), ("content", row.ContentId), ("state", SendStates.Planned), ("at", database.Time.GetUtcNow()));
                return Find(connection, transaction, row.OperationId)!;
            },
            cancellation);

    public Task<bool> MoveAsync(string operationId, string from, string to, string? detail, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                """
                UPDATE sends SET state=$to, detail=$detail, changed_at=$at, attempts=attempts + ($to = 'sending'), version=version + 1
                WHERE operation_id=$id AND state=$from
                """,
                ("to", to), ("detail", detail), ("at", database.Time.GetUtcNow()), ("id", operationId), ("from", from)) == 1,
            cancellation);

    public Task<SendRow?> ReplaceAsync(SendRow row, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                """
                UPDATE sends SET state=$state, attempts=$attempts, changed_at=$at, due_at=$due, tried_at=$tried, lease=$lease, content_id=$content,
                    provider_id=$provider, detail=$detail, lane=$lane, round=$round, version=version + 1
                WHERE operation_id=$id AND version=$version
                """,
                ("state", row.State), ("attempts", row.Attempts), ("at", database.Time.GetUtcNow()), ("due", row.DueAt), ("tried", row.TriedAt), ("lease", row.Lease),
                ("lane", row.Lane), ("round", row.Round), ("content", row.ContentId), ("provider", row.ProviderId), ("detail", row.Detail), ("id", row.OperationId), ("version", row.Version)) == 1
                ? Find(connection, transaction, row.OperationId)
                : null,
            cancellation);

    public Task<IReadOnlyList<SendRow>> DueAsync(DateTimeOffset now, bool planned, int most, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<SendRow>>(
            connection => connection.Query(
                null,
                """
                SELECT * FROM sends WHERE due_at IS NOT NULL AND due_at <= $now AND (state = 'planned') = $planned
                ORDER BY lane, planned_at, operation_id LIMIT $most
                """,
                Row,
                ("now", now), ("planned", planned), ("most", most)),
            cancellation);

    public Task<int> TriedSinceAsync(DateTimeOffset since, CancellationToken cancellation) =>
        database.ReadAsync(connection => (int)connection.Number(null, "SELECT COALESCE(SUM(MAX(attempts, 1)), 0) FROM sends WHERE tried_at > $since", ("since", since)), cancellation);

    public Task<SendRow?> FindAsync(string operationId, CancellationToken cancellation) =>
        database.ReadAsync(connection => Find(connection, null, operationId), cancellation);

    public Task<IReadOnlyList<SendRow>> ListAsync(string municipality, string? state, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<SendRow>>(
            connection => connection.Query(
                null,
                "SELECT * FROM sends WHERE municipality=$m AND ($s IS NULL OR state=$s) ORDER BY planned_at, operation_id",
                Row,
                ("m", municipality), ("s", state)),
            cancellation);

    public async Task ForgetAsync(string municipality, string subjects, CancellationToken cancellation)
    {
        await database.WriteAsync(
            (connection, transaction) =>
            {
                (string, object?)[] which = [("m", municipality), ("p", subjects), ("at", database.Time.GetUtcNow())];
                connection.Run(
                    transaction,
                    "UPDATE tasks SET text='', english=NULL, note=NULL, closed_at=COALESCE(closed_at, $at), closed_by=COALESCE(closed_by, 'machine') WHERE municipality=$m AND substr(subject_id, 1, length($p))=$p",
                    which);
                return connection.Run(transaction, "UPDATE sends SET detail=NULL, content_id=NULL, provider_id=NULL WHERE municipality=$m AND substr(subject_id, 1, length($p))=$p", which[..2]);
            },
            cancellation);
        await database.CheckpointAsync(cancellation);
    }

    private static SendRow? Find(SqliteConnection connection, SqliteTransaction? transaction, string id) =>
        connection.Query(transaction, "SELECT * FROM sends WHERE operation_id=$id", Row, ("id", id)).FirstOrDefault();

    private static SendRow Row(SqliteDataReader row) => new()
    {
        OperationId = row.Text("operation_id")!,
        Municipality = row.Text("municipality")!,
        SubjectId = row.Text("subject_id")!,
        Kind = row.Text("kind")!,
        Channel = row.Text("channel")!,
        MessageId = row.Text("message_id")!,
        State = row.Text("state")!,
        Attempts = (int)row.Long("attempts"),
        PlannedAt = row.Instant("planned_at")!.Value,
        ChangedAt = row.Instant("changed_at")!.Value,
        Detail = row.Text("detail"),
        Round = (int)row.Long("round"),
        Lane = (int)row.Long("lane"),
        DueAt = row.Instant("due_at"),
        TriedAt = row.Instant("tried_at"),
        Lease = row.Text("lease"),
        ContentId = row.Text("content_id"),
        ProviderId = row.Text("provider_id"),
        Version = (int)row.Long("version"),
    };
}
