using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Signatures.Containers;

/// <summary>The one name of an entry: its header may hold it in an unknown code page, and the Unicode Path field (APPNOTE 4.6.9) beside it in UTF-8.</summary>
internal static class ZipNames
{
    private const int UnicodePath = 0x7075;
    private const int FieldHeader = 4;
    private const int PathHeader = 5;
    private const ushort Utf8Flag = 0x800;
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <exception cref="ContainerException">Two readers would see two names.</exception>
    public static string Of(DirectoryEntry entry, byte[] localExtra)
    {
        var name = Decode(entry.Name);
        var (central, local) = (PathOf(entry.Extra, entry.Name), PathOf(localExtra, entry.Name));
        if ((central ?? local) is not { } path || (path == name && (local ?? path) == path))
        {
            return name;
        }

        // A code page is no better known to others than to us, so there the field is the name; where the header is clear, it may not say something else.
        var isClear = Ascii.IsValid(entry.Name) || (entry.Flags & Utf8Flag) != 0;
        return !isClear && central is not null && (local ?? central) == central
            ? central
            : throw ContainerException.Unsafe("An entry of the container has two different names.");
    }

    private static string Decode(byte[] name)
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

    /// <summary>Null when there is no such field, or one of an older name: its check sum tells, and every reader ignores it then.</summary>
    private static string? PathOf(ReadOnlySpan<byte> extra, ReadOnlySpan<byte> name)
    {
        while (extra.Length >= FieldHeader)
        {
            var (id, size) = (BinaryPrimitives.ReadUInt16LittleEndian(extra), BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]));
            if (size > extra.Length - FieldHeader)
            {
                return null;
            }

            var field = extra.Slice(FieldHeader, size);
            if (id == UnicodePath && size >= PathHeader && BinaryPrimitives.ReadUInt32LittleEndian(field[1..]) == Crc32(name))
            {
                return Encoding.UTF8.GetString(field[PathHeader..]);
            }

            extra = extra[(FieldHeader + size)..];
        }

        return null;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
