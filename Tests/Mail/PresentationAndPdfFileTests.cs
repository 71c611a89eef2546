using System.IO.Compression;
using System.Text;
using SocialWorkflows.Mail.Files;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Mail;

/// <summary>What lies deflated in old presentations, and the files inside a PDF.</summary>
public sealed class PresentationAndPdfFileTests
{
    private const string Native = "\u0001Ole10Native";

    private static readonly byte[] Program = [(byte)'M', (byte)'Z', .. new byte[5000]];
    private static readonly byte[] Letter = "%PDF-1.4 izzina"u8.ToArray();

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    public void Inspect_ObjectInAPresentation_IsJudgedByItsContent(bool isDeflated, bool isProgram, bool expected)
    {
        var packed = CfbDraft.Of((Native, CfbDraft.Counted(CfbDraft.Packed("izzina.pdf", "izzina.pdf", isProgram ? Program : Letter))));

        var finding = FileInspector.Inspect("a.ppt", Presentation(Filler(), Storage(packed, isDeflated), Filler()));

        finding.Kind.ShouldBe(FileKind.OldOffice);
        finding.Remarks.ShouldBe(expected ? [FileRemark.ProgramInside] : []);
    }

    [Fact]
    public void Inspect_MacrosInAPresentation_AreFound() =>
        FileInspector.Inspect("a.ppt", Presentation(Storage(CfbDraft.Of(("_VBA_PROJECT", new byte[100])), isDeflated: true))).Remarks.ShouldBe([FileRemark.Macro]);

    /// <summary>A program follows offsets, so that a record may stand behind bytes that are none.</summary>
    [Fact]
    public void Inspect_ObjectBehindBytesThatAreNoRecord_IsFound() =>
        FileInspector.Inspect("a.ppt", Presentation([1, 2, 3, 0xFF, 0xFF, 0xFF, 0x7F], Storage(Packed(), isDeflated: true))).Remarks.ShouldBe([FileRemark.ProgramInside]);

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Inspect_ProgramAsADeflatedDrawing_IsFound(int ids)
    {
        var file = CfbDraft.Of(("PowerPoint Document", Filler()), ("Pictures", [0x40, 0x3D, 0x1A, 0xF0, .. BitConverter.GetBytes(5000), .. new byte[ids], .. new byte[34], .. Deflate(Program)]));

        FileInspector.Inspect("a.ppt", file).Remarks.ShouldBe([FileRemark.ProgramInside]);
    }

    [Fact]
    public void Inspect_BombInAPresentation_StopsAtTheBudget()
    {
        var bomb = Deflate(new byte[60 * 1024 * 1024]);
        var piece = (byte[])[0x10, 0, 0x11, 0x10, .. BitConverter.GetBytes(bomb.Length + 4), 0, 0, 0, 0, .. bomb[..Math.Min(bomb.Length, 50_000)]];

        FileInspector.Inspect("a.ppt", Presentation(piece), new LookBudget(1_000_000)).Remarks.ShouldBe([FileRemark.ArchiveLimit]);
    }

    [Fact]
    public void Inspect_PresentationChangedAtRandom_NeverFailsAndEnds()
    {
        var random = new Random(20261122);
        var whole = Presentation(Filler(), Storage(Packed(), isDeflated: true));
        for (var i = 0; i < 500; i++)
        {
            var changed = whole.ToArray();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));

