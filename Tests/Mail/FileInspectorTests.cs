using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using SocialWorkflows.Mail.Files;

namespace SocialWorkflows.Tests.Mail;

/// <summary>A file is what its bytes say; what is dangerous is blocked by name and by content, the rest is named.</summary>
public sealed class FileInspectorTests
{
    private static readonly byte[] Pdf = "%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\n%%EOF"u8.ToArray();
    private static readonly byte[] Program = [(byte)'M', (byte)'Z', .. new byte[100]];

    [Theory]
    [InlineData("a.pdf", "255044462D312E370A2525454F46", FileKind.Pdf)]
    [InlineData("a.jpg", "FFD8FFE000104A464946", FileKind.Jpeg)]
    [InlineData("a.jfif", "FFD8FFE000104A464946", FileKind.Jpeg)]
    [InlineData("a.png", "89504E470D0A1A0A", FileKind.Png)]
    [InlineData("a.gif", "474946383961", FileKind.Gif)]
    [InlineData("a.rtf", "7B5C727466315C616E73697D", FileKind.Rtf)]
    [InlineData("a.txt", "4C616264C4AB656E", FileKind.Text)]
    [InlineData("a.ics", "424547494E3A5643414C454E444152", FileKind.Calendar)]
    [InlineData("smime.p7m", "308006092A864886F70D010702A080", FileKind.Cms)]
    [InlineData("x", "", FileKind.Empty)]
    [InlineData("x.bin", "000102030405", FileKind.Unknown)]
    public void Inspect_HarmlessFile_HasItsKindAndNoRemark(string name, string hex, FileKind kind)
    {
        var finding = FileInspector.Inspect(name, Convert.FromHexString(hex));

        finding.Kind.ShouldBe(kind);
        finding.Remarks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("IMG_2034.heic", "00000018667479706865696300000000", FileKind.Heic, FileRemark.PictureToConvert)]
    [InlineData("a.avif", "00000018667479706176696600000000", FileKind.Avif, FileRemark.PictureToConvert)]
    [InlineData("a.webp", "524946460000000057454250", FileKind.Webp, FileRemark.PictureToConvert)]
    [InlineData("a.tif", "49492A0008000000", FileKind.Tiff, FileRemark.PictureToConvert)]
    [InlineData("foto.png", "FFD8FFE000104A464946", FileKind.Jpeg, FileRemark.OtherThanNamed)]
    [InlineData("balss.m4a", "00000018667479704D344120", FileKind.Audio, FileRemark.Recording)]
    [InlineData("video.mp4", "0000001866747970 69736F6D", FileKind.Video, FileRemark.Recording)]
    public void B55_PictureOrRecording_IsNamedAndNotBlocked(string name, string hex, FileKind kind, FileRemark remark)
    {
        var finding = FileInspector.Inspect(name, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        finding.Kind.ShouldBe(kind);
        finding.Remarks.ShouldBe([remark]);
        finding.IsBlocked.ShouldBeFalse();
    }

    [Theory]
    [InlineData("a.rar", "526172211A0701", FileRemark.ArchiveNotOpened)]
    [InlineData("a.7z", "377ABCAF271C", FileRemark.ArchiveNotOpened)]
    [InlineData("a.tar.gz", "1F8B0800", FileRemark.ArchiveNotOpened)]
    public void B59_ArchiveOfAnotherKind_IsNamed(string name, string hex, FileRemark remark) =>
        FileInspector.Inspect(name, Convert.FromHexString(hex)).Remarks.ShouldBe([remark]);

    /// <summary>The list of docs/bad-input.md: what is handed out, with which remark, and what is blocked.</summary>
    [Fact]
    public void B59_EachType_HasItsPolicy()
    {
        Dictionary<string, (byte[] Content, FileRemark[] Remarks, bool IsBlocked)> policy = new()
        {
            ["a.rar"] = (Convert.FromHexString("526172211A0701"), [FileRemark.ArchiveNotOpened], false),
            ["a.7z"] = (Convert.FromHexString("377ABCAF271C"), [FileRemark.ArchiveNotOpened], false),
            ["a.tar.gz"] = (Convert.FromHexString("1F8B0800"), [FileRemark.ArchiveNotOpened], false),
            ["a.pages"] = (Zip(("Index/Document.iwa", [0]), ("Metadata/Properties.plist", [0])), [], false),
            ["a.odt"] = (Zip(("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()), ("content.xml", "<x/>"u8.ToArray())), [], false),
            ["a.rtf"] = ("{\\rtf1 x}"u8.ToArray(), [], false),
            ["a.xps"] = (Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("Documents/1/Pages/1.fpage", "<x/>"u8.ToArray())), [], false),
            ["a.wps"] = (Ole("CONTENTS"), [], false),
            ["a.svg"] = ("<svg/>"u8.ToArray(), [FileRemark.ActivePage], true),
            ["a.one"] = (Convert.FromHexString("E4525C7B8CD8A74D"), [FileRemark.ProgramInside], true),
        };

        foreach (var (name, expected) in policy)
        {
            var finding = FileInspector.Inspect(name, expected.Content);
            finding.Remarks.ShouldBe(expected.Remarks, name);
            finding.IsBlocked.ShouldBe(expected.IsBlocked, name);
        }
    }

    [Fact]
    public void B59_OldOfficeOdtRtfXps_AreTold()
    {
        FileInspector.Inspect("vecs.doc", Ole("WordDocument")).Kind.ShouldBe(FileKind.OldOffice);
        FileInspector.Inspect("darbs.wps", Ole("CONTENTS")).Kind.ShouldBe(FileKind.OldOffice);
        FileInspector.Inspect("a.odt", Zip(("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()), ("content.xml", "<x/>"u8.ToArray()))).Kind.ShouldBe(FileKind.OpenDocument);
        FileInspector.Inspect("a.xps", Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("Documents/1/Pages/1.fpage", "<x/>"u8.ToArray()))).Kind.ShouldBe(FileKind.Xps);
        FileInspector.Inspect("a.edoc", Zip(("mimetype", "application/vnd.etsi.asic-e+zip"u8.ToArray()), ("a.pdf", Pdf))).ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(FileKind.SignedContainer), f => f.Remarks.ShouldBeEmpty());
    }

    [Fact]
    public void B22_OutlookMessage_IsNamedForAPerson()
    {
        var finding = FileInspector.Inspect("vēstule.msg", Ole("__properties_version1.0"));

        (finding.Kind, finding.IsBlocked).ShouldBe((FileKind.OutlookMessage, false));
        finding.Remarks.ShouldBe([FileRemark.OutlookMessage]);
    }

    [Theory]
    [InlineData("rēķins.pdf")]
    [InlineData("rēķins.pdf.exe")]
    [InlineData("x")]
    public void B58_ProgramUnderAnyName_IsBlocked(string name)
    {
        var finding = FileInspector.Inspect(name, Program);

        (finding.Kind, finding.IsBlocked).ShouldBe((FileKind.Program, true));
        finding.Remarks[0].ShouldBe(FileRemark.Program);
    }

    [Theory]
    [InlineData("a.exe", FileRemark.Program)]
    [InlineData("a.EXE. ", FileRemark.Program)]
    [InlineData("a.js", FileRemark.Script)]
    [InlineData("a.lnk", FileRemark.Script)]
    [InlineData("a.iso", FileRemark.DiskImage)]
    [InlineData("a.docm", FileRemark.Macro)]
    [InlineData("a.svg", FileRemark.ActivePage)]
    [InlineData("a.html", FileRemark.ActivePage)]
    public void Inspect_NameThatWindowsWouldRun_IsBlocked(string name, FileRemark remark)
    {
        var finding = FileInspector.Inspect(name, "teksts"u8.ToArray());

        finding.Remarks.ShouldContain(remark);
        finding.IsBlocked.ShouldBeTrue();
    }

    [Fact]
    public void Inspect_PageCalledText_IsBlocked() => FileInspector.Inspect("a.txt", "<html><script>x</script>"u8.ToArray()).Remarks.ShouldBe([FileRemark.ActivePage, FileRemark.OtherThanNamed]);

    [Fact]
    public void Inspect_TextThatSpeaksOfPages_IsText() => FileInspector.Inspect("a.txt", "Mājaslapā rakstīts <html>"u8.ToArray()).Remarks.ShouldBeEmpty();

    [Fact]
    public void B52_Macro_IsBlocked()
    {
        FileInspector.Inspect("a.docx", Docx(("word/vbaProject.bin", [1]))).Remarks.ShouldBe([FileRemark.Macro]);
        FileInspector.Inspect("a.doc", Ole("_VBA_PROJECT")).Remarks.ShouldBe([FileRemark.Macro]);
    }

    [Theory]
    [InlineData("word/_rels/settings.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"http://x/attachedTemplate\" Target=\"http://x.example/a.dotm\" TargetMode=\"External\"/></Relationships>")]
    [InlineData("word/_rels/document.xml.rels", "<Relationships><Relationship Id=\"r\" TargetMode=\"External\" Type=\"http://x/oleObject\" Target=\"http://x.example/a\"/></Relationships>")]
    [InlineData("xl/externalLinks/_rels/externalLink1.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"http://x/externalLinkPath\" Target=\"http://x.example/a.xlsx\" TargetMode=\"External\"/></Relationships>")]
    [InlineData("word/document.xml", "<w:document xmlns:w=\"w\"><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\\\x</w:instrText></w:r></w:document>")]
    [InlineData("xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink ddeService=\"cmd\"/></externalLink>")]
    public void B52_DocumentThatReachesOut_IsBlocked(string part, string xml) =>
        FileInspector.Inspect("a.bin", Docx((part, Encoding.UTF8.GetBytes(xml)))).Remarks.ShouldBe([FileRemark.ExternalContent]);

    [Fact]
    public void B52_DocumentWithALink_IsFine() => FileInspector.Inspect("a.docx", Docx(
        ("word/_rels/document.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"http://x/hyperlink\" Target=\"http://x.example\" TargetMode=\"External\"/></Relationships>"u8.ToArray()))).Remarks.ShouldBeEmpty();

    [Theory]
    [InlineData("/Encrypt 5 0 R", FileRemark.EncryptedDocument, false)]
    [InlineData("/S /JavaScript /JS (app.alert)", FileRemark.PdfScript, false)]
    [InlineData("/S /J#61vaScript", FileRemark.PdfScript, false)]
    [InlineData("/EmbeddedFiles 3 0 R", FileRemark.PdfFiles, false)]
    [InlineData("/S /Launch /F (cmd.exe)", FileRemark.PdfLaunch, true)]
    [InlineData("/AcroForm << /XFA 4 0 R >>", FileRemark.PdfDynamicForm, false)]
    public void B53_PdfThatDoesSomething_IsNamed(string dictionary, FileRemark remark, bool blocked)
    {
        var finding = FileInspector.Inspect("a.pdf", Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj <<{dictionary}>> endobj\n%%EOF"));

        finding.Remarks.ShouldBe([remark]);
        finding.IsBlocked.ShouldBe(blocked);
    }

    [Theory]
    [InlineData("<< /Type /Pages /Kids [] /Count 0 >>", FileRemark.PdfWithoutPages)]
    [InlineData("<< /Count 20000 /Kids [2 0 R] /Type/Pages >>", FileRemark.PdfOversize)]
    [InlineData("<< /Type /Page /MediaBox [0 0 28346.5 595] >>", FileRemark.PdfOversize)]
    [InlineData("<< /Type /Pages /Kids [2 0 R] /Count 14 >>", null)]
    [InlineData("<< /Type /Page /MediaBox [ 0 0 595.28 841.89 ] >>", null)]
    [InlineData("<< /Type /Outlines /Count 0 >>", null)]
    public void B53_PagesNoneTooManyOrTooLarge_AreNamedAndNotBlocked(string node, FileRemark? remark)
    {
        var finding = FileInspector.Inspect("a.pdf", Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj\n{node}\nendobj\ntrailer\n%%EOF"));

        finding.Remarks.ShouldBe(remark is { } named ? [named] : []);
        finding.IsBlocked.ShouldBeFalse();
    }

    [Fact]
    public void B53_PagesUnderAnotherObjectsCount_AreTheirOwn() => FileInspector.Inspect(
        "a.pdf",
        "%PDF-1.7\n1 0 obj\n<< /Type /Outlines /Count 0 >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 2 >>\nendobj\n%%EOF"u8.ToArray()).Remarks.ShouldBeEmpty();

    [Fact]
    public void B53_LaunchHiddenInAnObjectStream_IsFound()
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write("1 0 <</S /Launch /F (cmd.exe)>>"u8);
        }

        byte[] pdf = [.. "%PDF-1.7\n1 0 obj <</Type /ObjStm /Filter /FlateDecode>>\nstream\r\n"u8, .. packed.ToArray(), .. "\nendstream endobj\n%%EOF"u8];

        FileInspector.Inspect("a.pdf", pdf).Remarks.ShouldBe([FileRemark.PdfLaunch]);
    }

    [Fact]
    public void B53_WordsThatOnlyBeginAlike_AreNoActions() =>
        FileInspector.Inspect("a.pdf", "%PDF-1.7\n<</Launcher 1 /JSON 2 /Encrypted 3>>\n%%EOF"u8.ToArray()).Remarks.ShouldBeEmpty();

    [Fact]
    public void B49_ZipInZip_IsNamed_AndTooDeepIsBlocked()
    {
        var inner = Zip(("a.pdf", Pdf));

        FileInspector.Inspect("a.zip", inner).Remarks.ShouldBeEmpty();
        FileInspector.Inspect("a.zip", Zip(("b.zip", inner))).Remarks.ShouldBe([FileRemark.NestedArchive]);
        FileInspector.Inspect("a.zip", Zip(("b.zip", Zip(("c.zip", Zip(("d.zip", inner))))))).Remarks.ShouldBe([FileRemark.ArchiveLimit, FileRemark.NestedArchive]);
        FileInspector.Inspect("a.zip", Zip(("b.zip", Zip(("c.exe", Program))))).Remarks.ShouldBe([FileRemark.ProgramInside, FileRemark.NestedArchive]);
    }

    [Fact]
    public void B49_Bomb_IsBlockedInBoundedTimeAndMemory()
    {
        var zeros = new byte[100 * 1024 * 1024];
        var bomb = Zip(("0.bin", zeros), ("1.bin", zeros), ("2.bin", zeros));
        var layered = Zip([.. Enumerable.Range(0, 50).Select(i => ($"{i}.zip", bomb))]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        FileInspector.Inspect("a.zip", bomb).Remarks.ShouldBe([FileRemark.ArchiveLimit]);
        FileInspector.Inspect("a.zip", layered).Remarks.ShouldContain(FileRemark.ArchiveLimit);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000_000);
    }

    [Fact]
    public void B49_TooManyEntries_IsBlocked() =>
        FileInspector.Inspect("a.zip", Zip([.. Enumerable.Range(0, 2001).Select(i => ($"{i}", Array.Empty<byte>()))])).Remarks.ShouldBe([FileRemark.ArchiveLimit]);

    [Fact]
    public void B50_HonestLargeSheet_IsFine()
    {
        var random = new Random(7);
        var rows = Encoding.UTF8.GetBytes("<sheetData>" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"<row r=\"{i}\"><c><v>{random.Next(100_000)}</v></c></row>")) + "</sheetData>");

        FileInspector.Inspect("a.xlsx", Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/workbook.xml", "<x/>"u8.ToArray()), ("xl/worksheets/sheet1.xml", rows))).Remarks.ShouldBeEmpty();
    }

    /// <summary>Info-ZIP's own encryption.</summary>
    [Fact]
    public void B49_EncryptedZip_IsBlockedAndNamed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("izziņa.pdf"), Pdf);
        try
        {
            using var zip = Process.Start(new ProcessStartInfo("zip", ["-q", "-P", "parole", folder.File("a.zip"), "izziņa.pdf"]) { WorkingDirectory = folder.Path, UseShellExecute = false })!;
            zip.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("zip is not installed (Tests/install).");
        }

        var finding = FileInspector.Inspect("a.zip", File.ReadAllBytes(folder.File("a.zip")));

        finding.Remarks.ShouldBe([FileRemark.EncryptedArchive]);
        finding.IsBlocked.ShouldBeTrue();
    }

    [Fact]
    public void Inspect_CutOrChangedArchive_NeverFails()
    {
        var random = new Random(20261122);
        var whole = Zip(("mimetype", "application/vnd.etsi.asic-e+zip"u8.ToArray()), ("a.docx", Docx(("word/vbaProject.bin", [1]))), ("b.pdf", Pdf));
        for (var i = 0; i < 1500; i++)
        {
            var changed = whole.ToArray();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            var length = i % 3 == 0 ? random.Next(changed.Length) : changed.Length;

            Should.NotThrow(() => FileInspector.Inspect("a.zip", changed.AsMemory(0, length)));
        }
    }

    private static byte[] Docx(params (string Name, byte[] Content)[] more) => Zip([("[Content_Types].xml", "<Types/>"u8.ToArray()), .. more, ("word/styles.xml", "<w:styles xmlns:w=\"w\"/>"u8.ToArray())]);

    private static byte[] Ole(string stream) => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[500], .. Encoding.Unicode.GetBytes(stream), .. new byte[100]];

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
