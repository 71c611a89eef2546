using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Intake;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteIntakeLedger(CaseDatabase database) : IIntakeLedger
{
    private const int Slice = 2000;

    public Task<IntakeRow> AcceptAsync(AcceptedMessage message, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) =>
            {
                var id = IntakeIds.Of(message.Municipality, message.MessageId, message.IdentityHash);
                connection.Run(transaction, "INSERT OR IGNORE INTO deliveries (provider_id, intake_id) VALUES ($p,$id)", ("p", message.ProviderId), ("id", id));
                if (Find(connection, transaction, id) is { } known)
                {
                    return known;
                }

                var series = $"{IntakeIds.NumberPrefix}-{message.ReceivedAt.UtcDateTime.Year}";
                var number = $"{series}/{Counters.Next(connection, transaction, message.Municipality, series)}";
                connection.Run(
                    transaction,
                    """
                    INSERT INTO intake (intake_id, municipality, number, provider_id, message_id, content_hash, size, received_at, disposition, lane)
                    VALUES ($id,$m,$n,$p,$mid,$h,$s,$at,$d,$lane)
                    """,
                    ("id", id), ("m", message.Municipality), ("n", number), ("p", message.ProviderId), ("mid", message.MessageId),
                    ("h", message.ContentHash), ("s", message.Size), ("at", message.ReceivedAt), ("d", Dispositions.Pending), ("lane", message.Lane));
                return Find(connection, transaction, id)!;
            },
            cancellation);

    public Task<IntakeRow?> FindAsync(string intakeId, CancellationToken cancellation) =>
        database.ReadAsync(connection => Find(connection, null, intakeId), cancellation);

    public Task<IntakeRow?> FindByNumberAsync(string municipality, string number, CancellationToken cancellation) => database.ReadAsync(
        connection => connection.Query(null, "SELECT * FROM intake WHERE municipality=$m AND number=$n", Row, ("m", municipality), ("n", number)).FirstOrDefault(),
        cancellation);

    public Task<IntakeRow> DisposeAsync(string intakeId, string disposition, string? caseId, string reason, string by, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Run(
                    transaction,
                    """
                    UPDATE intake SET disposition=$d, case_id=COALESCE($c, case_id), reason=$r, by_whom=$b, ended_at=$at
                    WHERE intake_id=$id AND disposition IN ($pending, $review) AND disposition<>$d
                    """,
                    ("d", disposition), ("c", caseId), ("r", reason), ("b", by), ("at", database.Time.GetUtcNow()),
                    ("id", intakeId), ("pending", Dispositions.Pending), ("review", Dispositions.Review));
                return Find(connection, transaction, intakeId)
                    ?? throw new InvalidOperationException($"The intake ledger has no row {intakeId}.");
            },
            cancellation);

    public Task<IntakeRow> ChangeReasonAsync(string intakeId, string from, string to, string by, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Run(
                    transaction,
                    "UPDATE intake SET reason=$to, by_whom=$b WHERE intake_id=$id AND disposition=$review AND reason=$from",
                    ("to", to), ("b", by), ("id", intakeId), ("review", Dispositions.Review), ("from", from));
                return Find(connection, transaction, intakeId)
                    ?? throw new InvalidOperationException($"The intake ledger has no row {intakeId}.");
            },
            cancellation);

    /// <summary>The write-ahead log is emptied, too: what was forgotten stands in it.</summary>
    public async Task ForgetAsync(string intakeId, CancellationToken cancellation)
    {
        await database.WriteAsync(
            (connection, transaction) =>
            {
                connection.Run(transaction, "DELETE FROM deliveries WHERE intake_id=$i", ("i", intakeId));
                connection.Run(
                    transaction,
                    "UPDATE tasks SET text='', english=NULL, note=NULL, closed_at=COALESCE(closed_at, $at), closed_by=COALESCE(closed_by, 'machine') WHERE subject_id=$i",
                    ("i", intakeId), ("at", database.Time.GetUtcNow()));
                connection.Run(transaction, "UPDATE sends SET detail=NULL, content_id=NULL, provider_id=NULL WHERE subject_id=$i", ("i", intakeId));
                return connection.Run(transaction, "UPDATE intake SET message_id='', provider_id='' WHERE intake_id=$i", ("i", intakeId));
            },
            cancellation);
        await database.CheckpointAsync(cancellation);
    }

    public Task<IntakeRow?> FindDeliveryAsync(string providerId, CancellationToken cancellation) => database.ReadAsync(
        connection => connection.Query(
            null, "SELECT intake.* FROM deliveries JOIN intake USING (intake_id) WHERE deliveries.provider_id=$p LIMIT 1", Row, ("p", providerId)).FirstOrDefault(),
        cancellation);

    /// <summary>In slices, so that no reader keeps the log from being copied back.</summary>
    public async IAsyncEnumerable<IntakeDelivery> DeliveriesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long from = 0; ;)
        {
            var slice = await database.ReadAsync(
                connection => connection.Query(
                    null,
                    "SELECT rowid AS at, provider_id, intake_id FROM deliveries WHERE rowid>$from ORDER BY rowid LIMIT $most",
                    row => (At: row.Long("at"), Delivery: new IntakeDelivery(row.Text("provider_id")!, row.Text("intake_id")!)),
                    ("from", from), ("most", Slice)),
                cancellation);
            foreach (var (at, delivery) in slice)
            {
                from = at;
                yield return delivery;
            }

            if (slice.Count < Slice)
            {
                yield break;
            }
        }
    }

    public Task<IReadOnlyList<IntakeRow>> NextPendingAsync(string municipality, int most, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<IntakeRow>>(
        connection => connection.Query(
            null,
            "SELECT * FROM intake WHERE municipality=$m AND disposition=$d ORDER BY lane, received_at, intake_id LIMIT $most",
            Row,
            ("m", municipality), ("d", Dispositions.Pending), ("most", most)),
        cancellation);

    public Task<IReadOnlyList<IntakeRow>> ListAsync(string municipality, string? disposition, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<IntakeRow>>(
            connection => connection.Query(
                null,
                "SELECT * FROM intake WHERE municipality=$m AND ($d IS NULL OR disposition=$d) ORDER BY received_at, intake_id",
                Row,
                ("m", municipality), ("d", disposition)),
            cancellation);

    public Task<int> CountAsync(string municipality, string disposition, CancellationToken cancellation) =>
        database.ReadAsync(
            connection => (int)connection.Number(null, "SELECT COUNT(*) FROM intake WHERE municipality=$m AND disposition=$d", ("m", municipality), ("d", disposition)),
            cancellation);

    private static IntakeRow? Find(SqliteConnection connection, SqliteTransaction? transaction, string id) =>
        connection.Query(transaction, "SELECT * FROM intake WHERE intake_id=$id", Row, ("id", id)).FirstOrDefault();

    private static IntakeRow Row(SqliteDataReader row) => new()
    {
        IntakeId = row.Text("intake_id")!,
        Municipality = row.Text("municipality")!,
        Number = row.Text("number")!,
        MessageId = row.Text("message_id")!,
        ContentHash = row.Text("content_hash")!,
        Size = row.Long("size"),
        ReceivedAt = row.Instant("received_at")!.Value,
        Disposition = row.Text("disposition")!,
        Lane = (int)row.Long("lane"),
        CaseId = row.Text("case_id"),
        Reason = row.Text("reason"),
        By = row.Text("by_whom"),
        EndedAt = row.Instant("ended_at"),
    };
}
