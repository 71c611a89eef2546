using SocialWorkflows.Signatures.Containers;

namespace SocialWorkflows.Signatures;

/// <summary>A data file with its bytes.</summary>
public sealed record DataFile(string Name, string? MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>The data files of a container that was safe to open. Bytes are unpacked when asked for, not before.</summary>
public sealed class ContainerContent
{
    private readonly ZipContainer? _zip;
    private readonly IReadOnlyList<InspectedFile> _files;

    internal ContainerContent(ZipContainer? zip, IReadOnlyList<InspectedFile> files)
    {
        _zip = zip;
        _files = files;
    }

    public static ContainerContent Empty { get; } = new(null, []);

    /// <summary>The data files that a signature protects. A file nobody signed is not among them.</summary>
    /// <exception cref="InvalidDataException">A file's packed bytes are damaged.</exception>
    public IReadOnlyList<DataFile> ReadDataFiles() =>
        _zip is null ? [] : [.. _files.Where(f => f.Covered).Select(f => new DataFile(f.Name, f.MediaType, _zip.ReadAll(_zip.Find(f.Name)!)))];
}
