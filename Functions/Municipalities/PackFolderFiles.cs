using System.Text;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Municipalities;

/// <summary>The files of each pack folder with everything written out that they inherit from another one.</summary>
internal sealed class PackFolderFiles(string rootDirectory)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _resolved = new(StringComparer.Ordinal);
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);

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
            return _resolved[id] = PackInheritance.Resolve(ReadFiles(Path.Combine(rootDirectory, id)), Base);
        }
        finally
        {
            _underWay.Remove(id);
        }
    }

    /// <exception cref="PackException">Not UTF-8, or not readable.</exception>
    public static string ReadText(string path, string name)
    {
        try
        {
            return File.ReadAllText(path, StrictUtf8);
        }
        catch (DecoderFallbackException)
        {
            throw new PackException([new PackProblem(name, "$", "is not UTF-8 text: save it as UTF-8")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PackException([new PackProblem(name, "$", $"cannot be read: {e.Message}")]);
        }
    }

    private IReadOnlyDictionary<string, string>? Base(string id) =>
        id.All(char.IsAsciiLetterLower) && Directory.Exists(Path.Combine(rootDirectory, id)) ? Of(id) : null;

    private static Dictionary<string, string> ReadFiles(string directory) => !Directory.Exists(directory)
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".json" or ".hbs")
            .Select(f => (Path: f, Name: Path.GetRelativePath(directory, f).Replace(Path.DirectorySeparatorChar, '/')))
            .ToDictionary(f => f.Name, f => ReadText(f.Path, f.Name), StringComparer.Ordinal);
}
