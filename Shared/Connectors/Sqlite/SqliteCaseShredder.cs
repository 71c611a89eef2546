using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>One commit destroys a case; what was deleted is overwritten in the file (<c>secure_delete</c>) and the write-ahead log is emptied.</summary>
public sealed class SqliteCaseShredder(CaseDatabase database) : ICaseShredder
{
    /// <summary>Rows that say nothing when the case has no content. Keyed by municipality and case.</summary>
    private static readonly string[] OfTheCase = ["cases", "persons", "addresses", "threads", "places", "queue", "marks", "teams_cards", "teams_shown"];

    public async Task<bool> DestroyAsync(CaseRef reference, long version, CancellationToken cancellation)
    {
        var destroyed = await database.WriteAsync(
            (connection, transaction) =>
            {
                if (CaseKeys.Find(connection, transaction, reference).DestroyedAt is null
                    && (version == 0 || connection.Number(transaction, "SELECT COUNT(*) FROM journal WHERE municipality=$m AND case_id=$c", ("m", reference.Municipality), ("c", reference.CaseId)) != version))
                {
                    return false;
                }

                Run("INSERT INTO case_keys (municipality, case_id) VALUES ($m,$c) ON CONFLICT DO NOTHING");
                Run("UPDATE case_keys SET key=NULL, destroyed_at=$at WHERE municipality=$m AND case_id=$c AND destroyed_at IS NULL");
                Run("UPDATE journal SET body='' WHERE municipality=$m AND case_id=$c AND body LIKE '{%'");
                foreach (var table in OfTheCase)
                {
                    Run($"DELETE FROM {table} WHERE municipality=$m AND case_id=$c");
                }

                Run("UPDATE tasks SET text='', english=NULL, note=NULL, closed_at=COALESCE(closed_at, $at), closed_by=COALESCE(closed_by, 'machine') WHERE municipality=$m AND subject_id=$c");
                Run("UPDATE sends SET detail=NULL, content_id=NULL, provider_id=NULL WHERE municipality=$m AND subject_id=$c");
                return true;

                void Run(string sql) => connection.Run(transaction, sql, ("m", reference.Municipality), ("c", reference.CaseId), ("at", database.Time.GetUtcNow()));
            },
            cancellation);
        await database.CheckpointAsync(cancellation);
        return destroyed;
    }

    public Task<DateTimeOffset?> DestroyedAtAsync(CaseRef reference, CancellationToken cancellation) =>
        database.ReadAsync(connection => CaseKeys.Find(connection, null, reference).DestroyedAt, cancellation);
}
