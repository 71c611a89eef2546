using System.Text;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Matching;
using SocialWorkflows.Tests.Signatures.Pdf;

namespace SocialWorkflows.Tests.Signatures.Asics;

/// <summary>Lines of the quality list about containers: each input has one defined answer with words for staff.</summary>
public sealed class QualityListTests(SignaturesFixture fixture)
{
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

    /// <summary>Whether a form is filled in is read by the caseworker; the signature is good and the file is kept as it came.</summary>
    [Fact]
    public void B47_BlankFormCorrectlySigned_IsKeptWithItsBytes()
    {
        var blank = new DemoFile("veidlapa.txt", "text/plain", []);
        var report = fixture.Inspect(fixture.Signer.Sign(fixture.Person(), [blank], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Content.ReadDataFiles().ShouldHaveSingleItem().Bytes.Length.ShouldBe(0);
        report.Warnings.ShouldContain(w => w.Contains("empty", StringComparison.Ordinal));
    }

    private SignatureReport Inspect(string file, KeyValuePair<string, byte[]>[] entries) => fixture.Inspector.Inspect(file, ContainerZip.Write(entries));

    private static void NotSignedWithAdvice(SignatureReport report)
    {
        report.Verdict.ShouldBe(ContainerVerdict.NotSigned);
        report.Signatures.ShouldBeEmpty();
        report.ForResident.ShouldContain("eParaksts.lv");
    }
}
