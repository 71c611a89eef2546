using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Municipalities;

/// <summary>The files of each pack folder with everything written out that they inherit from another one.</summary>
internal sealed class PackFolderFiles(IPackSource source)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _resolved = new(StringComparer.Ordinal);
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);

    public PackFolderFiles(string rootDirectory)
        : this(new PackDirectory(rootDirectory))
    {
    }

    /// <exception cref="PackException">A file is unreadable or inherits from nothing.</exception>
    public IReadOnlyDictionary<string, string> Of(string id)
    {
        if (_resolved.TryGetValue(id, out var known))
        {
            return known;
        }

        if (!_underWay.Add(id))
        {
            throw new PackException([new PackProblem("institution.json", "$", $"the packs inherit in a circle through \"{id}\"")]);
        }

        try
        {
            return _resolved[id] = PackInheritance.Resolve(source.Files(id), Base);
        }
        finally
        {
            _underWay.Remove(id);
        }
    }

    private IReadOnlyDictionary<string, string>? Base(string id) => source.Folders.Contains(id, StringComparer.Ordinal) ? Of(id) : null;
}
