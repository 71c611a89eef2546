using SocialWorkflows.Signatures.Containers;

namespace SocialWorkflows.Signatures;

/// <summary>A data file with its bytes.</summary>
public sealed record DataFile(string Name, string? MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>The data files of a container that was safe to open. Bytes are unpacked when asked for, not before.</summary>
public sealed class ContainerContent
{
    private readonly ZipContainer? _zip;
    private readonly IReadOnlyList<InspectedFile> _files;
    private readonly IReadOnlyList<DataFile> _whole = [];

    internal ContainerContent(ZipContainer? zip, IReadOnlyList<InspectedFile> files)
    {
        _zip = zip;
        _files = files;
    }

    private ContainerContent(IReadOnlyList<DataFile> whole)
        : this(null, []) => _whole = whole;

    public static ContainerContent Empty { get; } = new(null, []);

    /// <summary>Signed data that is not packed in a container.</summary>
    internal static ContainerContent Of(IReadOnlyList<DataFile> files) => new(files);

    /// <summary>The data files that a signature protects. A file nobody signed is not among them.</summary>
    /// <exception cref="InvalidDataException">A file's packed bytes are damaged.</exception>
    public IReadOnlyList<DataFile> ReadDataFiles() =>
        _zip is null ? _whole : [.. _files.Where(f => f.Covered).Select(f => new DataFile(f.Name, f.MediaType, _zip.ReadAll(_zip.Find(f.Name)!)))];
}
