using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Casework.Packs;

/// <summary>A copy of the shipped packs, to be spoilt by a test.</summary>
internal sealed class PackCopy : IDisposable
{
    public PackCopy()
    {
        foreach (var file in Directory.EnumerateFiles(PackFolder.DefaultRoot, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Root, Path.GetRelativePath(PackFolder.DefaultRoot, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("packs-").FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
