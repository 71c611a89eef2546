using System.Buffers.Binary;
using System.Text;

namespace SocialWorkflows.Letters.Pdf.Fonts;

/// <summary>A TrueType font as far as a letter needs it: characters to glyphs, widths, outlines, and the figures of its descriptor.</summary>
internal sealed class TrueTypeFont
{
    private readonly Dictionary<int, ushort> _characters;
    private readonly ushort[] _advances;
    private readonly int[] _glyphOffsets;
    private readonly ReadOnlyMemory<byte> _glyphs;

    private TrueTypeFont(byte[] data)
    {
        Tables = new FontTables(data);
        var head = Tables["head"];
        UnitsPerEm = BinaryPrimitives.ReadUInt16BigEndian(head[18..]);
        BoundingBox = [.. Enumerable.Range(0, 4).Select(i => ToPerMille(BinaryPrimitives.ReadInt16BigEndian(Tables["head"][(36 + (2 * i))..])))];
        GlyphCount = BinaryPrimitives.ReadUInt16BigEndian(Tables["maxp"][4..]);
        Ascent = ToPerMille(BinaryPrimitives.ReadInt16BigEndian(Tables["hhea"][4..]));
        Descent = ToPerMille(BinaryPrimitives.ReadInt16BigEndian(Tables["hhea"][6..]));
        _characters = CharacterMap.Read(Tables["cmap"]);
        _advances = ReadAdvances();
        _glyphOffsets = ReadGlyphOffsets(longOffsets: BinaryPrimitives.ReadInt16BigEndian(head[50..]) == 1);
        _glyphs = Tables.Memory("glyf");
        PostScriptName = ReadPostScriptName();
        CapHeight = ReadCapHeight();
    }

    public FontTables Tables { get; }

    public int UnitsPerEm { get; }

    public int GlyphCount { get; }

    public string PostScriptName { get; }

    /// <summary>Thousandths of the font size, as in all figures below.</summary>
    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    public IReadOnlyList<int> BoundingBox { get; }

    /// <exception cref="FontFormatException">The bytes are not a usable TrueType font; the message names <paramref name="name"/>.</exception>
    public static TrueTypeFont Read(byte[] data, string name)
    {
        try
        {
            return new TrueTypeFont(data);
        }
        catch (Exception e) when (e is FontFormatException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new FontFormatException($"The font '{name}' cannot be used: {(e is FontFormatException ? e.Message : "it is damaged")}. Build again to fetch it anew.", e);
        }
    }

    /// <summary>Glyph of a Unicode code point, or 0 when the font does not show it.</summary>
    public ushort GlyphOf(int codePoint) => _characters.GetValueOrDefault(codePoint);

    /// <summary>Width of a glyph in thousandths of the font size, unrounded so that measured lines end where viewers draw them.</summary>
    public double AdvanceOf(int glyph) => _advances[Math.Min(glyph, _advances.Length - 1)] * 1000.0 / UnitsPerEm;

    public ReadOnlySpan<byte> Outline(int glyph) => _glyphs.Span[_glyphOffsets[glyph].._glyphOffsets[glyph + 1]];

    /// <summary>Width in font units and left side bearing, as in <c>hmtx</c>.</summary>
    public (ushort Advance, short Bearing) Metrics(int glyph)
    {
        var hmtx = Tables["hmtx"];
        var at = glyph < _advances.Length ? (4 * glyph) + 2 : (4 * _advances.Length) + (2 * (glyph - _advances.Length));
        return (_advances[Math.Min(glyph, _advances.Length - 1)], BinaryPrimitives.ReadInt16BigEndian(hmtx[at..]));
    }

    private int ToPerMille(int units) => (int)Math.Round(units * 1000.0 / UnitsPerEm);

    private ushort[] ReadAdvances()
    {
        var advances = new ushort[BinaryPrimitives.ReadUInt16BigEndian(Tables["hhea"][34..])];
        for (var i = 0; i < advances.Length; i++)
        {
            advances[i] = BinaryPrimitives.ReadUInt16BigEndian(Tables["hmtx"][(4 * i)..]);
        }

        return advances.Length > 0 ? advances : throw new FontFormatException("it has no glyph widths");
    }

    private int[] ReadGlyphOffsets(bool longOffsets)
    {
        var loca = Tables["loca"];
        var offsets = new int[GlyphCount + 1];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = longOffsets
                ? BinaryPrimitives.ReadInt32BigEndian(loca[(4 * i)..])
                : 2 * BinaryPrimitives.ReadUInt16BigEndian(loca[(2 * i)..]);
        }

        return offsets;
    }

    private int ReadCapHeight()
    {
        const int Version2Length = 96;
        return Tables.Has("OS/2") && Tables["OS/2"].Length >= Version2Length && BinaryPrimitives.ReadUInt16BigEndian(Tables["OS/2"]) >= 2
            ? ToPerMille(BinaryPrimitives.ReadInt16BigEndian(Tables["OS/2"][88..]))
            : Ascent;
    }

    private string ReadPostScriptName()
    {
        const int PostScriptNameId = 6;
        var name = Tables["name"];
        var storage = BinaryPrimitives.ReadUInt16BigEndian(name[4..]);
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(name[2..]); i++)
        {
            var record = name.Slice(6 + (12 * i), 12);
            if (BinaryPrimitives.ReadUInt16BigEndian(record) == 3 && BinaryPrimitives.ReadUInt16BigEndian(record[6..]) == PostScriptNameId)
            {
                var length = BinaryPrimitives.ReadUInt16BigEndian(record[8..]);
                var offset = BinaryPrimitives.ReadUInt16BigEndian(record[10..]);
                return Encoding.BigEndianUnicode.GetString(name.Slice(storage + offset, length)).Replace(" ", "", StringComparison.Ordinal);
            }
        }

        throw new FontFormatException("it does not say its PostScript name");
    }
}
