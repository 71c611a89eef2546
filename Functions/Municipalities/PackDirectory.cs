namespace SocialWorkflows.Functions.Municipalities;

/// <summary>Packs in a directory of the disk: one folder for each municipality and <c>latvija</c>.</summary>
internal sealed class PackDirectory(string rootDirectory) : IPackSource
{
    public string Name => rootDirectory;

    public IReadOnlyList<string> Folders { get; } = Directory.Exists(rootDirectory)
        ? [.. Directory.GetDirectories(rootDirectory).Select(d => Path.GetFileName(d)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)]
        : [];

    public IReadOnlyDictionary<string, string> Files(string folder) => FilesIn(Path.Combine(rootDirectory, folder));

    /// <summary>The files of one pack that lies by itself.</summary>
    /// <exception cref="Casework.Packs.PackException">A file is not readable.</exception>
    public static Dictionary<string, string> FilesIn(string directory) => !Directory.Exists(directory)
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".json" or ".hbs")
            .Select(f => (Path: f, Name: Path.GetRelativePath(directory, f).Replace(Path.DirectorySeparatorChar, '/')))
            .ToDictionary(f => f.Name, f => PackText.OfFile(f.Path, f.Name), StringComparer.Ordinal);
}
