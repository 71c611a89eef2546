using System.Text;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Matching;
using SocialWorkflows.Signatures.Pdf;
using SocialWorkflows.Tests.Signatures.Pdf;

namespace SocialWorkflows.Tests.Signatures.Asics;

/// <summary>Lines of the quality list about containers: each input has one defined answer with words for staff.</summary>
public sealed class QualityListTests(SignaturesFixture fixture)
{
    private const string Manifest = "META-INF/manifest.xml";

    [Fact]
    public void B35_ContainerWithoutSignature_IsNotSignedAndSaysHowToSign()
    {
        var report = fixture.Inspect(Container.Open(fixture.Signed()).Remove(Container.SignatureFile).Pack());

        NotSignedWithAdvice(report);
    }

    [Fact]
    public void B35_ContainerWithAnImageOfASignature_IsNotSigned() =>
        NotSignedWithAdvice(fixture.Inspect(ContainerZip.Write(
        [
            new("mimetype", "application/vnd.etsi.asic-e+zip"u8.ToArray()),
            new("paraksts.png", [0x89, (byte)'P', (byte)'N', (byte)'G']),
            new("META-INF/manifest.xml", "<x/>"u8.ToArray()),
        ])));

    [Theory]
    [InlineData("%PDF-1.7\n1 0 obj <</Subtype/Image/Name/Signature>> endobj\n%%EOF")]
    [InlineData("%PDF-1.7\n1 0 obj <</Type/Annot/Subtype/Ink/Contents(paraksts)>> endobj\n%%EOF")]
    public void B35_PdfWithADrawnSignature_IsNotSigned(string pdf) => NotSignedWithAdvice(fixture.Inspector.Inspect("iesniegums.pdf", Encoding.ASCII.GetBytes(pdf)));

    [Fact]
    public void B37_TwoSignersOneBroken_IsNotAccepted()
    {
        var second = fixture.Pki.Person("juris-b37", "Juris", "Paraudziņš", "000185-11111");
        var container = Container.Open(fixture.Signer.Sign([fixture.Person(), second], [SignaturesFixture.Application], SignaturesFixture.Now));
        container.Edit("META-INF/edoc-signatures-S2.xml", "<xades:SigningTime>2026", "<xades:SigningTime>2025");

        var report = fixture.Inspect(container.Pack());

        report.Signatures.Select(s => s.Indication).ShouldBe([Indication.TotalPassed, Indication.TotalFailed]);
        report.Crypto.ShouldBe(CryptoState.Mixed);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        ApplicationMatch.Judge(report, new Applicant(["000190-12345"]), []).NeedsPerson.ShouldBeTrue();
    }

    [Fact]
    public void B43_ContainerInsideContainer_BothReportedAndNothingLent()
    {
        var inner = fixture.Signed();
        var report = Inspect("ārējais.edoc", [new("mimetype", "application/vnd.etsi.asic-e+zip"u8.ToArray()), new("iekšējais.edoc", inner)]);

        report.Verdict.ShouldBe(ContainerVerdict.NotSigned);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        var reported = report.Inner.ShouldHaveSingleItem();
        (reported.File, reported.Verdict).ShouldBe(("iekšējais.edoc", ContainerVerdict.TotalPassed));
        report.ForStaff.ShouldContain("iekšējais.edoc: TOTAL-PASSED");
        report.ToJson().ShouldContain("\"inner\"");
    }

