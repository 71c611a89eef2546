using System.Buffers.Binary;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>
/// What stands before and after an entry's packed bytes (APPNOTE 4.3.7, 4.3.9), held against the central directory: readers that go through the file
/// from its beginning must see the same entries as those that trust the directory.
/// </summary>
internal static class ZipLocalHeader
{
    private const uint LocalSignature = 0x04034b50;
    private const uint DescriptorSignature = 0x08074b50;
    private const int Size = 30;
    private const int DescriptorSize = 12;

    /// <param name="zip">The file.</param>
    /// <param name="entry">What the directory says.</param>
    /// <param name="directoryStart">Where the entries must end.</param>
    /// <exception cref="ContainerException">The header is missing or contradicts the directory.</exception>
    public static (long DataOffset, long End, byte[] Extra) Check(ByteSource zip, DirectoryEntry entry, long directoryStart)
    {
        Span<byte> header = new byte[Size + entry.Name.Length];
        if (entry.Local > directoryStart - Size || zip.Read(entry.Local, header) != header.Length || U32(header, 0) != LocalSignature)
        {
            throw ContainerException.Damaged("An entry's local header is missing.");
        }

        int nameLength = U16(header, 26);
        var extraLength = U16(header, 28);
        var data = entry.Local + Size + nameLength + extraLength;
        if (data + entry.Packed > directoryStart)
        {
            throw ContainerException.Damaged("An entry's packed bytes run into the directory.");
        }

        var sizesFollow = (U16(header, 6) & 0x8) != 0;
        bool Fits(uint said, uint meant) => said == meant || (sizesFollow && said == 0);
        if (nameLength != entry.Name.Length
            || !header[Size..].SequenceEqual(entry.Name)
            || U16(header, 8) != entry.Method
            || !Fits(U32(header, 14), entry.Crc) || !Fits(U32(header, 18), entry.Packed) || !Fits(U32(header, 22), entry.Size))
        {
            throw ContainerException.Unsafe("An entry's local header contradicts the container's directory.");
        }

        return (data, data + entry.Packed + (sizesFollow ? DescriptorLength(zip, data + entry.Packed, entry) : 0), zip.ReadExactly(data - extraLength, extraLength));
    }

    /// <summary>CRC and sizes again, with or without a signature before them.</summary>
    private static int DescriptorLength(ByteSource zip, long at, DirectoryEntry entry)
    {
        Span<byte> found = stackalloc byte[DescriptorSize + 4];
        var length = zip.Read(at, found);
        foreach (var start in (ReadOnlySpan<int>)[4, 0])
        {
            if (length >= start + DescriptorSize
                && (start == 0 || U32(found, 0) == DescriptorSignature)
                && U32(found, start) == entry.Crc && U32(found, start + 4) == entry.Packed && U32(found, start + 8) == entry.Size)
            {
                return start + DescriptorSize;
            }
        }

        throw ContainerException.Unsafe("What follows an entry's packed bytes (the data descriptor) contradicts the container's directory.");
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}

/// <summary>What the central directory says of an entry.</summary>
internal sealed record DirectoryEntry(byte[] Name, byte[] Extra, ushort Flags, ushort Method, uint Crc, uint Packed, uint Size, uint Local);
