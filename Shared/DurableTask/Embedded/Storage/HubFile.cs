using Microsoft.Data.Sqlite;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>
/// The hub's file, held by this process alone. Every opening takes the next generation number, which fences off a
/// process that was presumed dead.
/// </summary>
internal sealed class HubFile : IDisposable
{
    private readonly FileStream _lock;

    private HubFile(string path, FileStream fileLock)
    {
        Path = path;
        _lock = fileLock;
    }

    public string Path { get; }

    public long Generation { get; private set; }

    /// <exception cref="TaskHubException">In use, not writable, not a task hub, of another version, or damaged.</exception>
    public static HubFile Open(string path)
    {
        var fullPath = System.IO.Path.GetFullPath(path);
        var file = new HubFile(fullPath, Lock(fullPath));
        try
        {
            file.Prepare();
            return file;
        }
        catch (SqliteException exception)
        {
            file.Dispose();
            throw HubFileErrors.From(fullPath, exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;");
        return connection;
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw HubFileErrors.NotWritable(path, exception);
        }
        catch (IOException exception)
        {
            throw HubFileErrors.InUse(path, exception);
        }
    }

    private void Prepare()
    {
        var isNew = !HubFileHeader.IsDatabase(Path);
        using var connection = Connect();
        var applicationId = connection.Scalar("PRAGMA application_id;");
        var isBlank = applicationId == 0 && connection.Scalar("SELECT count(*) FROM sqlite_schema;") == 0;
        if (isNew || isBlank)
        {
            connection.Execute(
                $"BEGIN IMMEDIATE; {HubSchema.Create} PRAGMA application_id = {HubSchema.ApplicationId}; PRAGMA user_version = {HubSchema.Version}; COMMIT;");
        }
        else
        {
            Check(connection, applicationId);
        }

        Generation = connection.Scalar("UPDATE hub SET generation = generation + 1 RETURNING generation;");
    }

    private void Check(SqliteConnection connection, long applicationId)
    {
        if (applicationId != HubSchema.ApplicationId)
        {
            throw HubFileErrors.Foreign(Path);
        }

        var version = connection.Scalar("PRAGMA user_version;");
        if (version is < HubMigration.Earliest or > HubSchema.Version)
        {
            throw HubFileErrors.OtherVersion(Path, version);
        }

        // After a checkpoint every page must lie in the main file; before it, some may be in the log only.
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE);");
        var expected = connection.Scalar("PRAGMA page_count;") * connection.Scalar("PRAGMA page_size;");
        var actual = new FileInfo(Path).Length;
        if (actual < expected)
        {
            throw HubFileErrors.Truncated(Path, actual, expected);
        }

        if (version < HubSchema.Version)
        {
            HubMigration.Run(connection, version);
        }
    }
}
