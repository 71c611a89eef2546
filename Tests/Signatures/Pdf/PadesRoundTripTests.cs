using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Letters;

namespace SocialWorkflows.Tests.Signatures.Pdf;

public sealed class PadesRoundTripTests(SignaturesFixture fixture)
{
    [Theory]
    [InlineData(DemoKey.EcdsaP256)]
    [InlineData(DemoKey.EcdsaP384)]
    [InlineData(DemoKey.Rsa2048)]
    internal void Inspect_LevelLT_PassesAndIsAccepted(DemoKey key)
    {
        var draft = fixture.SignedPdf(key).WithStore(fixture, fixture.Person(key));

        var report = fixture.InspectPdf(draft);

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed, report.Why());
        report.Container.ShouldBe("PDF");
        var signature = report.Signatures.ShouldHaveSingleItem();
        signature.Format.ShouldBe("PAdES");
        signature.Level.ShouldBe(SignatureLevel.LT);
        signature.BestTime.ShouldBe(SignaturesFixture.Now);
        signature.Signer!.PersonalCode.ShouldBe("000190-12345");
        signature.Qualified.ShouldBeTrue();
        report.Files.ShouldHaveSingleItem().ShouldBe(new InspectedFile(PadesSamples.FileName, true, "application/pdf"));
        report.Content.ReadDataFiles().ShouldHaveSingleItem().Bytes.ToArray().ShouldBe(draft.Bytes);
        report.IsAcceptedAutomatically.ShouldBeTrue();
    }

    [Fact]
    public void Inspect_LevelT_LeavesRevocationOpen()
    {
        var report = fixture.InspectPdf(fixture.SignedPdf());

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate, report.Why());
        report.Signatures[0].Level.ShouldBe(SignatureLevel.T);
        report.Signatures[0].SubIndication.ShouldBe(SubIndication.TryLater);
        report.Signatures[0].Crypto.ShouldBe(CryptoState.Ok);
    }

    [Fact]
    public void Inspect_LevelLTA_Passes()
    {
        var report = fixture.InspectPdf(fixture.SignedPdf().WithStore(fixture).TimeStamp(fixture));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed, report.Why());
        report.Signatures.ShouldHaveSingleItem().Level.ShouldBe(SignatureLevel.LTA);
        report.Warnings.ShouldHaveSingleItem().ShouldStartWith("Test trust");
    }

    [Fact]
    public void Inspect_OnlyDocumentTimeStamp_ProvesTheTime()
    {
        var unstamped = fixture.Cms(s => s.SignedAttributes.Add(EssCertificate.Attribute(s.Certificate!)));

        var report = fixture.InspectPdf(new PdfDraft().Sign(20, unstamped).TimeStamp(fixture));

        report.Signatures[0].HasTrustedTimeStamp.ShouldBeTrue();
        report.Signatures[0].BestTime.ShouldBe(SignaturesFixture.Now.AddMinutes(2));
    }

    [Fact]
    public void Inspect_TwoHouseholdMembers_BothPassOnTheirOwnRevision()
    {
        var seal = fixture.Seal();
        var draft = fixture.SignedPdf()
            .Sign(30, content => fixture.Pki.SignCmsDetached(seal, content, SignaturesFixture.Now))
            .WithStore(fixture, fixture.Person(), seal);

        var report = fixture.InspectPdf(draft);

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed, report.Why());
        report.Signatures.Select(s => s.Signer!.Kind).ShouldBe([SignerKind.NaturalPerson, SignerKind.Seal]);
        report.Signatures.ShouldAllBe(s => s.CoveredFiles.Count == 1);
        report.IsAcceptedAutomatically.ShouldBeFalse();
    }

    [Fact]
    public void Inspect_TwelveSignatures_ReadsTheFileOnce()
    {
        var draft = new PdfDraft();
        for (var i = 0; i < 12; i++)
        {
            draft.Sign(20 + (2 * i), fixture.Cms());
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var report = fixture.InspectPdf(draft.WithStore(fixture));

        report.Signatures.Count.ShouldBe(12);
        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed, report.Why());
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Inspect_LetterOfTheService_IsSignedByItsHead()
    {
        var letter = DecisionLetter.Compose(LetterSamples.Decision(DecisionOutcome.Granted), LetterSamples.Templates());
        var pdf = LetterWriter.Write(letter, LetterSamples.Fonts, SignaturesFixture.Now, new Head(fixture));

        var report = fixture.Inspect(pdf, "lemums.pdf");

        report.Signatures.ShouldHaveSingleItem().Crypto.ShouldBe(CryptoState.Ok, report.Why());
        report.Signatures[0].Signer!.PersonalCode.ShouldBe("000190-12345");
        report.Signatures[0].CoveredFiles.ShouldBe(["lemums.pdf"]);
    }

    [Fact]
    public void Inspect_Unsigned_IsNotSignedAndSaysHowToSign()
    {
        var report = fixture.InspectPdf(new PdfDraft());

        report.Verdict.ShouldBe(ContainerVerdict.NotSigned, report.Why());
        report.ForResident.ShouldContain("eParaksts.lv");
    }

    [Fact]
    public void Inspect_PictureOfASignature_IsNotSigned()
    {
        var draft = new PdfDraft().Append(
            (3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Paraksts 10 0 R >> >> /Contents 4 0 R >>"),
            (4, PdfDraft.Stream("/Paraksts Do")),
            (10, PdfDraft.Stream("\u0001", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray")));

        fixture.InspectPdf(draft).Verdict.ShouldBe(ContainerVerdict.NotSigned);
    }

    [Fact]
    public void Inspect_EmptySignatureField_IsNotSigned()
    {
        var report = fixture.InspectPdf(new PdfDraft().Append((6, "<< /Fields [7 0 R 12 0 R] >>"), (12, "<< /FT /Sig /T (paraksts) >>")));

        report.Verdict.ShouldBe(ContainerVerdict.NotSigned);
        report.Warnings.ShouldContain(w => w.Contains("empty", StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_Encrypted_IsNamed()
    {
        var report = fixture.InspectPdf(fixture.SignedPdf().Overwrite("/Size 022 /Root 1 0 R", "/Root 1 0 R/Encrypt 9"));

        report.Verdict.ShouldBe(ContainerVerdict.Unsupported, report.Why());
        report.ForStaff.ShouldContain("šifrēts");
    }

    private sealed class Head(SignaturesFixture fixture) : ILetterSigner
    {
        public string SignerName => "Ģirta Ķīsele-Ņikitina DEMO";

        public bool HasTimeStamp => true;

        public int ExpectedSize => 12_000;

        public byte[] SignDetached(byte[] content) => fixture.Cms()(content);
    }
}
