using System.Buffers.Binary;

namespace SocialWorkflows.Letters.Pdf.Fonts;

/// <summary>Which glyph shows a character: the font's <c>cmap</c>, formats 12 (all of Unicode) and 4 (its first plane).</summary>
internal static class CharacterMap
{
    public static Dictionary<int, ushort> Read(ReadOnlySpan<byte> cmap)
    {
        var (format, table) = Best(cmap);
        return format == 12 ? ReadSegmentedCoverage(table) : ReadSegmentMapping(table);
    }

    private static (int Format, byte[] Table) Best(ReadOnlySpan<byte> cmap)
    {
        (int Format, byte[] Table)? best = null;
        var count = U16(cmap, 2);
        for (var i = 0; i < count; i++)
        {
            var platform = U16(cmap, 4 + (8 * i));
            var encoding = U16(cmap, 6 + (8 * i));
            var table = cmap[(int)BinaryPrimitives.ReadUInt32BigEndian(cmap[(8 + (8 * i))..])..];
            var format = U16(table, 0);
            var isUnicode = platform == 0 || (platform == 3 && encoding is 1 or 10);
            if (isUnicode && format is 4 or 12 && (best is null || format > best.Value.Format))
            {
                best = (format, table.ToArray());
            }
        }

        return best ?? throw new FontFormatException("it has no Unicode character map of format 4 or 12");
    }

    private static Dictionary<int, ushort> ReadSegmentedCoverage(ReadOnlySpan<byte> table)
    {
        var map = new Dictionary<int, ushort>();
        var groups = BinaryPrimitives.ReadUInt32BigEndian(table[12..]);
        for (var g = 0; g < groups; g++)
        {
            var group = table.Slice(16 + (12 * g), 12);
            var first = BinaryPrimitives.ReadInt32BigEndian(group);
            var last = BinaryPrimitives.ReadInt32BigEndian(group[4..]);
            var glyph = BinaryPrimitives.ReadInt32BigEndian(group[8..]);
            if (first < 0 || last > 0x10FFFF || last < first)
            {
                throw new FontFormatException("its character map names characters outside Unicode");
            }

            for (var c = first; c <= last; c++)
            {
                Put(map, c, glyph + (c - first));
            }
        }

        return map;
    }

    private static Dictionary<int, ushort> ReadSegmentMapping(ReadOnlySpan<byte> table)
    {
        var map = new Dictionary<int, ushort>();
        var segments = U16(table, 6) / 2;
        var ends = table[14..];
        var starts = table[(16 + (2 * segments))..];
        var deltas = table[(16 + (4 * segments))..];
        var offsets = table[(16 + (6 * segments))..];
        for (var s = 0; s < segments; s++)
        {
            var offset = U16(offsets, 2 * s);
            for (int c = U16(starts, 2 * s), last = U16(ends, 2 * s); c <= last && c < 0xFFFF; c++)
            {
                var glyph = offset == 0 ? c : U16(offsets, (2 * s) + offset + (2 * (c - U16(starts, 2 * s))));
                if (glyph != 0)
                {
                    Put(map, c, (glyph + U16(deltas, 2 * s)) & 0xFFFF);
                }
            }
        }

        return map;
    }

    private static void Put(Dictionary<int, ushort> map, int character, int glyph)
    {
        if (glyph is > 0 and <= ushort.MaxValue)
        {
            map.TryAdd(character, (ushort)glyph);
        }
    }

    private static int U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
}
