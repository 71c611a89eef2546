using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Letters.Pdf.Fonts;
using SocialWorkflows.Letters.Pdf.Layout;

namespace SocialWorkflows.Letters.Pdf.Files;

/// <summary>Embeds the used part of a face as a composite font whose character codes are glyph numbers (PDF 1.4, 5.6).</summary>
internal static class EmbeddedFont
{
    public static int Add(PdfObjects objects, FontFace face)
    {
        var font = face.Font;
        var glyphs = FontSubset.Closure(font, face.Used.Keys);
        var file = FontSubset.Build(font, glyphs);
        var name = $"{SubsetTag(file)}+{font.PostScriptName}";
        var fontFile = objects.AddStream($"/Length1 {file.Length}", file);
        var cidSet = objects.AddStream("", CidSet(glyphs));
        var descriptor = objects.Add(
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox {PdfText.Array(font.BoundingBox.Select(b => PdfText.Number(b)))} /ItalicAngle 0 " +
            $"/Ascent {font.Ascent} /Descent {font.Descent} /CapHeight {font.CapHeight} /StemV 80 /FontFile2 {fontFile} 0 R /CIDSet {cidSet} 0 R >>");
        var descendant = objects.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> " +
            $"/FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 600 /W {Widths(font, glyphs)} >>");
        var toUnicode = objects.AddStream("", Encoding.ASCII.GetBytes(ToUnicodeMap.Create(face.Used)));
        return objects.Add(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {toUnicode} 0 R >>");
    }

    /// <summary>Six capital letters that mark a subset, taken from its content.</summary>
    private static string SubsetTag(byte[] file) => string.Concat(SHA256.HashData(file).Take(6).Select(b => (char)('A' + (b % 26))));

    private static string Widths(TrueTypeFont font, SortedSet<int> glyphs) =>
        PdfText.Array(glyphs.Select(g => $"{g} [{PdfText.Number(font.AdvanceOf(g))}]"));

    private static byte[] CidSet(SortedSet<int> glyphs)
    {
        var bits = new byte[(glyphs.Max / 8) + 1];
        foreach (var g in glyphs)
        {
            bits[g / 8] |= (byte)(0x80 >> (g % 8));
        }

        return bits;
    }
}
