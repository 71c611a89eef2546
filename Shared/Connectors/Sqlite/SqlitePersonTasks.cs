using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqlitePersonTasks(CaseDatabase database) : IPersonTasks
{
    public Task RaiseAsync(PersonTask task, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                "INSERT OR IGNORE INTO tasks (municipality, key, role, kind, subject_id, text, english, raised_at) VALUES ($m,$k,$r,$kind,$s,$t,$e,$at)",
                ("m", task.Municipality), ("k", task.Key), ("r", task.Role), ("kind", task.Kind), ("s", task.SubjectId), ("t", task.Text.Latvian), ("e", task.Text.English), ("at", task.RaisedAt)),
            cancellation);

    public Task<IReadOnlyList<PersonTask>> ListOpenAsync(string municipality, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<PersonTask>>(
            connection => connection.Query(
                null,
                "SELECT * FROM tasks WHERE municipality=$m AND closed_at IS NULL ORDER BY raised_at, key",
                row => new PersonTask
                {
                    Key = row.Text("key")!,
                    Municipality = row.Text("municipality")!,
                    Role = row.Text("role")!,
                    Kind = row.Text("kind")!,
                    SubjectId = row.Text("subject_id"),
                    Text = new(row.Text("text")!, row.Text("english")),
                    RaisedAt = row.Instant("raised_at")!.Value,
                },
                ("m", municipality)),
            cancellation);

    public Task<int> CountOpenAsync(string municipality, CancellationToken cancellation) =>
        database.ReadAsync(connection => (int)connection.Number(null, "SELECT COUNT(*) FROM tasks WHERE municipality=$m AND closed_at IS NULL", ("m", municipality)), cancellation);

    public Task<bool> CloseAsync(string municipality, string key, string by, string note, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                "UPDATE tasks SET closed_at=$at, closed_by=$by, note=$n WHERE municipality=$m AND key=$k AND closed_at IS NULL",
                ("at", database.Time.GetUtcNow()), ("by", by), ("n", note), ("m", municipality), ("k", key)) == 1,
            cancellation);
}
