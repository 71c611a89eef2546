using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>
/// Brings a hub file of version 1 up to date, in one transaction: instances under way go on. What cannot be read stays
/// as it is, so that only its own instance is stopped by it.
/// </summary>
internal static class HubMigration
{
    public const int From = 1;

    public static void Run(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute("DROP INDEX instances_unfinished; DROP INDEX IF EXISTS instances_suspended;" + HubSchema.Indexes);
        connection.Execute($"INSERT INTO timers SELECT rid, {DueTimer.Start}, start_at FROM instances WHERE status = 6 AND start_at > created_at");
        Rewrite(connection, "history", "seq", "events", bytes => HistoryCodec.Encode(HistoryJson.DecodeTurn(bytes)));
        Rewrite(connection, "inbox", "seq", "event", bytes => HistoryCodec.Encode(HistoryJson.DecodeEvent(bytes)));
        Rewrite(connection, "instances", "rid", "failure", bytes => HistoryJson.DecodeFailure(bytes) is { } failure ? HistoryCodec.Encode(failure) : bytes);
        connection.Execute($"PRAGMA user_version = {HubSchema.Version}");
        transaction.Commit();
    }

    private static void Rewrite(SqliteConnection connection, string table, string key, string column, Func<byte[], byte[]> rewrite)
    {
        using var next = connection.Prepare($"SELECT {key}, {column} FROM {table} WHERE {key} > $0 AND {column} IS NOT NULL ORDER BY {key} LIMIT 1", 1);
        using var update = connection.Prepare($"UPDATE {table} SET {column} = $1 WHERE {key} = $0", 2);
        var last = 0L;
        while (Read(next.With(last)) is var (found, bytes))
        {
            last = found;
            try
            {
                update.With(last, rewrite(bytes)).ExecuteNonQuery();
            }
            catch (JsonException)
            {
                // Its instance will say so when it is next read.
            }
        }
    }

    private static (long Key, byte[] Bytes)? Read(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : null;
    }
}
