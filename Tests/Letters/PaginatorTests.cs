using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf.Layout;

namespace SocialWorkflows.Tests.Letters;

public sealed class PaginatorTests
{
    [Fact]
    public void Paginate_AnyLetter_LosesNoLineAndKeepsEveryRule() =>
        Prop.ForAll(Gen.Choose(0, 3).ListOf().Select(k => k.ToList()).ToArbitrary(), kinds =>
        {
            var layout = new LetterLayout(new FontFace(LetterSamples.Fonts.Regular, "F1"), new FontFace(LetterSamples.Fonts.Bold, "F2"));
            for (var i = 0; i < kinds.Count; i++)
            {
                layout.Add(Block(kinds[i], i));
            }

            var pages = Paginator.Paginate(layout.Lines);

            pages.SelectMany(p => p).Select(p => p.Line).ShouldBe(layout.Lines);
            pages.Skip(1).ShouldAllBe(p => p[0].Line.CanBreakBefore || p[0].Line.StartsPage);
            pages.SelectMany(p => p).ShouldAllBe(p => p.Bottom >= PageGeometry.Bottom);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Paginate_HeadingAtEndOfPage_MovesWithItsText()
    {
        foreach (var filler in Enumerable.Range(30, 30))
        {
            var pages = Pages([.. Enumerable.Range(0, filler).Select(_ => new Paragraph("x")), new Heading(2, "virsraksts"), new Paragraph(Words(60))]);

            pages.Select(p => p[^1].Line.Fragments[0].Text).ShouldNotContain("virsraksts", $"after {filler} paragraphs");
        }
    }

    [Fact]
    public void Paginate_ParagraphAcrossPages_LeavesTwoLinesOnEitherSide()
    {
        foreach (var filler in Enumerable.Range(25, 30))
        {
            var pages = Pages([.. Enumerable.Range(0, filler).Select(_ => new Paragraph("x")), new Paragraph(Words(100))]);

            pages.Select(p => p.Count(l => l.Line.Fragments[0].Text.StartsWith("vārds", StringComparison.Ordinal))).ShouldNotContain(1, $"after {filler} paragraphs");
        }
    }

    [Fact]
    public void Paginate_LineThatOpensAList_MovesWithItsFirstItem()
    {
        foreach (var filler in Enumerable.Range(25, 35))
        {
            var pages = Pages([.. Enumerable.Range(0, filler).Select(_ => new Paragraph("x")), new Paragraph("Trūkst:"), new ListBlock([new ListEntry("•", "pirmais"), new ListEntry("•", "otrais")])]);

            pages.Select(p => p[^1].Line.Fragments[0].Text).ShouldNotContain("Trūkst:", $"after {filler} paragraphs");
        }
    }

    [Fact]
    public void Paginate_SignatureLine_NeverStandsAloneOnPage()
    {
        foreach (var filler in Enumerable.Range(30, 30))
        {
            var pages = Pages([.. Enumerable.Range(0, filler).Select(_ => new Paragraph("x")), new Paragraph(Words(60)), new SignatureLine("Vadītāja", "Ilze Paraugs")]);

            pages[^1].Count.ShouldBeGreaterThanOrEqualTo(3, $"after {filler} paragraphs");
        }
    }

    [Fact]
    public void Paginate_ChainLongerThanPage_IsCutInsteadOfLost()
    {
        var chain = Enumerable.Range(0, 200).Select(i => new Paragraph("x") { KeepWithPrevious = true });

        Pages([.. chain]).Sum(p => p.Count).ShouldBe(200);
    }

    private static List<List<PlacedLine>> Pages(IEnumerable<LetterBlock> blocks)
    {
        var layout = new LetterLayout(new FontFace(LetterSamples.Fonts.Regular, "F1"), new FontFace(LetterSamples.Fonts.Bold, "F2"));
        foreach (var block in blocks)
        {
            layout.Add(block);
        }

        return Paginator.Paginate(layout.Lines);
    }

    private static LetterBlock Block(int kind, int seed) => kind switch
    {
        0 => new Paragraph(Words(1 + (seed * 7919 % 150))),
        1 => new Heading(2, "virsraksts"),
        2 => new ListBlock([new ListEntry("•", Words(1 + (seed * 31 % 40))), new ListEntry("•", "b")]),
        _ => new SignatureLine("Vadītāja", "Ilze Paraugs"),
    };

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("vārds", count));
}
