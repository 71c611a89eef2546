using SocialWorkflows.Casework.Retention;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteRetentionLedger(CaseDatabase database) : IRetentionLedger
{
    public Task<bool> AddAsync(RetentionRow row, CancellationToken cancellation) => database.WriteAsync(
        (connection, transaction) => connection.Run(
            transaction,
            "INSERT OR IGNORE INTO retention (municipality, kind, subject_id, state, due_on, version, body) VALUES ($m,$k,$s,$state,$due,0,$b)",
            ("m", row.Municipality), ("k", row.Kind), ("s", row.SubjectId), ("state", row.State), ("due", row.DueOn), ("b", RetentionJson.Write(row with { Version = 0 }))) == 1,
        cancellation);

    public Task<RetentionRow?> FindAsync(string municipality, string kind, string subjectId, CancellationToken cancellation) => database.ReadAsync(
        connection => connection.Query(
            null, "SELECT body FROM retention WHERE municipality=$m AND kind=$k AND subject_id=$s", row => RetentionJson.Read(row.GetString(0)), ("m", municipality), ("k", kind), ("s", subjectId)).FirstOrDefault(),
        cancellation);

    public Task<bool> ReplaceAsync(RetentionRow row, CancellationToken cancellation) => database.WriteAsync(
        (connection, transaction) => connection.Run(
            transaction,
            "UPDATE retention SET state=$state, due_on=$due, version=version+1, body=$b WHERE municipality=$m AND kind=$k AND subject_id=$s AND version=$v",
            ("m", row.Municipality), ("k", row.Kind), ("s", row.SubjectId), ("state", row.State), ("due", row.DueOn), ("v", row.Version), ("b", RetentionJson.Write(row with { Version = row.Version + 1 }))) == 1,
        cancellation);

    public Task<IReadOnlyList<RetentionRow>> ListAsync(string municipality, string state, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<RetentionRow>>(
        connection => connection.Query(
            null,
            "SELECT body FROM retention WHERE municipality=$m AND state=$s ORDER BY due_on, kind, subject_id",
            row => RetentionJson.Read(row.GetString(0)),
            ("m", municipality), ("s", state)),
        cancellation);
}
