using System.Text;
using SocialWorkflows.Functions.Lists;

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
    [InlineData("\"vārds\";\"e-pasts\"\n\"Anna\";\"a@b.example\"\n\n", ";")]
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
    public void Read_BadRows_AreNamedByLineAndReasonAndTheOthersStay()
    {
        var text = Head
            + "1;Anna;Bērza;anna@pasts.example;\r\n"
            + "2;;;x@pasts.example;\r\n"
            + "3;Jānis;Ozols;nav adrese;\r\n"
            + "4;Pēteris;Kalns;;\r\n"
            + "5;Zane;Liepa\r\n"
            + "1;Anna;Otra;cita@pasts.example;\r\n"
            + "7;Ilze;" + new string('x', 400) + ";;Iela 1\r\n"
            + "8;Māra;Egle;;Iela 2\r\n";

        var reading = ListReader.Read(Encoding.UTF8.GetBytes(text));

        reading.Rows.Select(r => r.Line).ShouldBe([2, 9]);
        reading.Bad.Select(b => (b.Line, b.Reason)).ShouldBe([(3, "name"), (4, "email"), (5, "address"), (6, "columns"), (7, "twice"), (8, "text")]);
        (reading.Mailed, reading.Printed).ShouldBe((1, 1));
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
    [InlineData("＝1")]
    public void Write_FormulaText_IsInert(string field)
    {
        var text = Encoding.UTF8.GetString(ListCsv.Write([[field, "a;b", "c\"d"]]));

        text.ShouldStartWith("\uFEFF\"'");
        text.ShouldContain("\"a;b\";\"c\"\"d\"\r\n");
        ListCsv.Inert("Anna").ShouldBe("Anna");
    }
}
