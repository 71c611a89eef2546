using System.IO.Compression;
using System.Text;
using SocialWorkflows.Mail.Files;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Files that were put into documents as objects, and parts of PDF files that are written so that they cannot be read.</summary>
public sealed class PackedObjectTests
{
    private const string Native = "\u0001Ole10Native";

    private static readonly byte[] Program = [(byte)'M', (byte)'Z', .. new byte[5000]];
    private static readonly byte[] Pdf = "%PDF-1.4 izzina"u8.ToArray();

    [Theory]
    [InlineData("doc", "rēķins.pdf", true, true)]
    [InlineData("doc", "setup.exe", false, true)]
    [InlineData("doc", "izzina.pdf", false, false)]
    [InlineData("docx", "rēķins.pdf", true, true)]
    [InlineData("docx", "rekins.pdf.js", false, true)]
    [InlineData("docx", "izzina.pdf", false, false)]
    [InlineData("xls", "setup.exe", true, true)]
    [InlineData("rtf", "rēķins.pdf", true, true)]
    [InlineData("rtf", "rekins.lnk", false, true)]
    [InlineData("rtf", "izzina.pdf", false, false)]
    public void Inspect_ObjectInADocument_IsJudgedByItsContentAndEveryName(string type, string name, bool isProgram, bool expected)
    {
        var packed = CfbDraft.Packed(name, $@"C:\Users\x\{name}", isProgram ? Program : Pdf);
        var finding = FileInspector.Inspect($"pieteikums.{type}", Document(type, packed));

        finding.IsBlocked.ShouldBe(expected);
        finding.Remarks.Contains(FileRemark.ProgramInside).ShouldBe(expected);
    }

    [Fact]
    public void Inspect_ObjectThatBearsAnotherNameInItsPath_IsBlocked()
    {
        byte[] packed = CfbDraft.Packed("izziņa.pdf", "izziņa.pdf", Pdf);
        var disguised = CfbDraft.Packed("izziņa.pdf", @"C:\Temp\izzina.scr", Pdf);

        FileInspector.Inspect("a.doc", Document("doc", packed)).IsBlocked.ShouldBeFalse();
        FileInspector.Inspect("a.doc", Document("doc", disguised)).Remarks.ShouldBe([FileRemark.ProgramInside]);
    }

    /// <summary>A picture of a drawing program is an object, too, and no file.</summary>
    [Fact]
    public void Inspect_ObjectThatIsNoFile_IsJudgedByItsContent()
    {
        FileInspector.Inspect("a.doc", Document("doc", [(byte)'B', (byte)'M', .. new byte[6000]])).Remarks.ShouldBeEmpty();
        FileInspector.Inspect("a.doc", Document("doc", Program)).Remarks.ShouldBe([FileRemark.ProgramInside]);
    }

    [Fact]
    public void Inspect_ObjectCutOrHidden_IsNeverPassed()
    {
        FileInspector.Inspect("a.doc", Document("doc", CfbDraft.Packed("a", "a", Program)[..30])).IsBlocked.ShouldBeTrue();

        var outOfPlace = Document("doc", CfbDraft.Packed("a", "a", Program));
        outOfPlace.AsSpan(48, 4).Fill(0xFE);
        FileInspector.Inspect("a.doc", outOfPlace).Remarks.ShouldBe([FileRemark.ArchiveLimit]);

        FileInspector.Inspect("a.rtf", @"{\rtf1{\object{\*\objdata 0105{\*\x}0000}}}"u8.ToArray()).Remarks.ShouldBe([FileRemark.ProgramInside]);
        FileInspector.Inspect("a.rtf", @"{\rtf1{\object{\*\objdata\bin7 MZxxxxx}}}"u8.ToArray()).Remarks.ShouldBe([FileRemark.ProgramInside]);
        FileInspector.Inspect("a.rtf", Encoding.ASCII.GetBytes($@"{{\rtf1{{\object\objautlink{{\*\objdata 0105000001000000{new string('0', 60)}}}}}}}")).Remarks.ShouldBe([FileRemark.ExternalContent]);
    }

    [Fact]
    public void Inspect_ChangedAtRandom_NeverFailsAndEnds()
    {
        var random = new Random(20261122);
        var whole = Document("doc", CfbDraft.Packed("a.exe", "a.exe", Program));
        for (var i = 0; i < 1500; i++)
        {
            var changed = whole.ToArray();
            changed[random.Next(i % 2 == 0 ? 512 : changed.Length)] = (byte)random.Next(256);
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));

