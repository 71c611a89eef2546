using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Cover;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Letters;

/// <summary>The sheet in front of a posted or handed letter, read back by programs that are not ours.</summary>
public sealed class CoverSheetTests
{
    private static readonly MunicipalityDirectory Municipalities = MunicipalityDirectory.Load(PackFolder.DefaultRoot);
    private static readonly LetterFonts Fonts = LetterFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts"));

    [Theory]
    [InlineData("c0123456789abcdef-decision")]
    [InlineData("cfedcba9876543210-decision-2")]
    [InlineData("! \"#$%&'()*+,-./0123456789:;<=>?@")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`")]
    [InlineData("abcdefghijklmnopqrstuvwxyz{|}~")]
    public void Write_AnyCode_IsReadBackByAScanner(string code) => PdfTools.Codes(Sheet(Facts() with { Code = code })).ShouldBe($"CODE-128:{code}");

    [Theory]
    [InlineData("")]
    [InlineData("kods-ā")]
    [InlineData("a\nb")]
    public void Widths_WhatBarsCannotSay_Refused(string code) => Should.Throw<ArgumentException>(() => Code128.Widths(code));

    [Theory]
    [InlineData("registered")]
    [InlineData("post")]
    [InlineData("hand")]
    public void Write_ForTheChannel_ReadsAsApproved(string channel) =>
        Approval.Verify($"cover-{channel}", PdfTools.Text(Sheet(Facts(channel))).Replace("\f", "", StringComparison.Ordinal));

    [Fact]
    public void Write_EveryMunicipalityAndChannel_IsOnePageOfPdfA()
    {
        var sheets = (from municipality in Municipalities.All
                      from channel in new[] { "registered", "post", "hand" }
                      from repeated in new[] { false, true }
                      select KeyValuePair.Create($"{municipality.Pack.Id}-{channel}-{repeated}", Sheet(Facts(channel, municipality.Pack.Id) with { IsRepeated = repeated }))).ToDictionary();

        PdfTools.Preflight(sheets).Split('\n').Count(l => l.Contains("is a valid PDF/A-1b file", StringComparison.Ordinal)).ShouldBe(sheets.Count);
        sheets.Values.ShouldAllBe(s => PdfTools.Info(s).Contains("Pages:           1", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_LongestNameAndAddress_NothingLeavesTheWindow()
    {
        var facts = Facts() with
        {
            AddresseeName = string.Join(' ', Enumerable.Repeat("Ģertrūde-Šķērsiela", 4)),
            Address = new string('Ķ', 90) + ", „Ļoti garais māju nosaukums pie Ūsiņu ezera”, Grundzāles pagasts, Smiltenes novads, LV-4713",
        };

        var words = PdfTools.Words(Sheet(facts));

        words.Replace(" ", "", StringComparison.Ordinal).ShouldContain(new string('Ķ', 90));
        words.ShouldContain("LV-4713");
        PdfTools.Check(Sheet(facts)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Write_Sheet_SaysNothingOfTheMatter()
    {
        var words = PdfTools.Words(Sheet(Facts()));

        words.ShouldNotContain("000141-10017");
        words.ShouldNotContain("aprūp", Case.Insensitive);
        PdfTools.Structure(Sheet(Facts())).ShouldContain("H1");
    }

    private static byte[] Sheet(CoverSheetFacts facts) => CoverSheet.Write(facts, Municipalities.All.First(m => m.Pack.Institution == facts.Institution).Templates, Fonts);

    private static CoverSheetFacts Facts(string channel = "registered", string municipality = "smiltene")
    {
        var (pack, terms, _) = Municipalities.Get(municipality);
        var sentOn = new DateOnly(2026, 6, 12);
        var term = terms.Contest(channel, sentOn);
        return new CoverSheetFacts
        {
            Institution = pack.Institution,
            AddresseeName = "Ģertrūde Ķirse-Ļaudone",
            Address = "Ziedoņu iela 4-2, Smiltene, LV-4729",
            Number = "SD-2026/17",
            DecisionNumber = "L-2026/9",
            Date = sentOn,
            Channel = pack.FindChannel(channel)!,
            NotifiedOn = term.NotifiedOn!.Value,
            ContestUntil = term.Due,
            Code = "c0123456789abcdef-decision",
        };
    }
}
