using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>
/// Brings a hub file of an earlier version up to date, in one transaction: instances under way go on. What cannot be read
/// stays as it is, so that only its own instance is stopped by it.
/// </summary>
internal static class HubMigration
{
    /// <summary>The earliest version that can be brought up to date.</summary>
    public const int Earliest = 1;

    /// <param name="connection">To the file.</param>
    /// <param name="from">The version it has.</param>
    public static void Run(SqliteConnection connection, long from)
    {
        using var transaction = connection.BeginTransaction();
        if (from < 2)
        {
            ToVersion2(connection);
        }

        connection.Execute($"ALTER TABLE instances ADD COLUMN trace TEXT; PRAGMA user_version = {HubSchema.Version}");
        transaction.Commit();
    }

    private static void ToVersion2(SqliteConnection connection)
    {
        connection.Execute("DROP INDEX instances_unfinished; DROP INDEX IF EXISTS instances_suspended;" + HubSchema.Indexes);
        connection.Execute($"INSERT INTO timers SELECT rid, {DueTimer.Start}, start_at FROM instances WHERE status = 6 AND start_at > created_at");
        Rewrite(connection, "history", "seq", "events", bytes => HistoryCodec.Encode(HistoryJson.DecodeTurn(bytes)));
        Rewrite(connection, "inbox", "seq", "event", bytes => HistoryCodec.Encode(HistoryJson.DecodeEvent(bytes)));
        Rewrite(connection, "instances", "rid", "failure", bytes => HistoryJson.DecodeFailure(bytes) is { } failure ? HistoryCodec.Encode(failure) : bytes);
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