            Should.NotThrow(() => FileInspector.Inspect("a.doc", changed.AsMemory(0, i % 3 == 0 ? random.Next(changed.Length) : changed.Length)));
        }
    }

    /// <summary>A workbook in binary form is judged by its parts, in a document and alone.</summary>
    [Theory]
    [InlineData("xl/worksheets/sheet1.bin", null)]
    [InlineData("xl/vbaProject.bin", FileRemark.Macro)]
    [InlineData("xl/connections.bin", FileRemark.ExternalContent)]
    [InlineData("xl/externalLinks/externalLink1.bin", FileRemark.ExternalContent)]
    public void Inspect_BinaryWorkbook_IsJudgedByItsParts(string part, FileRemark? expected)
    {
        var workbook = Zips.Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/workbook.bin", [1, 2]), (part, [3, 4]));
        var document = Zips.Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<a/>"u8.ToArray()), ("word/embeddings/tabula.xlsb", workbook));

        FileInspector.Inspect("tabula.xlsb", workbook).Remarks.ShouldBe(expected is { } remark ? [remark] : []);
        FileInspector.Inspect("a.docx", document).Remarks.ShouldBe(expected is { } inside ? [inside] : []);
    }

    [Theory]
    [InlineData("/Filter/FlateDecode", false)]
    [InlineData("/Filter [ /FlateDecode ]", false)]
    [InlineData("/First 10/N 2/Filter/Fl", false)]
    [InlineData("/DecodeParms<</Predictor 1>>/Filter/FlateDecode", false)]
    [InlineData("/Filter/LZWDecode", true)]
    [InlineData("/Filter[/ASCIIHexDecode/FlateDecode]", true)]
    [InlineData("/Filter[/FlateDecode/FlateDecode]", true)]
    [InlineData("/F#69lter/ASCII85Decode", true)]
    [InlineData("/Filter 7 0 R", true)]
    [InlineData("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 3>>", true)]
    public void Inspect_PdfObjectsInAnotherFilter_AreNotPassed(string dictionary, bool expected)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write("1 0 2 5 <</A 1>> <</B 2>>"u8);
        }

        byte[] pdf = [.. Encoding.ASCII.GetBytes($"%PDF-1.7\n1 0 obj <<{dictionary}/Type /ObjStm>>\nstream\r\n"), .. packed.ToArray(), .. "\nendstream endobj\n%%EOF"u8];

        FileInspector.Inspect("a.pdf", pdf).Remarks.ShouldBe(expected ? [FileRemark.PdfHidden] : []);
        FileInspector.Inspect("a.pdf", pdf).IsBlocked.ShouldBe(expected);
    }

    [Fact]
    public void Inspect_PdfThatDisguisesItsObjects_IsBlocked() =>
        FileInspector.Inspect("a.pdf", "%PDF-1.7\n1 0 obj<</Type/Obj#53tm/Filter/LZWDecode>>stream\nx\nendstream endobj\n%%EOF"u8.ToArray()).Remarks.ShouldBe([FileRemark.PdfHidden]);

    /// <summary>The dangerous part lies behind what an archive used to be read of a file.</summary>
    [Fact]
    public void Inspect_PdfInAZip_IsReadWhole()
    {
        byte[] pdf = [.. "%PDF-1.7\n"u8, .. Enumerable.Repeat((byte)' ', 200_000), .. "1 0 obj<</S/Launch/F(a.exe)>>endobj\n%%EOF"u8];

        FileInspector.Inspect("a.zip", Zips.Of(("a.pdf", pdf))).Remarks.ShouldContain(FileRemark.PdfLaunch);
    }

    private static byte[] Document(string type, byte[] packed)
    {
        var file = CfbDraft.Of(("WordDocument", new byte[600]), (Native, CfbDraft.Counted(packed)), ("1Table", new byte[100]));
        return type switch
        {
            "docx" => Zips.Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<a/>"u8.ToArray()), ("word/embeddings/oleObject1.bin", file)),
            "rtf" => Encoding.ASCII.GetBytes($@"{{\rtf1 Labdien{{\object\objemb{{\*\objclass Package}}{{\*\objdata {Convert.ToHexStringLower(Object(packed))}}}}}}}"),
            _ => file,
        };
    }

    private static byte[] Object(byte[] packed) => [1, 5, 0, 0, 2, 0, 0, 0, .. CfbDraft.Counted("Package\0"u8.ToArray()), .. CfbDraft.Counted([]), .. CfbDraft.Counted([]), .. CfbDraft.Counted(packed)];
}
