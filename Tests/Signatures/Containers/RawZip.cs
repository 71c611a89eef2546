using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Tests.Signatures.Containers;

/// <summary>One stored entry, with everything a careful reader looks at and a careless one does not.</summary>
internal sealed record RawEntry(string Name, byte[] Content)
{
    /// <summary>The bytes of the name when they are not the UTF-8 of <see cref="Name"/>.</summary>
    public byte[]? NameBytes { get; init; }

    public byte[] LocalExtra { get; init; } = [];

    public byte[] CentralExtra { get; init; } = [];

    public ushort Flags { get; init; }

    /// <summary>After the content; null: none.</summary>
    public Func<RawEntry, byte[]>? Descriptor { get; init; }

    /// <summary>Bytes between this entry and the next that no directory lists.</summary>
    public byte[] After { get; init; } = [];

    public uint Crc => RawZip.Crc32(Content);

    public byte[] RawName => NameBytes ?? Encoding.UTF8.GetBytes(Name);
}

/// <summary>Writes ZIP files byte by byte (APPNOTE 4.3), well-formed or not.</summary>
internal static class RawZip
{
    public static byte[] Write(params IEnumerable<RawEntry> entries)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        var count = 0;
        foreach (var entry in entries)
        {
            var offset = (uint)zip.Length;
            zip.Write(Local(entry));
            zip.Write(entry.Content);
            zip.Write(entry.Descriptor?.Invoke(entry) ?? []);
            zip.Write(entry.After);
            directory.Write(Central(entry, offset));
            count++;
        }

        var start = (uint)zip.Length;
        zip.Write(directory.ToArray());
        zip.Write([.. "PK\u0005\u0006"u8, .. U16(0), .. U16(0), .. U16(count), .. U16(count), .. U32((uint)directory.Length), .. U32(start), .. U16(0)]);
        return zip.ToArray();
    }

    public static byte[] Local(RawEntry entry)
    {
        var (crc, size) = entry.Descriptor is null ? (entry.Crc, (uint)entry.Content.Length) : (0u, 0u);
        return
        [
            .. "PK\u0003\u0004"u8, .. U16(20), .. U16(entry.Flags), .. U16(0), .. U16(0), .. U16(0x21), .. U32(crc), .. U32(size), .. U32(size),
            .. U16(entry.RawName.Length), .. U16(entry.LocalExtra.Length), .. entry.RawName, .. entry.LocalExtra,
        ];
    }

    /// <summary>Unicode Path, APPNOTE 4.6.9.</summary>
    public static byte[] UnicodePath(byte[] headerName, string name) =>
        [.. U16(0x7075), .. U16(5 + Encoding.UTF8.GetByteCount(name)), 1, .. U32(Crc32(headerName)), .. Encoding.UTF8.GetBytes(name)];

    public static byte[] Descriptor(RawEntry entry, uint crcChange = 0, bool signature = true) =>
        [.. signature ? "PK\u0007\u0008"u8.ToArray() : [], .. U32(entry.Crc ^ crcChange), .. U32((uint)entry.Content.Length), .. U32((uint)entry.Content.Length)];

    public static uint Crc32(ReadOnlySpan<byte> bytes)
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

    private static byte[] Central(RawEntry entry, uint offset) =>
    [
        .. "PK\u0001\u0002"u8, .. U16(20), .. U16(20), .. U16(entry.Flags), .. U16(0), .. U16(0), .. U16(0x21), .. U32(entry.Crc),
        .. U32((uint)entry.Content.Length), .. U32((uint)entry.Content.Length), .. U16(entry.RawName.Length), .. U16(entry.CentralExtra.Length), .. U16(0), .. U16(0), .. U16(0),
        .. U32(0), .. U32(offset), .. entry.RawName, .. entry.CentralExtra,
    ];

    private static byte[] U16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    private static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
