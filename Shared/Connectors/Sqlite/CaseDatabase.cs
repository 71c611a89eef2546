using Microsoft.Data.Sqlite;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>The case store cannot be used; the message says which file, what is wrong and what to do.</summary>
public sealed class CaseDatabaseException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The SQLite file behind journal, ledgers and boards. One writer at a time, every commit fsynced
/// (WAL, synchronous=FULL); readers have their own connections.
/// </summary>
public sealed class CaseDatabase : IAsyncDisposable
{
    private const int SchemaVersion = 10;

    private readonly CaseWriter _writer;
    private readonly string _readString;

    private CaseDatabase(SqliteConnection writer, string readString, TimeProvider time)
    {
        _writer = new CaseWriter(writer);
        _readString = readString;
        Time = time;
    }

    internal TimeProvider Time { get; }

    /// <exception cref="CaseDatabaseException">The file cannot be created, is no case store, or is of another version.</exception>
    public static CaseDatabase Open(string path, TimeProvider time)
    {
        var write = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        var read = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, Mode = SqliteOpenMode.ReadOnly }.ToString();
        var connection = new SqliteConnection(write);
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA busy_timeout=10000;");

            // 64 MB of pages and a log of 32 MB: with a hundred thousand cases each change touches pages far apart, and a commit that has to copy them back is waited for.
            Execute(connection, "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000;");
            Migrate(connection, path);
            return new CaseDatabase(connection, read, time);
        }
        catch (CaseDatabaseException)
        {
            connection.Dispose();
            throw;
        }
        catch (SqliteException problem)
        {
            connection.Dispose();
            throw new CaseDatabaseException(
                $"The case store '{path}' cannot be opened: {problem.Message} Check that the folder is writable and the file is a SocialWorkflows case store; restore it from the backup if it is damaged.",
                problem);
        }
    }

    internal Task<T> WriteAsync<T>(Func<SqliteConnection, SqliteTransaction, T> work, CancellationToken cancellation) => _writer.WriteAsync(work, cancellation);

    /// <summary>Empties the write-ahead log, where what was deleted still stands; as far as readers let it.</summary>
    internal Task CheckpointAsync(CancellationToken cancellation) => _writer.AloneAsync(connection => Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)"), cancellation);

    internal Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var connection = new SqliteConnection(_readString);
        connection.Open();
        return Task.FromResult(work(connection));
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        using (var any = new SqliteConnection(_readString))
        {
            SqliteConnection.ClearPool(any);
        }
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var found = Convert.ToInt32(command.ExecuteScalar());
        if (found == SchemaVersion)
        {
            return;
        }

        if (found is > 0 and < SchemaVersion)
        {
            Step(connection, string.Concat(CaseSchema.Steps.Where(s => s.Key >= found).OrderBy(s => s.Key).Select(s => s.Value)), (store, transaction) => CaseMigration.FillRows(store, transaction, found));
            return;
        }

        if (found != 0)
        {
            throw new CaseDatabaseException(
                $"The case store '{path}' has schema version {found}; this program knows {SchemaVersion}. Start the program version that wrote it, or restore a matching backup.");
        }

        command.CommandText = "SELECT COUNT(*) FROM sqlite_master";
        if (Convert.ToInt64(command.ExecuteScalar()) != 0)
        {
            throw new CaseDatabaseException($"The file '{path}' is a database of something else. Move it away, or name another data folder.");
        }

        Step(connection, CaseSchema.Sql);
    }

    /// <summary>The tables and the version they make, in one commit.</summary>
    private static void Step(SqliteConnection connection, string sql, Action<SqliteConnection, SqliteTransaction>? fill = null)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, sql, transaction);
        fill?.Invoke(connection, transaction);
        Execute(connection, $"PRAGMA user_version={SchemaVersion}", transaction);
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
