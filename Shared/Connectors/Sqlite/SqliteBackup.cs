using Microsoft.Data.Sqlite;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>A copy of an SQLite file as one moment left it, also while another process writes to it (SQLite Online Backup API).</summary>
public static class SqliteBackup
{
    /// <exception cref="IOException">The file is no SQLite database or is damaged, or the copy cannot be written.</exception>
    public static void Copy(string from, string to)
    {
        try
        {
            using var source = Open(from, SqliteOpenMode.ReadOnly);
            using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
            source.BackupDatabase(target);
            using var check = target.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            if (check.ExecuteScalar() is not "ok")
            {
                throw new IOException($"'{from}' is damaged: its copy '{to}' does not pass SQLite's own check. Restore the last good backup.");
            }
        }
        catch (SqliteException problem)
        {
            throw new IOException($"'{from}' cannot be copied to '{to}': {problem.Message}", problem);
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
