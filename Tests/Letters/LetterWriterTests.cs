using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Tests.Letters;

public sealed class LetterWriterTests
{
    private const string Alphabet = "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž AĀBCČDEĒFGĢHIĪJKĶLĻMNŅOPRSŠTUŪVZŽ „pēdiņas” – domuzīme, € un 1234567890";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Write_EveryLatvianLetter_IsExtractedAsWritten()
    {
        var words = PdfTools.Words(Pdf($"# {Alphabet}\n\n{Alphabet}"));

        words.Split(Alphabet).Length.ShouldBe(3, words);
    }

    [Fact]
    public void Write_SameLetterTwice_GivesSameBytes()
    {
        var letter = LetterSamples.All()["decision-granted"];

        LetterSamples.Pdf(letter).ShouldBe(LetterSamples.Pdf(letter));
    }

    [Fact]
    public void Write_OtherDate_ChangesMetadataAndIdentifierOnly()
    {
        var letter = LetterSamples.All()["decision-granted"];

        var later = LetterWriter.Write(letter, LetterSamples.Fonts, LetterSamples.Created.AddDays(1), signer: null);

        later.ShouldNotBe(LetterSamples.Pdf(letter));
        PdfTools.Text(later).ShouldBe(PdfTools.Text(LetterSamples.Pdf(letter)));
        PdfTools.Info(later).ShouldContain("Title:           Lēmums Nr. SD-2026/17-L");
    }

    [Fact]
    public void Write_Decision_IsReadAsStructure()
    {
        var structure = PdfTools.Structure(LetterSamples.Pdf(LetterSamples.All()["decision-granted"]));

        structure.ShouldContain("H1 (block)\n    \"LĒMUMS\"");
        structure.ShouldContain("H2 (block)\n    \"Par sociālā pakalpojuma „Aprūpe mājās” piešķiršanu\"");
        structure.ShouldContain("Lbl");
        structure.ShouldContain("LBody");
        var spoken = string.Concat(structure.Split('"').Where((_, i) => i % 2 == 1));
        spoken.ShouldContain("„Ķirši”, Variņu pagasts, Smiltenes novads, LV-4726.");
        spoken.ShouldContain("Sociālo pakalpojumu un sociālās palīdzības likuma 9. panta pirmā daļa; Ministru kabineta 2019. gada 2. aprīļa noteikumu");
    }