            Should.NotThrow(() => FileInspector.Inspect("a.ppt", changed.AsMemory(0, i % 3 == 0 ? random.Next(changed.Length) : changed.Length)));
        }
    }

    [Theory]
    [InlineData("/Type/EmbeddedFile", true)]
    [InlineData("", true)]
    [InlineData("/Type/EmbeddedFile", false)]
    public void Inspect_ProgramInsideAPdf_IsBlocked(string type, bool isDeflated) =>
        FileInspector.Inspect("a.pdf", Pdf("izzina.txt", type + (isDeflated ? "/Filter/FlateDecode" : ""), isDeflated ? Deflate(Program) : Program)).Remarks
            .ShouldBe([FileRemark.ProgramInside, FileRemark.PdfFiles]);

    [Fact]
    public void Inspect_MacroDocumentInsideAPdf_IsBlocked() =>
        FileInspector.Inspect("a.pdf", Pdf("a.docm", "/Filter/FlateDecode", Deflate(Zips.Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<a/>"u8.ToArray()), ("word/vbaProject.bin", [1]))))).Remarks
            .ShouldContain(FileRemark.Macro);

    [Fact]
    public void Inspect_NameOfAScriptInsideAPdf_IsBlocked() =>
        FileInspector.Inspect("a.pdf", Pdf("rekins.pdf.js", "/Filter/FlateDecode", Deflate("WScript.Echo(1)"u8.ToArray()))).Remarks.ShouldContain(FileRemark.ProgramInside);

    [Theory]
    [InlineData("izzina.pdf")]
    [InlineData("dati.xml")]
    public void Inspect_HarmlessFileInsideAPdf_IsOnlyNamed(string name) =>
        FileInspector.Inspect("a.pdf", Pdf(name, "/Type/EmbeddedFile/Filter/FlateDecode", Deflate(name == "dati.xml" ? "<?xml version=\"1.0\"?><a/>"u8.ToArray() : Letter))).Remarks.ShouldBe([FileRemark.PdfFiles]);

    [Fact]
    public void Inspect_FileInsideAPdfInAFilterThatWeDoNotUndo_IsBlocked() =>
        FileInspector.Inspect("a.pdf", Pdf("a.txt", "/Type/EmbeddedFile/Filter/LZWDecode", Program)).Remarks.ShouldBe([FileRemark.PdfFiles, FileRemark.PdfHidden]);

    /// <summary>Pictures in the same file are nothing to start, whatever their filter is.</summary>
    [Fact]
    public void Inspect_PicturesBesideAFile_AreNotSuspected() =>
        FileInspector.Inspect(
            "a.pdf",
            (byte[])[.. Pdf("a.txt", "/Filter/FlateDecode", Deflate("teksts"u8.ToArray())), .. "7 0 obj<</Subtype/Image/Filter/DCTDecode>>stream\n"u8, 0xFF, 0xD8, 0xFF, .. new byte[90], .. "\nendstream endobj\n%%EOF"u8])
            .Remarks.ShouldBe([FileRemark.PdfFiles]);

    [Fact]
    public void Inspect_PdfOfManyStreamsThatNeverEnd_IsBounded()
    {
        byte[] pdf = [.. "%PDF-1.7\n/EmbeddedFiles "u8, .. Enumerable.Repeat("<</Filter/FlateDecode>>stream\n"u8.ToArray(), 200_000).SelectMany(s => s)];
        var watch = System.Diagnostics.Stopwatch.StartNew();

        FileInspector.Inspect("a.pdf", pdf).Remarks.ShouldContain(FileRemark.ArchiveLimit);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static byte[] Packed() => CfbDraft.Of((Native, CfbDraft.Counted(CfbDraft.Packed("a.exe", "a.exe", Program))));

    private static byte[] Filler() => [0x0F, 0, 0xE8, 0x03, 0x10, 0, 0, 0, .. new byte[16], 0, 0, 0xA0, 0x0F, 8, 0, 0, 0, .. Encoding.Unicode.GetBytes("Sveiki")];

    /// <summary>ExOleObjStg (MS-PPT 2.10.34): deflated with the length before it, or as it is.</summary>
    private static byte[] Storage(byte[] file, bool isDeflated)
    {
        byte[] content = isDeflated ? [.. BitConverter.GetBytes(file.Length), .. Deflate(file)] : file;
        return [(byte)(isDeflated ? 0x10 : 0), 0, 0x11, 0x10, .. BitConverter.GetBytes(content.Length), .. content];
    }

    private static byte[] Presentation(params byte[][] records) => CfbDraft.Of(("Current User", new byte[60]), ("PowerPoint Document", [.. records.SelectMany(r => r)]));

    private static byte[] Pdf(string name, string dictionary, byte[] content) =>
    [
        .. Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj<</Names<</EmbeddedFiles<</Names[(x) 2 0 R]>>>>>>endobj\n2 0 obj<</Type/Filespec/F({name})/EF<</F 3 0 R>>>>endobj\n3 0 obj<<{dictionary}>>stream\n"),
        .. content,
        .. "\nendstream endobj\n%%EOF"u8,
    ];

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(content);
        }

        return packed.ToArray();
    }
}
