using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.Maildir;

namespace SocialWorkflows.Connectors.Files;

/// <summary>Anchors as files that are made once and marked read-only; each is copied into a second folder too, as of another machine, where one is named.</summary>
public sealed class FileAnchorStore(string root, string? copy = null) : IAnchorStore
{
    public async Task<bool> AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var added = await WriteAsync(root, name, content, cancellation);
        if (copy is not null)
        {
            await WriteAsync(copy, name, added ? content : await File.ReadAllBytesAsync(Path.Combine(root, name), cancellation), cancellation);
        }

        return added;
    }

    public async Task<byte[]?> FindAsync(string name, CancellationToken cancellation)
    {
        var path = Path.Combine(root, name);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellation) : null;
    }

    public Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>(
        Directory.Exists(root) ? [.. Directory.EnumerateFiles(root).Select(f => Path.GetFileName(f)).Where(n => !n.EndsWith(".tmp", StringComparison.Ordinal)).Order(StringComparer.Ordinal)] : []);

    /// <summary>Aside, flushed, then moved to a name that must be free: half an anchor is none.</summary>
    private static async Task<bool> WriteAsync(string folder, string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path))
        {
            return false;
        }

        Directory.CreateDirectory(folder);
        var aside = path + ".tmp";
        await using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
        File.SetAttributes(path, File.GetAttributes(path) | FileAttributes.ReadOnly);
        DirectorySync.Flush(folder);
        return true;
    }
}
