using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Housekeeping.Backup;

/// <summary>
/// Copies a data folder, also while the service runs. The order makes the parts fit together: the task hub before the journal,
/// because a step that the journal knows and the hub does not is found done when it is tried again, but the other way round it
/// would be lost; documents after the journal that names them; the outbox last, because its entries are named by the
/// operation and one that is already there is not written twice.
/// </summary>
internal static class DataFolderCopy
{
    private const string Hub = "hub.db";
    private const string Cases = "cases.db";

    /// <summary>Read while mail may move from <c>new</c> to <c>cur</c>, so in this order.</summary>
    private static readonly string[] MailFirst = ["mail/new", "mail/cur"];

    /// <summary>Before the journal, which may be further than its last anchor but not the other way round.</summary>
    private const string Anchors = "anchors";

    private static readonly string[] OutboxLast = ["outbox/new", "outbox/cur"];

    /// <summary>Belongs to a running process, or is half written.</summary>
    private static readonly string[] NotCopied = ["mail/tmp", "outbox/tmp"];

    /// <exception cref="IOException">Something cannot be read or written.</exception>
    public static void Copy(string from, string to)
    {
        CopyFolders(from, to, [.. MailFirst, Anchors]);
        foreach (var database in new[] { Hub, Cases })
        {
            if (File.Exists(Path.Combine(from, database)))
            {
                SqliteBackup.Copy(Path.Combine(from, database), Path.Combine(to, database));
            }
        }

        var rest = Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)
            .Select(d => Path.GetRelativePath(from, d).Replace('\\', '/'))
            .Except([.. MailFirst, Anchors, .. OutboxLast, .. NotCopied])
            .Prepend(".");
        CopyFolders(from, to, rest);
        CopyFolders(from, to, OutboxLast);
    }

    private static void CopyFolders(string from, string to, IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            var source = Path.Combine(from, folder);
            if (!Directory.Exists(source))
            {
                continue;
            }

            DataFolder.CreatePrivate(Path.Combine(to, folder));
            foreach (var file in Directory.EnumerateFiles(source).Where(IsContent))
            {
                CopyUnlessMoved(file, Path.Combine(to, folder, Path.GetFileName(file)));
            }
        }
    }

    /// <summary>A mail may be moved on between listing and copying; the folder it moves to is read afterwards.</summary>
    private static void CopyUnlessMoved(string from, string to)
    {
        try
        {
            File.Copy(from, to);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Moved to a folder that is read later, or sent and done with.
        }
    }

    private static bool IsContent(string path) =>
        Path.GetFileName(path) is not (Hub or Cases)
        && !path.EndsWith(".tmp", StringComparison.Ordinal)
        && !path.EndsWith(".lock", StringComparison.Ordinal)
        && !path.EndsWith("-wal", StringComparison.Ordinal)
        && !path.EndsWith("-shm", StringComparison.Ordinal);
}
