using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Tests.Letters;

/// <summary>Letters of a list in one file, read back by programs that are not ours.</summary>
public sealed class ListLetterTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private static readonly LetterFonts Fonts = LetterFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts"));

    [Fact]
    public void Bundle_OfEveryKind_IsPdfAWithLettersOfTwoPages()
    {
        var bundles = Smiltene.Pack.Lists!.Kinds.ToDictionary(k => k.Id, k => Bundle(k.Template, 3));

        PdfTools.Preflight(bundles).Split('\n').Count(l => l.Contains("is a valid PDF/A-1b file", StringComparison.Ordinal)).ShouldBe(bundles.Count);
        foreach (var pdf in bundles.Values)
        {
            PdfTools.Info(pdf).ShouldContain("Pages:           6");
            var pages = PdfTools.Text(pdf).TrimEnd('\f').Split('\f');
            pages.Select(p => p.TrimEnd().Split('\n')[^1]).ShouldBe(["1 (2)", "2 (2)", "1 (2)", "2 (2)", "1 (2)", "2 (2)"]);
            pages.Select((p, i) => (HasName: p.Contains($"Adresāts: Persona {i / 2}", StringComparison.Ordinal), IsFirst: i % 2 == 0)).ShouldAllBe(p => p.HasName == p.IsFirst);
            PdfTools.Structure(pdf).Split("Sect").Length.ShouldBe(4);
        }
    }

    [Fact]
    public void Bundle_AsLargeAsItMayBe_IsWhole()
    {
        var pdf = Bundle("jubilee", LetterWriter.MostInABundle);

        PdfTools.Check(pdf).ExitCode.ShouldBe(0);
        PdfTools.Info(pdf).ShouldContain($"Pages:           {LetterWriter.MostInABundle * 2}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{LetterWriter.MostInABundle} letters: {pdf.Length / 1024} KB");
    }

    [Fact]
    public void Bundle_OfNothingOrTooMuch_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Bundle("jubilee", 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Bundle("jubilee", LetterWriter.MostInABundle + 1));
    }

    private static byte[] Bundle(string template, int letters) => LetterWriter.WriteBundle(
        "Saraksts",
        [.. Enumerable.Range(0, letters).Select(i => ListLetter.Compose(Smiltene.Templates, template, Smiltene.Pack.Institution, "Kultūras centrā 12. decembrī.", "Kultūras centrā 12. decembrī.", new Addressee($"Persona {i}", null, "Izdomu iela 1, Smiltene"), new DateOnly(2026, 12, 1)))],
        Fonts,
        DateTimeOffset.UnixEpoch);
}
