using Microsoft.Data.Sqlite;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>Makes a hub file what version 1 of the schema would have made of it: JSON, other indexes, no start instants among the timers.</summary>
internal static class Version1
{
    public static void Make(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        connection.Execute("""
            DROP INDEX timers_due;
            DROP INDEX instances_unfinished;
            CREATE INDEX instances_unfinished ON instances (rid) WHERE status IN (0, 6);
            CREATE INDEX instances_suspended ON instances (rid) WHERE status = 7;
            DELETE FROM timers WHERE id = -1;
            ALTER TABLE instances DROP COLUMN trace;
            PRAGMA user_version = 1;
            """);
        Rewrite(connection, "history", "seq", "events", bytes => HistoryJson.Encode(Decode(bytes)));
        Rewrite(connection, "inbox", "seq", "event", bytes => HistoryJson.Encode(Decode(bytes)[0]));
        Rewrite(connection, "instances", "rid", "failure", bytes => HistoryJson.Encode(HistoryCodec.DecodeFailure(bytes)!));
    }

    private static List<HistoryEvent> Decode(byte[] bytes)
    {
        var events = new List<HistoryEvent>();
        HistoryCodec.Decode(bytes, events);
        return events;
    }

    private static void Rewrite(SqliteConnection connection, string table, string key, string column, Func<byte[], byte[]> rewrite)
    {
        var old = new List<(long Key, byte[] Bytes)>();
        using (var select = connection.Prepare($"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL", 0))
        using (var row = select.ExecuteReader())
        {
            while (row.Read())
            {
                old.Add((row.GetInt64(0), row.GetFieldValue<byte[]>(1)));
            }
        }

        using var update = connection.Prepare($"UPDATE {table} SET {column} = $1 WHERE {key} = $0", 2);
        foreach (var (found, bytes) in old)
        {
            update.With(found, rewrite(bytes)).ExecuteNonQuery();
        }
    }
}
