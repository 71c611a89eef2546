using System.Security.Cryptography;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.Maildir;

namespace SocialWorkflows.Connectors.Files;

/// <summary>Files under a folder that lasts, readable by their user alone.</summary>
public sealed class FolderKeptFiles(string root) : IKeptFiles
{
    private const string Aside = ".tmp";

    /// <summary>Between a file's name and <see cref="Aside"/>: whoever writes the same name in the same moment has another.</summary>
    private const int MarkLength = 32;

    /// <summary>On Unix a move looks for the name and then takes it, in two steps. The folder is one process's, whose writers take turns here.</summary>
    private static readonly Lock Moving = new();

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

        var aside = $"{path}.{RandomNumberGenerator.GetHexString(MarkLength)}{Aside}";
        await using (var file = new FileStream(aside, options))
        {
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
        }

        lock (Moving)
        {
            if (File.Exists(path))
            {
                File.Delete(aside);
                return false;
            }

            File.Move(aside, path, overwrite: false);
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
        if (Directory.Exists(Path.GetDirectoryName(path)!))
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!).Where(f => f == path || IsAsideOf(f, path)))
            {
                File.Delete(file);
            }
        }

        RemoveEmpty(Path.GetDirectoryName(path)!);
        return Task.CompletedTask;
    }

    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var halves = Directory.Exists(root)
            ? Directory.GetFiles(Path.GetFullPath(root), "*" + Aside, SearchOption.AllDirectories).Where(f => File.GetLastWriteTimeUtc(f) < before.UtcDateTime).ToList()
            : [];
        foreach (var half in halves)
        {
            cancellation.ThrowIfCancellationRequested();
            File.Delete(half);
            RemoveEmpty(Path.GetDirectoryName(half)!);
        }

        return Task.FromResult(halves.Count);
    }

    private void RemoveEmpty(string innermost)
    {
        for (var folder = innermost; folder != Path.GetFullPath(root) && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>Also what a program before 2026-11-23 left, without a mark.</summary>
    private static bool IsAsideOf(string file, string path) => file == path + Aside
        || (file.Length == path.Length + 1 + MarkLength + Aside.Length && file.StartsWith(path + ".", StringComparison.Ordinal) && file.EndsWith(Aside, StringComparison.Ordinal));

    /// <exception cref="ArgumentException">The name leads out of the folder.</exception>
    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException($"The name '{name}' leads out of the folder.", nameof(name));
    }
}
