using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using SocialWorkflows.Mail.Files;

namespace SocialWorkflows.Tests.Mail;

/// <summary>What is dangerous is blocked also when it hides: behind letters nobody sees, in a document that is none, in other spellings of XML, behind sheer size.</summary>
public sealed class HiddenDangerTests
{
    private const string TypesXml = "[Content_Types].xml";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly byte[] Program = [(byte)'M', (byte)'Z', .. new byte[400]];

    [Theory]
    [InlineData("b.js\u200B", FileRemark.Script)]
    [InlineData("c.js\u00AD", FileRemark.Script)]
    [InlineData("d.js\u202E", FileRemark.Script)]
    [InlineData("e.js\n", FileRemark.Script)]
    [InlineData("f.js\0", FileRemark.Script)]
    [InlineData("g.vbs\uFEFF", FileRemark.Script)]
    [InlineData("h.js\u2060", FileRemark.Script)]
    [InlineData("i.js \u00A0", FileRemark.Script)]
    [InlineData("i.js.\u00A0.", FileRemark.Script)]
    [InlineData("j\u202Efdp.js", FileRemark.Script)]
    [InlineData("k.j\u00ADs", FileRemark.Script)]
    [InlineData("l.hta\t", FileRemark.Script)]
    [InlineData("m.js::$DATA", FileRemark.Script)]
    [InlineData("n.\uFF4A\uFF53", FileRemark.Script)]
    [InlineData("n\uFF0Ejs", FileRemark.Script)]
    [InlineData("o.js\u200D", FileRemark.Script)]
    [InlineData("o.js\uFE0F", FileRemark.Script)]
    [InlineData("p.bat.\u200B", FileRemark.Program)]
    [InlineData("q.\U0001D41E\U0001D431\U0001D41E", FileRemark.Program)]
    public void Inspect_NameWithLettersNobodySees_IsBlockedAsItReads(string name, FileRemark remark)
    {
        var finding = FileInspector.Inspect(name, "teksts"u8.ToArray());

        finding.Remarks.ShouldContain(remark);
        finding.IsBlocked.ShouldBeTrue();
    }

    /// <summary>A name that becomes dangerous only when it is cut to the length we store.</summary>
    [Fact]
    public void Inspect_NameCutToAScript_IsBlocked() =>
        FileInspector.Inspect(new string('a', 147) + ".js" + new string('x', 30), "teksts"u8.ToArray()).Remarks.ShouldBe([FileRemark.Script]);

    [Theory]
    [InlineData("Izziņa 12:30.txt")]
    [InlineData("e\u200Dģimene.txt")]
    [InlineData("Iesniegums. Nr. 5.txt")]
    public void Inspect_HonestOddName_IsFine(string name) => FileInspector.Inspect(name, "teksts"u8.ToArray()).Remarks.ShouldBeEmpty();

    [Fact]
    public void Inspect_ZipWithAWordFolder_IsAZipWithItsProgram()
    {
        var finding = FileInspector.Inspect("papiri.zip", Zip(("word/a.txt", "x"), ("setup.exe", Program)));

        (finding.Kind, finding.IsBlocked).ShouldBe((FileKind.Zip, true));
        finding.Remarks.ShouldBe([FileRemark.ProgramInside]);
    }

