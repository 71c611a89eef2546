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
                    INSERT OR IGNORE INTO sends (operation_id, municipality, subject_id, kind, channel, message_id, state, attempts, planned_at, changed_at)
                    VALUES ($id,$m,$s,$k,$ch,$mid,$state,0,$at,$at)
                    """,
                    ("id", row.OperationId), ("m", row.Municipality), ("s", row.SubjectId), ("k", row.Kind), ("ch", row.Channel),
                    ("mid", row.MessageId), ("state", SendStates.Planned), ("at", database.Time.GetUtcNow()));
                return Find(connection, transaction, row.OperationId)!;
            },
            cancellation);

    public Task<bool> MoveAsync(string operationId, string from, string to, string? detail, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                """
                UPDATE sends SET state=$to, detail=$detail, changed_at=$at, attempts=attempts + ($to = 'sending')
                WHERE operation_id=$id AND state=$from
                """,
                ("to", to), ("detail", detail), ("at", database.Time.GetUtcNow()), ("id", operationId), ("from", from)) == 1,
            cancellation);

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
    };
}