    [Fact]
    public void Write_Decision_SaysItsLanguageAndIsTagged()
    {
        var pdf = LetterSamples.Pdf(LetterSamples.All()["decision-granted"]);

        Encoding.Latin1.GetString(pdf).ShouldContain("/Lang (lv-LV)");
        PdfTools.Info(pdf).ShouldContain("Tagged:          yes");
        PdfTools.Check(pdf).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Write_TwentyPages_KeepsEveryWordAndNumbersPages()
    {
        var words = Enumerable.Range(1, 6000).Select(i => $"vārds{i}").ToArray();
        var paragraphs = words.Chunk(47).Select(c => string.Join(' ', c));

        var pdf = Pdf("# Gara vēstule\n\n" + string.Join("\n\n", paragraphs));

        PdfTools.Info(pdf).Split('\n').ShouldContain("Pages:           20");
        var text = PdfTools.Words(pdf);
        text.Split(' ').Where(w => w.StartsWith("vārds", StringComparison.Ordinal)).ShouldBe(words);
        text.ShouldContain("1 (20)");
        text.ShouldContain("20 (20)");
        Encoding.Latin1.GetString(pdf).Split("/Type /Page ").Length.ShouldBe(21);
    }

    [Fact]
    public void Write_WordLongerThanLine_IsCutAndNothingIsLost()
    {
        var word = string.Concat(Enumerable.Repeat("ķļņģāžū", 3000));

        var words = PdfTools.Words(Pdf("Pirms " + word + " pēc"));

        words.Replace(" ", "", StringComparison.Ordinal).ShouldContain(word[..1000]);
        words.Count(c => c == 'ģ').ShouldBe(3000);
        words.ShouldStartWith("Pirms");
        words.ShouldContain("pēc");
    }

    [Fact]
    public void Write_CharacterTheFontLacks_BecomesReplacementCharacter()
    {
        PdfTools.Words(Pdf("Labi \U0001FAE0 viss")).ShouldContain("Labi \uFFFD viss");
    }

    [Fact]
    public void Write_DecomposedLetters_AreJoinedByEscape()
    {
        var name = MarkupText.Escape("E\u0304rika S\u030Ck\u0327e\u0304le");

        PdfTools.Words(Pdf(name)).ShouldContain("Ērika Šķēle");
    }

    [Fact]
    public void Write_AnyLetter_CidSetNamesExactlyTheGlyphsWithWidths()
    {
        var pdf = Pdf(Alphabet);
        var text = Encoding.Latin1.GetString(pdf);

        var widths = Regex.Match(text, @"/W \[(?<w>[^R]*?)\] >>", RegexOptions.ExplicitCapture, Second).Groups["w"].Value;
        var glyphs = Regex.Matches(widths, @"(?<g>\d+) \[", RegexOptions.ExplicitCapture, Second).Select(m => int.Parse(m.Groups["g"].Value));
        var bits = StreamOf(pdf, text, int.Parse(Regex.Match(text, @"/CIDSet (?<id>\d+) 0 R", RegexOptions.ExplicitCapture, Second).Groups["id"].Value));
        Enumerable.Range(0, bits.Length * 8).Where(g => (bits[g / 8] & (0x80 >> (g % 8))) != 0).ShouldBe(glyphs);
    }

    [Fact]
    public void Write_SeparatedByDate_StaysOnOneLine()
    {
        var lines = PdfTools.Text(Pdf(string.Join(' ', Enumerable.Repeat("līdz 2026. gada 30. jūnijam Nr. 17", 60)))).Split('\n').Select(l => l.Trim());

        lines.ShouldNotContain(l => l.EndsWith("30.", StringComparison.Ordinal) || l.EndsWith("Nr.", StringComparison.Ordinal) || l.EndsWith("2026.", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_TitleWithMarkupAndControlCharacters_IsStillPdfA()
    {
        var pdf = LetterSamples.Pdf(new LetterDocument("Lēmums Nr. <17>&\u0001\n\"x\"", "lv-LV", [new Paragraph("Teksts")]));

        PdfTools.Preflight(new Dictionary<string, byte[]> { ["title"] = pdf }).ShouldContain("is a valid PDF/A-1b file");
        PdfTools.Info(pdf).ShouldContain("Title:           Lēmums Nr. <17>& \"x\"");
    }

    [Fact]
    public void Write_NoText_IsRefused() =>
        Should.Throw<ArgumentException>(() => Pdf("  \n "));

    [Fact]
    public void Write_TwoPageDecision_StaysUnderSixtyKilobytes()
    {
        using var signer = new ThrowawaySigner();

        LetterSamples.Pdf(LetterSamples.All()["decision-partly"], signer).Length.ShouldBeLessThan(60 * 1024);
    }

    private static byte[] StreamOf(byte[] pdf, string text, int id)
    {
        var start = text.IndexOf("stream\n", text.IndexOf($"\n{id} 0 obj", StringComparison.Ordinal), StringComparison.Ordinal) + 7;
        using var inflated = new ZLibStream(new MemoryStream(pdf, start, pdf.Length - start), CompressionMode.Decompress);
        var data = new MemoryStream();
        inflated.CopyTo(data);
        return data.ToArray();
    }

    private static byte[] Pdf(string markup) => LetterSamples.Pdf(new LetterDocument("Vēstule", "lv-LV", LetterMarkup.Parse(markup)));
}
