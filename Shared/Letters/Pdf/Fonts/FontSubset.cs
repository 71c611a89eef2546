using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Letters.Pdf.Fonts;

/// <summary>
/// A font file with only the wanted outlines. Glyph numbers stay what they were, so the text of a letter needs no renumbering;
/// outlines in between are empty and the file ends after the last used glyph.
/// </summary>
internal static class FontSubset
{
    private static readonly string[] CopiedTables = ["cvt ", "fpgm", "prep"];

    /// <summary>The wanted glyphs, .notdef, and everything their composites are built from.</summary>
    public static SortedSet<int> Closure(TrueTypeFont font, IEnumerable<int> glyphs)
    {
        var closure = new SortedSet<int>();
        var open = new Stack<int>(glyphs.Append(0));
        while (open.TryPop(out var glyph))
        {
            if (glyph < font.GlyphCount && closure.Add(glyph))
            {
                Components(font.Outline(glyph), open);
            }
        }

        return closure;
    }

    /// <param name="font">The whole font.</param>
    /// <param name="glyphs">Those wanted.</param>
    /// <param name="characterMap">A cmap table for fonts that are used by character; null for use by glyph number.</param>
    public static byte[] Build(TrueTypeFont font, SortedSet<int> glyphs, byte[]? characterMap = null)
    {
        var count = glyphs.Max + 1;
        var (glyf, loca) = Outlines(font, glyphs, count);
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["glyf"] = glyf,
            ["loca"] = loca,
            ["hmtx"] = Metrics(font, glyphs, count),
            ["head"] = font.Tables["head"].ToArray(),
            ["hhea"] = font.Tables["hhea"].ToArray(),
            ["maxp"] = font.Tables["maxp"].ToArray(),
        };
        BinaryPrimitives.WriteUInt32BigEndian(tables["head"].AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(tables["head"].AsSpan(50), 1);
        BinaryPrimitives.WriteUInt16BigEndian(tables["hhea"].AsSpan(34), (ushort)count);
        BinaryPrimitives.WriteUInt16BigEndian(tables["maxp"].AsSpan(4), (ushort)count);
        if (characterMap is not null)
        {
            tables["cmap"] = characterMap;
        }

        foreach (var tag in CopiedTables.Where(font.Tables.Has))
        {
            tables[tag] = font.Tables[tag].ToArray();
        }

        return File(tables);
    }

    private static void Components(ReadOnlySpan<byte> outline, Stack<int> found)
    {
        const int ArgumentsAreWords = 0x0001, HasScale = 0x0008, MoreComponents = 0x0020, HasTwoScales = 0x0040, HasMatrix = 0x0080;
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return;
        }

        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            found.Push(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += (flags & ArgumentsAreWords) != 0 ? 8 : 6;
            at += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
        }
        while ((flags & MoreComponents) != 0);
    }

    private static (byte[] Glyf, byte[] Loca) Outlines(TrueTypeFont font, SortedSet<int> glyphs, int count)
    {
        var glyf = new MemoryStream();
        var loca = new byte[4 * (count + 1)];
        for (var g = 0; g < count; g++)
        {
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * g), (int)glyf.Length);
            if (glyphs.Contains(g))
            {
                glyf.Write(font.Outline(g));
                glyf.Write(new byte[Padding(glyf.Length)]);
            }
        }

        BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * count), (int)glyf.Length);
        return (glyf.ToArray(), loca);
    }

    private static byte[] Metrics(TrueTypeFont font, SortedSet<int> glyphs, int count)
    {
        var hmtx = new byte[4 * count];
        foreach (var g in glyphs)
        {
            var (advance, bearing) = font.Metrics(g);
            BinaryPrimitives.WriteUInt16BigEndian(hmtx.AsSpan(4 * g), advance);
            BinaryPrimitives.WriteInt16BigEndian(hmtx.AsSpan((4 * g) + 2), bearing);
        }

        return hmtx;
    }

    private static byte[] File(SortedDictionary<string, byte[]> tables)
    {
        const uint ChecksumOfWholeFile = 0xB1B0AFBA;
        var directory = new byte[12 + (16 * tables.Count)];
        var power = (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(directory, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(10), (ushort)((16 * tables.Count) - (16 << power)));

        var body = new MemoryStream();
        var record = 12;
        var head = 0;
        foreach (var (tag, table) in tables)
        {
            head = tag == "head" ? directory.Length + (int)body.Length : head;
            Encoding.ASCII.GetBytes(tag, directory.AsSpan(record));
            BinaryPrimitives.WriteUInt32BigEndian(directory.AsSpan(record + 4), Checksum(table));
            BinaryPrimitives.WriteUInt32BigEndian(directory.AsSpan(record + 8), (uint)(directory.Length + body.Length));
            BinaryPrimitives.WriteUInt32BigEndian(directory.AsSpan(record + 12), (uint)table.Length);
            body.Write(table);
            body.Write(new byte[Padding(table.Length)]);
            record += 16;
        }

        byte[] file = [.. directory, .. body.ToArray()];
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), unchecked(ChecksumOfWholeFile - Checksum(file)));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        Span<byte> last = stackalloc byte[4];
        for (var i = 0; i < data.Length; i += 4)
        {
            if (data.Length - i >= 4)
            {
                sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(data[i..]));
            }
            else
            {
                last.Clear();
                data[i..].CopyTo(last);
                sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(last));
            }
        }

        return sum;
    }

    private static int Padding(long length) => (int)((4 - (length % 4)) % 4);
}