    [Fact]
    public void Inspect_DocumentWithAProgramInside_IsBlocked()
    {
        FileInspector.Inspect("a.docx", Docx(("word/embeddings/a.exe", Program))).Remarks.ShouldBe([FileRemark.ProgramInside]);
        FileInspector.Inspect("a.docx", Docx(("word/embeddings/a.bin", Program))).Remarks.ShouldBe([FileRemark.ProgramInside]);
        FileInspector.Inspect("a.docx", Docx(("word/embeddings/b.docx", Docx(("word/embeddings/a.exe", Program))))).Remarks.ShouldBe([FileRemark.ProgramInside]);
        FileInspector.Inspect("a.odt", Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>"), ("Object/a.exe", Program))).Remarks.ShouldBe([FileRemark.ProgramInside]);
    }

    [Fact]
    public void Inspect_DocumentWithADrawing_IsFine() => FileInspector.Inspect("a.docx", Docx(("word/media/image1.svg", "<svg/>"), ("word/fonts/font1.odttf", new byte[100]))).Remarks.ShouldBeEmpty();

    [Theory]
    [InlineData(TypesXml, "<Types><Override PartName='/word/x.bin' ContentType='application/vnd.ms-office.vbaProject'/></Types>")]
    [InlineData(TypesXml, "<Types><Override PartName='/word/document.xml' ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>")]
    [InlineData("word/_rels/document.xml.rels", "<Relationships><Relationship Type='http://schemas.microsoft.com/office/2006/relationships/vbaProject' Target='x.bin'/></Relationships>")]
    public void Inspect_MacroUnderAnotherName_IsBlocked(string part, string xml) =>
        FileInspector.Inspect("a.docx", Zip((TypesXml, "<Types/>"), ("word/document.xml", "<w/>"), (part, xml))).Remarks.ShouldBe([FileRemark.Macro]);

    [Theory]
    [InlineData("<Relationships><Relationship Id='r' Type='{0}/attachedTemplate' Target='http://x.example/a.dotm' TargetMode='External'/></Relationships>", "utf-8")]
    [InlineData("<p:Relationships xmlns:p='urn:p'><p:Relationship Id='r' Type='{0}/attachedTemplate' Target='http://x.example/a.dotm' TargetMode='External'/></p:Relationships>", "utf-8")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><Relationships><Relationship Id='r' Type='{0}/attachedTemplate' Target='http://x.example/a' TargetMode='External'/></Relationships>", "utf-16")]
    [InlineData("<?xml version='1.0' encoding='utf-16BE'?><Relationships><Relationship Id='r' Type='{0}/frame' Target='http://x.example/a' TargetMode='External'/></Relationships>", "utf-16BE")]
    [InlineData("<Relationships><Relationship\n Id='r' Type='{0}/attached&#84;emplate' Target='http://x.example/a.dotm' TargetMode='&#69;xternal'/></Relationships>", "utf-8")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><Relationships/>", "utf-8")]
    public void Inspect_ExternalTemplateInAnySpelling_IsBlocked(string xml, string encoding)
    {
        var coding = Encoding.GetEncoding(encoding);
        byte[] content = [.. coding.GetPreamble(), .. coding.GetBytes(xml.Replace("{0}", Office, StringComparison.Ordinal))];

        FileInspector.Inspect("a.docx", Docx(("word/_rels/settings.xml.rels", content))).Remarks.ShouldBe([FileRemark.ExternalContent]);
    }

    [Theory]
    [InlineData("<w:p xmlns:w='w'><w:fldSimple w:instr=' DDEAUTO cmd'/></w:p>")]
    [InlineData("<x:connections xmlns:x='x'><x:connection><x:dbPr/></x:connection></x:connections>")]
    public void Inspect_FieldInAnotherSpelling_IsBlocked(string xml) => FileInspector.Inspect("a.docx", Docx(("word/other.xml", xml))).Remarks.ShouldBe([FileRemark.ExternalContent]);

    /// <summary>2 MB that unpack to 2 GB of names in escapes: once 51 s.</summary>
    [Fact]
    public void Inspect_PdfOfFiveHundredLargeStreams_IsBlockedInBoundedTime()
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("#41", 4 * 1024 * 1024 / 3))));
        }

        var pdf = new MemoryStream();
        pdf.Write("%PDF-1.7\n"u8);
        for (var i = 0; i < 500; i++)
        {
            pdf.Write("1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"u8);
            pdf.Write(packed.ToArray());
            pdf.Write("\nendstream endobj\n"u8);
        }

        pdf.Write("%%EOF"u8);
        var watch = Stopwatch.StartNew();

        FileInspector.Inspect("a.pdf", pdf.ToArray()).Remarks.ShouldBe([FileRemark.ArchiveLimit]);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>The files of one message share what may be unpacked.</summary>
    [Fact]
    public void Inspect_ManyFilesOfOneMessage_ShareTheBudget()
    {
        var zip = Zip(("0.txt", new byte[150_000]));
        var budget = new LookBudget();
        while (budget.TryTakeBytes(1_000_000))
        {
        }

        FileInspector.Inspect("a.zip", zip).Remarks.ShouldBeEmpty();
        FileInspector.Inspect("a.zip", zip, budget).Remarks.ShouldBe([FileRemark.ArchiveLimit]);
    }

    /// <summary>The end record speaks of one entry; the directory has 680,000.</summary>
    [Fact]
    public void Inspect_ZipWithAHugeDirectory_IsRefusedWithoutReadingIt()
    {
        const int Entries = 680_000;
        const int Length = 46 + 5;
        var zip = new byte[(Entries * Length) + 22];
        for (var i = 0; i < Entries; i++)
        {
            "PK\u0001\u0002"u8.CopyTo(zip.AsSpan(i * Length));
            zip[(i * Length) + 28] = 5;
            Encoding.ASCII.GetBytes($"{i & 0xFFFFF:x5}").CopyTo(zip, (i * Length) + 46);
        }

        var end = zip.AsSpan(Entries * Length);
        "PK\u0005\u0006"u8.CopyTo(end);
        end[8] = end[10] = 1;
        BitConverter.TryWriteBytes(end[12..], Entries * Length);
        byte[] whole = [.. "PK\u0003\u0004"u8, .. zip];
        BitConverter.TryWriteBytes(whole.AsSpan(whole.Length - 22 + 16), 4);
        var before = GC.GetAllocatedBytesForCurrentThread();

        FileInspector.Inspect("a.zip", whole).Remarks.ShouldBe([FileRemark.ArchiveLimit]);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    private static byte[] Docx(params (string Name, Part Content)[] more) => Zip([(TypesXml, "<Types/>"), ("word/document.xml", "<w/>"), .. more]);

    private static byte[] Zip(params (string Name, Part Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                entry.Write(content.Bytes);
            }
        }

        return stream.ToArray();
    }

    private readonly record struct Part(byte[] Bytes)
    {
        public static implicit operator Part(string text) => new(Encoding.UTF8.GetBytes(text));

        public static implicit operator Part(byte[] bytes) => new(bytes);
    }
}
