using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

internal sealed record CommitFigures(double MillisecondsMedian, double CommitsPerSecond);

/// <summary>SQLite's own limit on this disk: one writer, one row of 300 bytes a commit, WAL, synchronous=FULL, log recycled.</summary>
internal static class CommitProbe
{
    private const int Commits = 5_000;
    private const int RowBytes = 300;

    public static CommitFigures Run(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "commit.db")};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000; CREATE TABLE rows (seq INTEGER PRIMARY KEY, data BLOB NOT NULL);");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (data) VALUES ($data)";
        insert.Parameters.AddWithValue("$data", new byte[RowBytes]);
        for (var warm = 0; warm < Commits / 2; warm++)
        {
            insert.ExecuteNonQuery();
        }

        var times = new double[Commits];
        var start = Stopwatch.GetTimestamp();
        for (var commit = 0; commit < Commits; commit++)
        {
            var one = Stopwatch.GetTimestamp();
            insert.ExecuteNonQuery();
            times[commit] = Stopwatch.GetElapsedTime(one).TotalMilliseconds;
        }

        return new CommitFigures(Median.Of(times), Commits / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
