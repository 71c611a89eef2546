using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>
/// Reads the central directory of a ZIP file (PKWARE APPNOTE 6.3) and refuses what two readers could understand differently:
/// bytes outside the archive, local headers that contradict the directory, overlapping entries, encryption, ZIP64.
/// </summary>
internal static class ZipDirectoryReader
{
    private const uint EndSignature = 0x06054b50;
    private const uint DirectorySignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int EndSize = 22;
    private const int DirectoryHeaderSize = 46;
    private const int LocalHeaderSize = 30;
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public static List<ZipEntry> Read(ReadOnlySpan<byte> zip, InspectionLimits limits)
    {
        var end = FindEnd(zip);
        int count = U16(zip, end + 10);
        var size = U32(zip, end + 12);
        var start = U32(zip, end + 16);
        if (U16(zip, end + 4) != 0 || U16(zip, end + 6) != 0 || U16(zip, end + 8) != count)
        {
            throw ContainerException.Damaged("The container is split over several disks.");
        }

        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            throw ContainerException.Unsafe("The container uses ZIP64, which signed containers of this size do not need.");
        }

        if (count > limits.Entries)
        {
            throw ContainerException.Unsafe($"The container has {count} entries; at most {limits.Entries} are read.");
        }

        if (start + (long)size != end)
        {
            throw ContainerException.Unsafe("The container's directory is not where it says it is (bytes before or inside the archive).");
        }

        var entries = new List<ZipEntry>(count);
        var position = (int)start;
        var firstLocal = int.MaxValue;
        for (var i = 0; i < count; i++)
        {
            entries.Add(ReadEntry(zip, ref position, (int)start, ref firstLocal));
        }

        if (position != end)
        {
            throw ContainerException.Damaged("The container's directory has more or fewer entries than it says.");
        }

        if (count > 0 && firstLocal != 0)
        {
            throw ContainerException.Unsafe("There are bytes before the first file of the container.");
        }

        RefuseOverlap(entries);
        return entries;
    }

    private static int FindEnd(ReadOnlySpan<byte> zip)
    {
        for (var at = zip.Length - EndSize; at >= 0 && zip.Length - at <= EndSize + ushort.MaxValue; at--)
        {
            if (U32(zip, at) == EndSignature && at + EndSize + U16(zip, at + 20) == zip.Length)
            {
                return at;
            }
        }

        throw ContainerException.Damaged("The container is not a complete ZIP file (its end is missing or followed by other bytes).");
    }

    private static ZipEntry ReadEntry(ReadOnlySpan<byte> zip, ref int position, int directoryStart, ref int firstLocal)
    {
        if (position > zip.Length - DirectoryHeaderSize || U32(zip, position) != DirectorySignature)
        {
            throw ContainerException.Damaged("The container's directory is damaged.");
        }

        var header = zip[position..];
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
        firstLocal = Math.Min(firstLocal, local > int.MaxValue ? int.MaxValue : (int)local);
        var (dataOffset, hasExtra) = CheckLocal(zip, local, nameBytes, flags, method, packed, size, directoryStart);
        if (method == 0 && packed != size)
        {
            throw ContainerException.Damaged("A stored entry has two different sizes.");
        }

        return new ZipEntry(DecodeName(nameBytes), dataOffset, (int)packed, size, crc, method == 8, hasExtra);
    }

    private static (int DataOffset, bool HasExtra) CheckLocal(
        ReadOnlySpan<byte> zip, uint local, ReadOnlySpan<byte> name, ushort flags, ushort method, uint packed, uint size, int directoryStart)
    {
        if (local > directoryStart - LocalHeaderSize || U32(zip, (int)local) != LocalSignature)
        {
            throw ContainerException.Damaged("An entry's local header is missing.");
        }

        var header = zip[(int)local..];
        int nameLength = U16(header, 26);
        var extraLength = U16(header, 28);
        var data = local + LocalHeaderSize + nameLength + extraLength;
        if (data + (long)packed > directoryStart)
        {
            throw ContainerException.Damaged("An entry's packed bytes run into the directory.");
        }

        var sizesFollow = (flags & 0x8) != 0;
        var sameSizes = U32(header, 18) == packed && U32(header, 22) == size;
        if (!header.Slice(LocalHeaderSize, nameLength).SequenceEqual(name)
            || U16(header, 8) != method
            || (!sameSizes && !sizesFollow))
        {
            throw ContainerException.Unsafe("An entry's local header contradicts the container's directory.");
        }

        return ((int)data, extraLength > 0);
    }

    private static void RefuseOverlap(List<ZipEntry> entries)
    {
        long reached = 0;
        foreach (var entry in entries.OrderBy(e => e.DataOffset))
        {
            if (entry.DataOffset < reached)
            {
                throw ContainerException.Unsafe("Entries of the container overlap.");
            }

            reached = entry.DataOffset + (long)entry.PackedSize;
        }
    }

    private static string DecodeName(ReadOnlySpan<byte> name)
    {
        try
        {
            return StrictUtf8.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(name);
        }
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
