using System.Text;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Lists.Csv;

namespace SocialWorkflows.Tests.Lists;

/// <summary>What people bring as CSV.</summary>
public sealed class ListReaderTests
{
    private const string Head = "Nr.;Vārds;Uzvārds;E-pasts;Adrese\r\n";

    static ListReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", false, "UTF-8")]
    [InlineData("utf-8", true, "UTF-8 (BOM)")]
    [InlineData("windows-1257", false, "Windows-1257")]
    [InlineData("utf-16", true, "UTF-16")]
    [InlineData("utf-16BE", true, "UTF-16")]
    public void Read_EveryEncoding_ReadsTheSameNames(string encoding, bool withMark, string named)
    {
        var encoded = Encoding.GetEncoding(encoding);
        byte[] file = [.. withMark ? encoded.GetPreamble() : [], .. encoded.GetBytes(Head + "1;Ēriks;Šķēle-Žagars;eriks@pasts.example;Ķīšezera iela 1\r\n")];

        var reading = ListReader.Read(file);

        (reading.Encoding, reading.Problem).ShouldBe((named, null));
        reading.Rows.ShouldHaveSingleItem().ShouldBe(new ListRow(2, "1", "Ēriks Šķēle-Žagars", "eriks@pasts.example", "Ķīšezera iela 1"));
    }

    [Theory]
    [InlineData("vārds;e-pasts\nAnna;a@b.example", ";")]
    [InlineData("vārds,e-pasts\nAnna,a@b.example", ",")]
    [InlineData("vārds\te-pasts\nAnna\ta@b.example", "\t")]
    [InlineData("E-PASTS;Piezīme;VĀRDS\na@b.example;nekas;Anna", ";")]
    [InlineData("\"vārds\";\"e-pasts\"\n\"Anna\";\"a@b.example\"\n\n;\n", ";")]
    [InlineData("sep=,\r\nvārds,e-pasts\r\nAnna,a@b.example", ",")]
    public void Read_EverySeparator_IsFound(string text, string separator)
    {
        var reading = ListReader.Read(Encoding.UTF8.GetBytes(text));

        (reading.Separator, reading.Problem).ShouldBe((separator, null));
        var row = reading.Rows.ShouldHaveSingleItem();
        (row.Name, row.Email).ShouldBe(("Anna", "a@b.example"));
    }

    [Fact]
    public void Read_QuotedFields_KeepSeparatorsAndQuotes()
    {
        var reading = ListReader.Read(Encoding.UTF8.GetBytes("vārds;adrese\n\"Anna \"\"Ance\"\" Bērza\";\"Izdomu iela 1; dz. 2\"\n"));

        var row = reading.Rows.ShouldHaveSingleItem();
        (row.Name, row.Address, row.IsMailed).ShouldBe(("Anna \"Ance\" Bērza", "Izdomu iela 1; dz. 2", false));
    }

    [Fact]
    public void Read_LineBreaksInACell_BecomeOneLine()
    {
        var reading = ListReader.Read(Encoding.UTF8.GetBytes("vārds;adrese\n\"Anna\r\nBērza\";\"Izdomu iela 1\nSmiltene\n\"\nZane;Iela 2\n"));

        reading.Rows.Select(r => (r.Line, r.Name, r.Address)).ShouldBe([(2, "Anna Bērza", "Izdomu iela 1, Smiltene"), (6, "Zane", "Iela 2")]);
    }

    [Fact]
    public void Read_BadRows_AreNamedByLineAndReasonAndTheOthersStay()
    {
        var text = "sep=;\r\n" + Head
            + "1;Anna;Bērza;anna@pasts.example;\r\n"
            + "2;;;x@pasts.example;\r\n"
            + "3;Jānis;Ozols;nav adrese;\r\n"
            + "4;Pēteris;Kalns;;\r\n"
            + "5;Zane;Liepa\r\n"
            + "17;Anna;Bērza;ANNA@pasts.example;\r\n"
            + "7;Ilze;" + new string('x', 400) + ";;Iela 1\r\n"
            + "8;Māra;Egle;;Iela 2\r\n"
            + "9;\"Rita;Roze;rita@pasts.example;\r\n10;\"Ilga;Vītola;ilga@pasts.example;\r\n"
            + "11;Guna\u0007;Lapa;guna@pasts.example;\r\n";

        var reading = ListReader.Read(Encoding.UTF8.GetBytes(text));

        reading.Rows.Select(r => r.Line).ShouldBe([3, 10]);
        reading.Bad.Select(b => (b.Line, b.LastLine, b.Column, b.Reason)).ShouldBe(
        [
            (4, 4, "Vārds", "name"), (5, 5, "E-pasts", "email"), (6, 6, "Adrese", "address"), (7, 7, null, "columns"), (8, 8, null, "twice"), (9, 9, "Vārds", "text"), (11, 12, null, "quotes"), (13, 13, "Vārds", "text"),
        ]);
        (reading.Mailed, reading.Printed, reading.Problem).ShouldBe((1, 1, null));
    }

