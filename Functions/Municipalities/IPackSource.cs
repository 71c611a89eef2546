namespace SocialWorkflows.Functions.Municipalities;

/// <summary>Folders with the data files of packs, wherever they lie: beside the executable, or in a proposal that somebody tries out.</summary>
internal interface IPackSource
{
    /// <summary>Where they are, for whoever must correct something.</summary>
    string Name { get; }

    /// <summary>The folders there are, that of the state among them.</summary>
    IReadOnlyList<string> Folders { get; }

    /// <summary>The folder's own files by their path inside it, before anything is inherited; empty where there is no such folder.</summary>
    /// <exception cref="Casework.Packs.PackException">A file is not readable.</exception>
    IReadOnlyDictionary<string, string> Files(string folder);
}
