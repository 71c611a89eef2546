using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Writes OLE files (MS-CFB) with streams below and above the size from which they lie in sectors of their own, and objects as Windows packs them.</summary>
internal static class CfbDraft
{
    private const int Sector = 512;
    private const uint End = 0xFFFFFFFE;
    private const uint Fat = 0xFFFFFFFD;

    public static byte[] Of(params (string Name, byte[] Content)[] streams)
    {
        List<byte[]> sectors = [];
        List<uint> fat = [];
        List<byte> mini = [];
        List<uint> miniFat = [];
        List<(string Name, byte Type, uint Start, int Size)> entries = [];
        foreach (var (name, content) in streams)
        {
            if (content.Length >= 4096)
            {
                entries.Add((name, 2, Chain(content), content.Length));
                continue;
            }

            var start = (uint)miniFat.Count;
            var count = (content.Length + 63) / 64;
            for (var i = 0; i < count; i++)
            {
                miniFat.Add(i == count - 1 ? End : (uint)miniFat.Count + 1);
            }

            mini.AddRange(content);
            mini.AddRange(new byte[(count * 64) - content.Length]);
            entries.Add((name, 2, start, content.Length));
        }

        entries.Insert(0, ("Root Entry", 5, mini.Count == 0 ? End : Chain([.. mini]), mini.Count));
        var miniFatStart = miniFat.Count == 0 ? End : Chain([.. miniFat.SelectMany(BitConverter.GetBytes)]);
        var directory = Chain([.. entries.SelectMany(Entry)]);
        fat.Add(Fat);
        var fatSector = new byte[Sector];
        fatSector.AsSpan().Fill(0xFF);
        for (var i = 0; i < fat.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(fatSector.AsSpan(4 * i), fat[i]);
        }

        var header = new byte[Sector];
        ((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(header, 0);
        header[24] = 0x3E;
        header[26] = 3;
        header[28] = 0xFE;
        header[29] = 0xFF;
        header[30] = 9;
        header[32] = 6;
        Put(44, 1);
        Put(48, directory);
        Put(56, 4096);
        Put(60, miniFatStart);
        Put(64, miniFat.Count == 0 ? 0u : (uint)((miniFat.Count + 127) / 128));
        Put(68, End);
        header.AsSpan(76).Fill(0xFF);
        Put(76, (uint)sectors.Count);
        return [.. header, .. sectors.SelectMany(s => s), .. fatSector];

        void Put(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(at), value);

        uint Chain(byte[] content)
        {
            var start = (uint)sectors.Count;
            for (var at = 0; at < content.Length; at += Sector)
            {
                var sector = new byte[Sector];
                content.AsSpan(at, Math.Min(Sector, content.Length - at)).CopyTo(sector);
                sectors.Add(sector);
                fat.Add(at + Sector >= content.Length ? End : (uint)sectors.Count);
            }

            return start;
        }
    }

    /// <summary>What the Object Packager puts into a document, without the length before it.</summary>
    public static byte[] Packed(string label, string path, byte[] content) =>
    [
        2, 0, .. Encoding.Latin1.GetBytes(label), 0, .. Encoding.Latin1.GetBytes(path), 0, 0, 0, 3, 0,
        .. BitConverter.GetBytes(path.Length + 1), .. Encoding.Latin1.GetBytes(path), 0, .. BitConverter.GetBytes(content.Length), .. content,
    ];

    /// <summary>As a stream begins: with its length.</summary>
    public static byte[] Counted(byte[] content) => [.. BitConverter.GetBytes(content.Length), .. content];

    private static byte[] Entry((string Name, byte Type, uint Start, int Size) entry)
    {
        var bytes = new byte[128];
        var name = Encoding.Unicode.GetBytes(entry.Name);
        name.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(64), (ushort)(name.Length + 2));
        bytes[66] = entry.Type;
        bytes.AsSpan(68, 12).Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(116), entry.Start);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(120), (uint)entry.Size);
        return bytes;
    }
}
