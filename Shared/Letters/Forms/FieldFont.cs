using System.Buffers.Binary;
using System.Globalization;
using SocialWorkflows.Letters.Pdf.Files;
using SocialWorkflows.Letters.Pdf.Fonts;

namespace SocialWorkflows.Letters.Forms;

/// <summary>The embedded font of what is typed into the form: a simple TrueType font with a character map, one byte a letter.</summary>
internal static class FieldFont
{
    public static int Add(PdfObjects objects, TrueTypeFont font)
    {
        var letters = FormLetters.All.Where(l => font.GlyphOf(l.Letter) != 0).ToList();
        var glyphs = FontSubset.Closure(font, letters.Select(l => (int)font.GlyphOf(l.Letter)));
        var file = FontSubset.Build(font, glyphs, CharacterMapOf(letters.Select(l => l.Letter).Distinct().Order().Select(c => ((ushort)c, font.GlyphOf(c)))));
        var name = "FORMAA+" + font.PostScriptName;
        var stream = objects.AddStream($"/Length1 {file.Length}", file);
        var descriptor = objects.Add(
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox {PdfText.Array(font.BoundingBox.Select(b => PdfText.Number(b)))} /ItalicAngle 0 " +
            $"/Ascent {font.Ascent} /Descent {font.Descent} /CapHeight {font.CapHeight} /StemV 80 /FontFile2 {stream} 0 R >>");
        var widths = Enumerable.Range(32, 224).Select(code => letters.Where(l => l.Code == code).Select(l => PdfText.Number(font.AdvanceOf(font.GlyphOf(l.Letter)))).FirstOrDefault("0"));
        return objects.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 32 /LastChar 255 /Widths {PdfText.Array(widths)} /FontDescriptor {descriptor} 0 R " +
            $"/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{FormLetters.Differences}] >> >>"));
    }

    /// <summary>A cmap table with one format 4 subtable for Unicode, a segment for every letter (OpenType, cmap).</summary>
    private static byte[] CharacterMapOf(IEnumerable<(ushort Character, ushort Glyph)> letters)
    {
        (ushort Character, ushort Glyph)[] segments = [.. letters, (0xFFFF, 0)];
        var count = segments.Length;
        var table = new byte[12 + 16 + (8 * count)];
        var to = table.AsSpan();
        Write(ref to, 0, 1, 3, 1, 0, 12);
        var power = 1 << (int)Math.Log2(count);
        Write(ref to, 4, 16 + (8 * count), 0, 2 * count, 2 * power, (int)Math.Log2(power), 2 * (count - power));
        Write(ref to, [.. segments.Select(s => (int)s.Character)]);
        Write(ref to, 0);
        Write(ref to, [.. segments.Select(s => (int)s.Character)]);
        Write(ref to, [.. segments.Select(s => s.Character == 0xFFFF ? 1 : s.Glyph - s.Character)]);
        Write(ref to, new int[count]);
        return table;
    }

    private static void Write(ref Span<byte> to, params int[] values)
    {
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to, unchecked((ushort)value));
            to = to[2..];
        }
    }
}
