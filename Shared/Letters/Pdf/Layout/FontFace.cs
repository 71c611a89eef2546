using System.Text;
using SocialWorkflows.Letters.Pdf.Fonts;

namespace SocialWorkflows.Letters.Pdf.Layout;

/// <summary>One face as one letter uses it: measures text, encodes it as glyph numbers, remembers what was used.</summary>
internal sealed class FontFace(TrueTypeFont font, string resourceName)
{
    private const int ReplacementCharacter = 0xFFFD;

    public TrueTypeFont Font { get; } = font;

    /// <summary>Name in the pages' resources.</summary>
    public string ResourceName { get; } = resourceName;

    /// <summary>Used glyphs and the character each stands for in extracted text.</summary>
    public SortedDictionary<int, int> Used { get; } = [];

    /// <param name="size">Points.</param>
    /// <returns>Width in points.</returns>
    public double Measure(ReadOnlySpan<char> text, double size)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Font.AdvanceOf(Shown(rune.Value).Glyph);
        }

        return width * size / 1000;
    }

    /// <summary>A PDF string of glyph numbers, two bytes each (Identity-H).</summary>
    public string Encode(string text)
    {
        var encoded = new StringBuilder("<", (text.Length * 4) + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            var (character, glyph) = Shown(rune.Value);
            if (!Used.TryGetValue(glyph, out var known) || character < known)
            {
                Used[glyph] = character;
            }

            encoded.Append(glyph.ToString("X4"));
        }

        return encoded.Append('>').ToString();
    }

    /// <summary>PDF/A forbids showing what the font lacks, so such a character becomes U+FFFD, which readers recognise as a gap.</summary>
    private (int Character, ushort Glyph) Shown(int character)
    {
        var glyph = Font.GlyphOf(character);
        return glyph != 0 ? (character, glyph) : (ReplacementCharacter, Font.GlyphOf(ReplacementCharacter));
    }
}
