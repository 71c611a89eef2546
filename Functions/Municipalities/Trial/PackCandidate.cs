namespace SocialWorkflows.Functions.Municipalities.Trial;

/// <summary>Files that somebody proposes for one folder of packs; they are kept nowhere.</summary>
/// <param name="Folder">The folder they are for.</param>
/// <param name="Files">Text by path inside the folder.</param>
/// <param name="IsWhole">They are the whole folder: what is not among them is gone. Otherwise each takes the place of one file.</param>
internal sealed record PackCandidate(string Folder, IReadOnlyDictionary<string, string> Files, bool IsWhole);

/// <summary>The packs of a source with one folder as a candidate has it.</summary>
internal sealed class CandidateSource(IPackSource present, PackCandidate candidate) : IPackSource
{
    public string Name => present.Name;

    public IReadOnlyList<string> Folders { get; } = [.. present.Folders.Append(candidate.Folder).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public IReadOnlyDictionary<string, string> Files(string folder) => folder != candidate.Folder
        ? present.Files(folder)
        : candidate.IsWhole
            ? candidate.Files
            : present.Files(folder).Where(f => !candidate.Files.ContainsKey(f.Key)).Concat(candidate.Files).ToDictionary(StringComparer.Ordinal);

    /// <summary>Paths whose text is not the present one, new and missing files among them.</summary>
    public IReadOnlyList<string> Changed()
    {
        var (before, after) = (present.Files(candidate.Folder), Files(candidate.Folder));
        return [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)).Order(StringComparer.Ordinal)];
    }
}