    [Fact]
    public void B43_SignedContainerAroundATamperedOne_OuterPassesAndInnerFails()
    {
        var tampered = Container.Open(fixture.Signed()).Set("izziņa.pdf", [1]).Pack();
        var report = fixture.Inspect(fixture.Signer.Sign(fixture.Person(), [new DemoFile("iekšējais.edoc", "application/vnd.etsi.asic-e+zip", tampered)], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Inner.ShouldHaveSingleItem().Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Warnings.ShouldContain(w => w.Contains("TOTAL-FAILED", StringComparison.Ordinal));
    }

    [Fact]
    public void B43_SignedZip_ReportsWhatIsInsideToo()
    {
        var zip = ContainerZip.Write([new("parakstīts.edoc", fixture.Signed())]);
        var report = fixture.Inspect(fixture.Signer.Sign(fixture.Person(), [new DemoFile("arhīvs.zip", "application/zip", zip)], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        var archive = report.Inner.ShouldHaveSingleItem();
        archive.Verdict.ShouldBe(ContainerVerdict.NotSigned);
        archive.Inner.ShouldHaveSingleItem().Verdict.ShouldBe(ContainerVerdict.TotalPassed);
    }

    [Fact]
    public void B43_UnsignedZipWithASignedPdf_BothReported()
    {
        var report = Inspect("pielikumi.zip", [new("iesniegums.pdf", fixture.SignedPdf().WithStore(fixture).Bytes), new("foto.jpg", [1, 2, 3])]);

        report.Verdict.ShouldBe(ContainerVerdict.NotSigned);
        var pdf = report.Inner.ShouldHaveSingleItem();
        (pdf.Container, pdf.Verdict).ShouldBe(("PDF", ContainerVerdict.TotalPassed));
        pdf.Signatures.ShouldHaveSingleItem().Signer!.PersonalCode.ShouldBe("000190-12345");
        report.ForStaff.ShouldContain("iesniegums.pdf: TOTAL-PASSED");
        report.ResidentStep.ShouldBe(ResidentStep.Wait);
    }

    [Fact]
    public void B43_ContainersNestedTooDeep_AreNamedAndNotOpened()
    {
        var zip = fixture.Signed();
        for (var i = 0; i < 6; i++)
        {
            zip = ContainerZip.Write([new($"{i}.zip", zip)]);
        }

        var report = fixture.Inspector.Inspect("dziļi.zip", zip);

        var depth = 0;
        for (var level = report; level.Inner.Count > 0; level = level.Inner[0])
        {
            depth++;
            level.Inner[0].Verdict.ShouldBe(ContainerVerdict.NotSigned);
        }

        depth.ShouldBeInRange(1, InspectionLimits.Default.InnerDepth);
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("/etc/x")]
    [InlineData("a\\..\\x")]
    [InlineData("C:/x")]
    public void B44_UnsafeEntryName_IsRefused(string name) =>
        fixture.Inspect(Container.Open(fixture.Signed()).Add(name, [1]).Pack()).Verdict.ShouldBe(ContainerVerdict.Rejected);

    [Theory]
    [InlineData("izziņa.pdf")]
    [InlineData("IZZIŅA.PDF")]
    public void B44_DuplicateEntryName_IsRefused(string name) =>
        fixture.Inspect(Container.Open(fixture.Signed()).Add(name, [1]).Pack()).Verdict.ShouldBe(ContainerVerdict.Rejected);

    [Fact]
    public void B44_SymbolicLink_IsRefused()
    {
        var zip = fixture.Signed();
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        zip[directory + 41] = 0xA1;

        fixture.Inspect(zip).Problems.ShouldContain(p => p.Text.Contains("symbolic", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.adoc", "application/vnd.lt.archyvai.adoc-2008", "META-INF/signatures/signatures0.xml", "ADOC")]
    [InlineData("a.bdoc", "application/vnd.bdoc-1.0", "META-INF/signature0.xml", "BDOC 1.0")]
    [InlineData("a.asice", "application/vnd.etsi.asic-e+zip", "META-INF/signature001.p7s", "ASiC-E")]
    [InlineData("a.asics", "application/vnd.etsi.asic-s+zip", "META-INF/signature.p7s", "ASiC-S")]
    [InlineData("a.edoc", null, "[Content_Types].xml", "EDOC 1.0")]
    public void B46_FormatOfOthers_IsNamedAndRoutedToAPerson(string file, string? mediaType, string part, string format)
    {
        List<KeyValuePair<string, byte[]>> entries = [new("dokuments.txt", [1]), new(part, "<x/>"u8.ToArray())];
        if (mediaType is not null)
        {
            entries.Insert(0, new("mimetype", Encoding.ASCII.GetBytes(mediaType)));
        }

        var report = Inspect(file, [.. entries]);

        (report.Verdict, report.Container).ShouldBe((ContainerVerdict.Unsupported, format));
        report.ForStaff.ShouldContain("eParaksts.lv");
        report.ForResident.ShouldContain("Darbinieks pārbaudīs");
        report.IsAcceptedAutomatically.ShouldBeFalse();
    }

    [Fact]
    public void B46_Ddoc_IsNamedAndRoutedToAPerson()
    {
        var report = fixture.Inspector.Inspect("vecs.ddoc", "<?xml version=\"1.0\"?><SignedDoc format=\"DIGIDOC-XML\" version=\"1.3\">"u8.ToArray());

        (report.Verdict, report.Container).ShouldBe((ContainerVerdict.Unsupported, "DDOC"));
        report.ForStaff.ShouldContain("DDOC");
    }

    [Theory]
    [InlineData("a.asice", "application/vnd.etsi.asic-e+zip", "META-INF/signatures.json", "ASiC with JAdES")]
    [InlineData("a.zip", null, "META-INF/signature001.json", "ASiC with JAdES")]
    [InlineData("a.asice", "application/vnd.etsi.asic-e+zip", "META-INF/evidencerecord.ers", "ASiC evidence record")]
    [InlineData("a.zip", null, "META-INF/proofs.ers", "ASiC evidence record")]
    public void B46_SignatureOfAnotherKind_IsNamedAndNotCalledUnsigned(string file, string? mediaType, string part, string format) =>
        UnsupportedAndRouted(file, mediaType is null ? [] : [new("mimetype", Encoding.ASCII.GetBytes(mediaType))], [new("dokuments.txt", [1]), new(part, "{}"u8.ToArray())], format);

    [Theory]
    [InlineData("līgums.docx", "word/document.xml", "_xmlsignatures/sig1.xml", "Office document")]
    [InlineData("tabula.bin", "xl/workbook.xml", "_xmlsignatures/sig1.xml", "Office document")]
    [InlineData("līgums.edoc", "word/document.xml", "_xmlsignatures/sig1.xml", "Office document")]
    [InlineData("vecs.zip", "dokuments.doc", "_xmlsignatures/sig1.xml", "EDOC 1.0")]
    [InlineData("vecs.bin", "dokuments.doc", "package/services/digital-signature/xml-signature/1.psdsxs", "EDOC 1.0")]
    [InlineData("vecs.edoc", "dokuments.doc", "_xmlsignatures/sig1.xml", "EDOC 1.0")]
    public void B46_SignedOpcPackage_IsToldByItsContent(string file, string main, string part, string format) =>
        UnsupportedAndRouted(file, [new("[Content_Types].xml", "<x/>"u8.ToArray())], [new(main, [1]), new(part, "<x/>"u8.ToArray())], format);

    [Fact]
    public void B46_OfficeDocumentWithoutSignature_IsNotSigned() =>
        NotSignedWithAdvice(Inspect("līgums.docx", [new("[Content_Types].xml", "<x/>"u8.ToArray()), new("word/document.xml", "<x/>"u8.ToArray())]));

    [Theory]
    [InlineData("META-INF/timestamp.tst")]
    [InlineData("META-INF/evidencerecord.ers")]
    [InlineData("META-INF/ASiCManifest001.xml")]
    [InlineData("META-INF/signature9.json")]
    public void Inspect_PartNobodyReads_IsNamed(string part)
    {
        var report = fixture.Inspect(Container.Open(fixture.Signed()).Add(part, "junk"u8.ToArray()).Pack());

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Warnings.ShouldContain($"\"{part}\" was not read: beside XAdES signatures it adds nothing to the verdict.");
    }

    [Fact]
    public void Inspect_SecondSignatureFileWithoutSignature_IsNamed() =>
        fixture.Inspect(Container.Open(fixture.Signed()).Add("META-INF/signatures2.xml", "<XAdESSignatures xmlns=\"http://uri.etsi.org/02918/v1.2.1#\"/>"u8.ToArray()).Pack())
            .Warnings.ShouldContain(w => w.Contains("signatures2.xml", StringComparison.Ordinal) && w.Contains("holds no signature", StringComparison.Ordinal));

    [Fact]
    public void Inspect_ManifestWithAnotherRoot_IsNamed()
    {
        var container = Container.Open(fixture.Signed());
        var text = Encoding.UTF8.GetString(container[Manifest]).Replace("manifest:manifest", "manifest:other", StringComparison.Ordinal);

        fixture.Inspect(container.Set(Manifest, Encoding.UTF8.GetBytes(text)).Pack()).Warnings.ShouldContain("The manifest's outermost element is not \"manifest\".");
    }

    [Fact]
    public void Inspect_ManifestCallsTheContainerSomethingElse_IsNamed() =>
        fixture.Inspect(Container.Open(fixture.Signed()).Edit(Manifest, "asic-e+zip", "asic-s+zip").Pack())
            .Warnings.ShouldContain("The manifest calls the container another media type than its mimetype file.");

    [Fact]
    public void Inspect_GoodContainer_HasNoneOfTheseWarnings() => fixture.Inspect(fixture.Signed()).Warnings.ShouldAllBe(w => w.StartsWith("Test trust", StringComparison.Ordinal));

    [Theory]
    [InlineData("rēķins\u202Efdp.exe")]
    [InlineData("a\u2066b.pdf")]
    [InlineData("izziņa.pdf.")]
    [InlineData("izziņa.pdf ")]
    public void B44_NameThatLooksLikeAnother_IsRefused(string name) =>
        fixture.Inspect(Container.Open(fixture.Signed()).Add(name, [1]).Pack()).Verdict.ShouldBe(ContainerVerdict.Rejected);

    [Theory]
    [InlineData("a\u200Bb.pdf", "invisible characters")]
    [InlineData("cits.pdf.", "dot or space")]
    public void B44_OddName_IsNamed(string name, string warning)
    {
        var report = fixture.Inspect(fixture.Signer.Sign(fixture.Person(), [new DemoFile(name, "application/pdf", [1])], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Warnings.ShouldContain(w => w.Contains(warning, StringComparison.Ordinal));
    }

    /// <summary>Whether a form is filled in is read by the caseworker; the signature is good and the file is kept as it came.</summary>
    [Fact]
    public void B47_BlankFormCorrectlySigned_IsKeptWithItsBytes()
    {
        var form = new PdfDraft().Append((7, Field("a")), (10, Field("b")), (11, Field("c")), (6, "<< /Fields [7 0 R 10 0 R 11 0 R] >>")).Bytes;
        var blank = new DemoFile("veidlapa.pdf", "application/pdf", form);
        var report = fixture.Inspect(fixture.Signer.Sign(fixture.Person(), [blank], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Content.ReadDataFiles().ShouldHaveSingleItem().Bytes.ToArray().ShouldBe(form);
        PdfFormContent.Read(form)!.IsBlank.ShouldBeTrue();
    }

    [Fact]
    public void Inspect_EmptySignedFile_IsKeptAndNamed()
    {
        var blank = new DemoFile("veidlapa.txt", "text/plain", []);
        var report = fixture.Inspect(fixture.Signer.Sign(fixture.Person(), [blank], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Content.ReadDataFiles().ShouldHaveSingleItem().Bytes.Length.ShouldBe(0);
        report.Warnings.ShouldContain(w => w.Contains("empty", StringComparison.Ordinal));
    }

    private static string Field(string name) => $"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({name}) /V () /Rect [50 600 150 620] >>";

    private void UnsupportedAndRouted(string file, KeyValuePair<string, byte[]>[] first, KeyValuePair<string, byte[]>[] then, string format)
    {
        var report = Inspect(file, [.. first, .. then]);

        (report.Verdict, report.Container).ShouldBe((ContainerVerdict.Unsupported, format));
        report.ForStaff.ShouldContain("eParaksts.lv");
        report.ForStaff.ShouldNotContain("nav elektroniski parakstīts");
        report.ResidentStep.ShouldBe(ResidentStep.Wait);
    }

    private SignatureReport Inspect(string file, KeyValuePair<string, byte[]>[] entries) => fixture.Inspector.Inspect(file, ContainerZip.Write(entries));

    private static void NotSignedWithAdvice(SignatureReport report)
    {
        report.Verdict.ShouldBe(ContainerVerdict.NotSigned);
        report.Signatures.ShouldBeEmpty();
        report.ForResident.ShouldContain("eParaksts.lv");
    }
}
