using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.Maildir;

namespace SocialWorkflows.Connectors.Files;

/// <summary>Files under a folder that lasts, readable by their user alone.</summary>
public sealed class FolderKeptFiles(string root) : IKeptFiles
{
    private const string Aside = ".tmp";

    /// <summary>Aside, flushed, then moved to a name that must be free: half a file is none.</summary>
    public async Task<bool> AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            return false;
        }

        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(path + Aside, options))
        {
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(path + Aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(path + Aside);
            return false;
        }

        DirectorySync.Flush(folder);
        return true;
    }

    public async Task<byte[]?> FindAsync(string name, CancellationToken cancellation) =>
        File.Exists(PathOf(name)) ? await File.ReadAllBytesAsync(PathOf(name), cancellation) : null;

    public Task<IReadOnlyList<string>> NamesAsync(string prefix, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>(
        Directory.Exists(root)
            ? [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && !n.EndsWith(Aside, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)]
            : []);

    /// <summary>With what a crash left beside it; folders that become empty go, too.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        foreach (var file in new[] { path, path + Aside }.Where(File.Exists))
        {
            File.Delete(file);
        }

        for (var folder = Path.GetDirectoryName(path)!; folder != Path.GetFullPath(root) && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
        {
            Directory.Delete(folder);
        }

        return Task.CompletedTask;
    }

    /// <exception cref="ArgumentException">The name leads out of the folder.</exception>
    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException($"The name '{name}' leads out of the folder.", nameof(name));
    }
}
