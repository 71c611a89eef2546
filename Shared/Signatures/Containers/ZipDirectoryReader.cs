using System.Buffers.Binary;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>
/// Reads the central directory of a ZIP file (PKWARE APPNOTE 6.3) and refuses what two readers could understand differently:
/// bytes outside the archive, local headers that contradict the directory, overlapping entries, encryption, ZIP64.
/// </summary>
internal static class ZipDirectoryReader
{
    private const uint EndSignature = 0x06054b50;
    private const uint DirectorySignature = 0x02014b50;
    private const int EndSize = 22;
    private const int DirectoryHeaderSize = 46;

    public static List<ZipEntry> Read(ByteSource zip, InspectionLimits limits)
    {
        var (end, record) = FindEnd(zip);
        int count = U16(record, 10);
        var size = U32(record, 12);
        var start = U32(record, 16);
        if (U16(record, 4) != 0 || U16(record, 6) != 0 || U16(record, 8) != count)
        {
            throw ContainerException.Damaged("The container is split over several disks.");
        }

        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            throw ContainerException.Unsafe("The container uses ZIP64, which signed containers of this size do not need.");
        }

        if (count > limits.Entries || size > limits.DirectoryBytes)
        {
            throw ContainerException.Unsafe($"The container has {count} entries; at most {limits.Entries} are read.");
        }

        if (start + (long)size != end)
        {
            throw ContainerException.Unsafe("The container's directory is not where it says it is (bytes before or inside the archive).");
        }

        var directory = zip.ReadExactly(start, (int)size);
        var entries = new List<ZipEntry>(count);
        var position = 0;
        for (var i = 0; i < count; i++)
        {
            entries.Add(ReadEntry(zip, directory, ref position, start));
        }

        if (position != directory.Length)
        {
            throw ContainerException.Damaged("The container's directory has more or fewer entries than it says.");
        }

        RequireSeamless(entries, start);
        return entries;
    }

    /// <summary>The end record stands last; a comment may follow in it, so that the search goes back as far as the longest one.</summary>
    private static (long At, byte[] Record) FindEnd(ByteSource zip)
    {
        if (zip.Length >= EndSize && zip.ReadExactly(zip.Length - EndSize, EndSize) is var last && U32(last, 0) == EndSignature && U16(last, 20) == 0)
        {
            return (zip.Length - EndSize, last);
        }

        var length = (int)Math.Min(zip.Length, EndSize + ushort.MaxValue);
        var tailStart = zip.Length - length;
        var tail = zip.ReadExactly(tailStart, length);
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            if (U32(tail, at) == EndSignature && at + EndSize + U16(tail, at + 20) == tail.Length)
            {
                return (tailStart + at, tail[at..(at + EndSize)]);
            }
        }

        throw ContainerException.Damaged("The container is not a complete ZIP file (its end is missing or followed by other bytes).");
    }

    private static ZipEntry ReadEntry(ByteSource zip, ReadOnlySpan<byte> directory, ref int position, long directoryStart)
    {
        if (position > directory.Length - DirectoryHeaderSize || U32(directory, position) != DirectorySignature)
        {
            throw ContainerException.Damaged("The container's directory is damaged.");
        }

        var header = directory[position..];
        var flags = U16(header, 8);
        var method = U16(header, 10);
        var crc = U32(header, 16);
        var packed = U32(header, 20);
        var size = U32(header, 24);
        int nameLength = U16(header, 28);
        var length = DirectoryHeaderSize + nameLength + U16(header, 30) + U16(header, 32);
        if (length > header.Length)
        {
            throw ContainerException.Damaged("The container's directory is cut short.");
        }

        var nameBytes = header.Slice(DirectoryHeaderSize, nameLength);
        var local = U32(header, 42);
        if (packed == uint.MaxValue || size == uint.MaxValue || local == uint.MaxValue)
        {
            throw ContainerException.Unsafe("An entry of the container uses ZIP64, which signed containers of this size do not need.");
        }

        // Upper half of the external attributes: Unix mode; 0xA000 is a symbolic link whoever wrote the archive.
        if ((U32(header, 38) >> 16 & 0xF000) == 0xA000)
        {
            throw ContainerException.Unsafe("The container holds a symbolic link.");
        }

        if ((flags & 0x2041) != 0)
        {
            throw ContainerException.Unsafe("The container holds an encrypted entry.");
        }

        if (method is not (0 or 8))
        {
            throw ContainerException.Unsafe($"The container uses packing method {method}; only stored and deflated entries are read.");
        }

        position += length;
        var entry = new DirectoryEntry(
            nameBytes.ToArray(), header.Slice(DirectoryHeaderSize + nameLength, U16(header, 30)).ToArray(), flags, method, crc, packed, size, local);
        var (dataOffset, end, localExtra) = ZipLocalHeader.Check(zip, entry, directoryStart);
        if (method == 0 && packed != size)
        {
            throw ContainerException.Damaged("A stored entry has two different sizes.");
        }

        return new ZipEntry(ZipNames.Of(entry, localExtra), local, dataOffset, packed, size, end, crc, method == 8, localExtra.Length > 0);
    }

    /// <summary>From the first byte to the directory, entry after entry without a gap: in one, an entry could hide that the directory does not list.</summary>
    private static void RequireSeamless(List<ZipEntry> entries, long directoryStart)
    {
        long reached = 0;
        foreach (var entry in entries.OrderBy(e => e.LocalOffset))
        {
            if (entry.LocalOffset != reached)
            {
                throw ContainerException.Unsafe(entry.LocalOffset < reached
                    ? "Entries of the container overlap."
                    : reached == 0 ? "There are bytes before the first file of the container." : "There are bytes between the files of the container that its directory does not list.");
            }

            reached = entry.End;
        }

        if (reached != directoryStart)
        {
            throw ContainerException.Unsafe("There are bytes between the files of the container and its directory.");
        }
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
