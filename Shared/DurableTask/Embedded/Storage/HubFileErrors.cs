using Microsoft.Data.Sqlite;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

internal static class HubFileErrors
{
    private const int SqliteFull = 13;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private const string Restore =
        "Nothing was changed. Put back the last backup of the file together with its -wal file, or move the file away to start with an empty hub: "
        + "instances are then started again from the case journal.";

    public static TaskHubException InUse(string path, Exception exception) => new(
        $"The task hub '{path}' is in use by another process (its lock file cannot be taken). Stop that process, or choose another data folder.", exception);

    public static TaskHubException NotWritable(string path, Exception exception) => new(
        $"The task hub '{path}' cannot be opened for writing. Give this user write permission to the file and its folder, or choose another data folder.", exception);

    public static TaskHubException Foreign(string path) => new(
        $"The file '{path}' is not a task hub. Nothing was changed. Point DatabasePath to the hub's own file, or to one that does not exist yet.");

    public static TaskHubException OtherVersion(string path, long version) => new(
        $"The task hub '{path}' has schema version {version}; this program reads version {HubSchema.Version}. "
        + "Nothing was changed. Run the program version that wrote it, or choose another data folder.");

    public static TaskHubException Truncated(string path, long actual, long expected) => new(
        $"The task hub '{path}' is truncated: {actual} bytes of {expected}. {Restore}");

    public static TaskHubException TakenOver(string path) => new(
        $"The task hub '{path}' was taken over by another process. This one has stopped writing; end it.");

    public static TaskHubException Unreadable(string path, string instanceId, Exception exception) => new(
        $"The history or the inbox of instance '{instanceId}' in the task hub '{path}' cannot be read. {Restore}", exception);

    public static TaskHubException From(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        SqliteCorrupt or SqliteNotADatabase => new($"The task hub '{path}' is damaged: {exception.Message}. {Restore}", exception),
        SqliteFull => new($"The disk of the task hub '{path}' is full. Free some space and start again: what was acknowledged is safe.", exception),
        _ => new($"The task hub '{path}' failed: {exception.Message}. What was acknowledged is safe; see to the disk and start again.", exception),
    };
}