    [Theory]
    [InlineData("000155-10015", null)]
    [InlineData("00015510015", null)]
    [InlineData("", null)]
    [InlineData("991355-10015", "code")]
    [InlineData("12", "code")]
    public void Read_PersonalCode_IsRightOrNamed(string code, string? reason)
    {
        var reading = ListReader.Read(Encoding.UTF8.GetBytes($"vārds;personas kods;adrese\nAnna;{code};Izdomu iela 1\n"));

        reading.Bad.SingleOrDefault()?.Reason.ShouldBe(reason);
        reading.Rows.Count.ShouldBe(reason is null ? 1 : 0);
        reading.Rows.ShouldAllBe(r => code.Length == 0 || r.LetterKey == "00015510015");
    }

    [Fact]
    public void Read_TwoPeopleWithOneAddress_GetOneMail()
    {
        var reading = ListReader.Read(Encoding.UTF8.GetBytes("vārds;e-pasts\nAnna;maja@pasts.example\nJānis;Maja@pasts.example\n"));

        (reading.Rows.Count, reading.Mails.Count, reading.Bad.Count).ShouldBe((2, 1, 0));
    }

    [Fact]
    public void Read_QuoteThatIsNeverClosed_MakesTheWholeFileUnusable()
    {
        var reading = ListReader.Read(Encoding.UTF8.GetBytes("vārds;e-pasts\nAnna;a@b.example\nJānis;\"j@b.example\nZane;z@b.example\n"));

        (reading.Problem, reading.Rows.Count).ShouldBe(("open-quotes", 1));
        reading.Bad.ShouldHaveSingleItem().ShouldBe(new BadRow(3, 4, null, "quotes"));
    }

    [Fact]
    public void Read_BrokenUtf8BehindAMark_NamesTheRow()
    {
        byte[] file = [.. Encoding.UTF8.Preamble, .. "vārds;adrese\nJ"u8, 0xE2, .. "nis;Iela 1\n"u8];

        ListReader.Read(file).Bad.ShouldHaveSingleItem().Reason.ShouldBe("text");
    }

    [Theory]
    [InlineData("", "not-a-list")]
    [InlineData("Anna;a@b.example\n", "no-columns")]
    [InlineData("vārds\nAnna\n", "no-columns")]
    [InlineData("vārds;e-pasts;e-pasts\nAnna;a@b.example;c@d.example\n", "no-columns")]
    [InlineData("vārds;e-pasts\n", "no-rows")]
    public void Read_NoList_SaysWhy(string text, string problem) => ListReader.Read(Encoding.UTF8.GetBytes(text)).Problem.ShouldBe(problem);

    [Fact]
    public void Read_PictureOrTooMuch_SaysWhy()
    {
        ListReader.Read([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13]).Problem.ShouldNotBeNull();
        ListReader.Read(new byte[ListReader.LargestFile + 1]).Problem.ShouldBe("too-large");
        ListReader.Read(Encoding.UTF8.GetBytes("vārds;adrese\n" + string.Concat(Enumerable.Range(0, 5001).Select(i => $"A{i};Iela\n")))).Problem.ShouldBe("too-many");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+371 20000000")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData(" =1+1")]
    [InlineData("\t=1+1")]
    [InlineData("＝1")]
    [InlineData("Iela 1, =1+1")]
    [InlineData("Iela;\"=cmd|'/c calc'!A0")]
    [InlineData("Iela\n-1+1")]
    public void Write_FormulaText_BeginsNoCellInAnySpreadsheet(string field)
    {
        var text = Encoding.UTF8.GetString(InertCsv.Write([["1", field, "c\"d"]]));

        text.ShouldStartWith("\uFEFF\"1\";\"");
        foreach (var separator in new[] { ';', ',', '\t' })
        {
            CsvRecords.Read(text.TrimStart('\uFEFF'), separator).SelectMany(r => r.Fields)
                .ShouldAllBe(cell => !cell.TrimStart(' ', '\t', '"', '\u00a0').StartsWith('=') && !cell.TrimStart(' ', '\t', '"').StartsWith('＝') && !"+-@".Contains(cell.TrimStart(' ', '\t', '"').FirstOrDefault('x')));
        }
    }

    [Theory]
    [InlineData("Anna Bērza-Ķīse")]
    [InlineData("Izdomu iela 1-2; LV-4729")]
    [InlineData("anna@pasts.example")]
    [InlineData("{{7*7}} ${jndi:ldap://x} %s%n <script>")]
    public void Write_OrdinaryText_StaysAsItIs(string field) => CsvRecords.Read(Encoding.UTF8.GetString(InertCsv.Write([[field]])).TrimStart('\uFEFF'), ';').Single().Fields.ShouldBe([field]);
}
