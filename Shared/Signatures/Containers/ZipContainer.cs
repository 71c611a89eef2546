using System.IO.Compression;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>A ZIP container whose directory passed every safety rule. Data is unpacked as a stream, never beyond its declared size.</summary>
internal sealed class ZipContainer
{
    private readonly ByteSource _source;
    private readonly Dictionary<string, ZipEntry> _byName;

    private ZipContainer(ByteSource source, List<ZipEntry> entries)
    {
        _source = source;
        Entries = entries;
        _byName = entries.DistinctBy(e => e.Name, StringComparer.Ordinal).ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <exception cref="ContainerException">The container is damaged or breaks a safety rule.</exception>
    public static ZipContainer Open(ByteSource source, InspectionLimits limits, bool doublesInMetaInf = false)
    {
        var entries = ZipDirectoryReader.Read(source, limits);
        ZipNameRules.Check(entries, doublesInMetaInf);
        CheckSizes(entries, limits);
        return new ZipContainer(source, entries);
    }

    /// <summary>Then a stored entry costs nothing to be read as a whole.</summary>
    public bool IsInMemory => _source.IsInMemory;

    public ZipEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The unpacked bytes as a stream that ends with <see cref="InvalidDataException"/> when they are not as long as declared.</summary>
    public Stream OpenRead(ZipEntry entry)
    {
        var raw = _source.Open(entry.DataOffset, entry.PackedSize);
        return entry.Deflated ? new ExactLengthStream(new DeflateStream(raw, CompressionMode.Decompress), entry.Size) : raw;
    }

    /// <summary>A stored entry where it lies in the file, without a copy.</summary>
    public ByteSource SliceStored(ZipEntry entry) => _source.Slice(entry.DataOffset, entry.PackedSize);

    public byte[] ReadAll(ZipEntry entry)
    {
        using var stream = OpenRead(entry);
        var bytes = new byte[entry.Size];
        stream.ReadExactly(bytes);
        return stream.ReadByte() < 0 ? bytes : throw new InvalidDataException("An entry is longer than its header says.");
    }

    private static void CheckSizes(List<ZipEntry> entries, InspectionLimits limits)
    {
        if (entries.Sum(e => e.Size) > limits.TotalBytes)
        {
            throw ContainerException.Unsafe($"Unpacked, the container is larger than {limits.TotalBytes / (1024 * 1024)} MB.");
        }

        if (entries.Sum(e => e.Size) is var size && size > limits.TotalRatioFloorBytes && size / Math.Max(1, entries.Sum(e => e.PackedSize)) > limits.TotalRatio)
        {
            throw ContainerException.Unsafe($"The container unpacks to more than {limits.TotalRatio} times its size (a ZIP bomb).");
        }

        if (entries.Exists(e => e.Size > limits.RatioFloorBytes && e.Size / Math.Max(1, e.PackedSize) > limits.Ratio))
        {
            throw ContainerException.Unsafe($"An entry unpacks to more than {limits.Ratio} times its size (a ZIP bomb).");
        }
    }
}
