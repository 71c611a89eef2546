using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf.Layout;

namespace SocialWorkflows.Tests.Letters;

/// <summary>Tables of letters: read by other programs, whole rows on every page, nothing lost in the longest.</summary>
public sealed class TableTests
{
    [Fact]
    public void Parse_Marks_BecomeATableWithAmountsAndEvenRows() =>
        LetterMarkup.Parse("|= Aprēķins\n|| Mēnesis | > Summa\n| marts | 1,00\n| aprīlis\n\nteksts").ShouldSatisfyAllConditions(
            blocks => blocks.Count.ShouldBe(2),
            blocks =>
            {
                var table = blocks[0].ShouldBeOfType<TableBlock>();
                table.Caption.ShouldBe("Aprēķins");
                table.Columns.ShouldBe([new TableColumn("Mēnesis"), new TableColumn("Summa", IsAmount: true)]);
                table.Rows.ShouldBe([["marts", "1,00"], ["aprīlis", ""]]);
            });

    [Fact]
    public void Write_Table_IsReadAsATableByOthers()
    {
        var structure = PdfTools.Structure(LetterSamples.Pdf(LetterSamples.All()["decision-granted"]));

        structure.ShouldContain("Table (block)");
        structure.ShouldContain("Caption\n      \"Ienākumu aprēķins\"");
        structure.Split("    TR\n").Length.ShouldBe(4 + 5 + 1);
        structure.Split("      TD\n").Length.ShouldBe((3 * 2) + (4 * 3) + 1, "an empty cell is a cell");
        structure.ShouldContain("TH:\n         /Scope /Column\n        \"Ienākumi, EUR\"");
        structure.ShouldContain("\"2026. gada marts\"");
    }

    [Fact]
    public void Write_TwoHundredRows_EveryPageBeginsWithTheHeadsAndNoRowIsLostOrReadTwice()
    {
        var letter = Document(Long(200));

        var pdf = LetterSamples.Pdf(letter);

        var pages = PdfTools.Text(pdf).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        pages.Length.ShouldBeGreaterThan(6);
        pages.ShouldAllBe(p => p.Contains("Skaidrojums", StringComparison.Ordinal));
        var words = PdfTools.Words(pdf);
        Enumerable.Range(1, 200).ShouldAllBe(i => words.Contains($"rinda{i:000} ", StringComparison.Ordinal));
        PdfTools.Structure(pdf).Split("\"Skaidrojums\"").Length.ShouldBe(2, "repeated heads are for the eye only");
        PdfTools.Check(pdf).ExitCode.ShouldBe(0);
        PdfTools.Preflight(new Dictionary<string, byte[]> { ["table"] = pdf }).ShouldContain("is a valid PDF/A-1b file");
    }

    [Fact]
    public void Paginate_AnyTable_NoRowIsSplitAndHeadsStandWithARow()
    {
        foreach (var filler in Enumerable.Range(20, 30))
        {
            var layout = Layout([.. Enumerable.Range(0, filler).Select(_ => new Paragraph("x")), Long(30)]);
            var rows = layout.Lines.Skip(filler).ToList();

            var pages = Paginator.Paginate(layout.Lines);

            pages.SelectMany(p => p).Where(p => !p.IsRepeated).Select(p => p.Line).ShouldBe(layout.Lines, $"after {filler}");
            pages.SelectMany(p => p).ShouldAllBe(p => p.Bottom >= PageGeometry.Bottom);
            pages.Skip(1).ShouldAllBe(p => p[0].IsRepeated || p[0].Line == rows[0] || p[0].Line.Fragments[0].Text == "x");
            pages.Select(p => p[^1].Line).ShouldAllBe(l => l.Fragments.Count == 0 || l.Fragments[0].Text != "Nr.", "heads never stand alone at the end of a page");
        }
    }

    [Fact]
    public void Write_CellTallerThanAPage_IsCutAndNothingIsLost()
    {
        var words = Enumerable.Range(0, 1500).Select(i => $"v{i:0000}").ToArray();
        var table = new TableBlock("", [new("Nr."), new("Skaidrojums"), new("Summa", IsAmount: true)], [["1.", string.Join(' ', words), "12,00"], ["2.", new string('ģ', 2000), "13,00"]]);

        var text = PdfTools.Words(LetterSamples.Pdf(Document(table)));

        text.Split(' ').Where(w => w.Length == 5 && w[0] == 'v').ShouldBe(words);
        text.Count(c => c == 'ģ').ShouldBe(2000);
    }

    /// <summary>A case with thirty pages of facts, a word of 2,000 letters and a calculation of 200 rows is still one valid letter.</summary>
    [Fact]
    public void Write_ThirtyPagesOfFacts_KeepsEveryWordAndStaysValid()
    {
        var words = Enumerable.Range(0, 9000).Select(i => $"fakts{i:0000}").ToArray();
        var facts = LetterSamples.Decision(SocialWorkflows.Letters.Decisions.DecisionOutcome.Refused) with
        {
            Findings = string.Join('\n', words.Chunk(70).Select(c => string.Join(' ', c))) + "\n" + new string('š', 2000),
            Tables = [Long(200)],
        };

        var pdf = LetterSamples.Pdf(SocialWorkflows.Letters.Decisions.DecisionLetter.Compose(facts, LetterSamples.Templates()));

        PdfTools.Words(pdf).Split(' ').Where(w => w.StartsWith("fakts", StringComparison.Ordinal)).ShouldBe(words);
        PdfTools.Text(pdf).Split('\f').Length.ShouldBeGreaterThan(30);
        PdfTools.Words(pdf).ShouldContain("rinda200");
        PdfTools.Preflight(new Dictionary<string, byte[]> { ["long"] = pdf }).ShouldContain("is a valid PDF/A-1b file");
    }

    private static TableBlock Long(int rows) => new(
        "Ienākumi",
        [new("Nr."), new("Skaidrojums"), new("Summa, EUR", IsAmount: true)],
        [.. Enumerable.Range(1, rows).Select(i => (IReadOnlyList<string>)[$"{i}.", $"rinda{i:000} " + string.Join(' ', Enumerable.Repeat("ienākumi no darba", i % 9)), $"{i * 13},50"])]);

    private static LetterDocument Document(TableBlock table) => new("Vēstule", "lv-LV", [new Heading(1, "Aprēķins"), table, new Paragraph("Pēc tabulas.")]);

    private static LetterLayout Layout(IEnumerable<LetterBlock> blocks)
    {
        var layout = new LetterLayout(new FontFace(LetterSamples.Fonts.Regular, "F1"), new FontFace(LetterSamples.Fonts.Bold, "F2"));
        foreach (var block in blocks)
        {
            layout.Add(block);
        }

        return layout;
    }
}
