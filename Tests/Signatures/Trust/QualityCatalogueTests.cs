using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Signatures.Pdf;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>The entries of the quality catalogue that are about trust, by their numbers.</summary>
public sealed class QualityCatalogueTests(SignaturesFixture fixture)
{
    [Theory]
    [InlineData("iesniegums.edoc", DemoLevel.B, SignatureLevel.B)]
    [InlineData("iesniegums.asice", DemoLevel.T, SignatureLevel.T)]
    [InlineData("iesniegums.sce", DemoLevel.LT, SignatureLevel.LT)]
    [InlineData("iesniegums.bdoc", DemoLevel.LT, SignatureLevel.LT)]
    internal void B34_ContainerOfEveryNameAndLevel_HasADefinedVerdict(string name, DemoLevel made, SignatureLevel told)
    {
        var report = fixture.Inspect(fixture.Signed(made), name);

        report.Verdict.ShouldBe(made == DemoLevel.LT ? ContainerVerdict.TotalPassed : ContainerVerdict.Indeterminate);
        report.Signatures[0].Level.ShouldBe(told);
    }

    [Fact]
    public void B34_OldDdoc_IsNamedAndGoesToAPerson()
    {
        var report = fixture.Inspect("<?xml version=\"1.0\"?><SignedDoc format=\"DIGIDOC-XML\" version=\"1.3\" xmlns=\"http://www.sk.ee/DigiDoc/v1.3.0#\"/>"u8.ToArray(), "iesniegums.ddoc");

        report.Verdict.ShouldBe(ContainerVerdict.Unsupported);
        report.ForStaff.ShouldContain("eParaksts.lv");
    }

    [Fact]
    public void B38_CertificateOfATestAuthority_IsNamedAsSuch()
    {
        var authority = CertificateIssuer.Issue(Profile(DemoRole.Authority, "CN=Foreign test CA DEMO"), null);
        var person = new DemoPerson("foreign", CertificateIssuer.Issue(Profile(DemoRole.Person, "CN=Extra DEMO, SERIALNUMBER=PNOLV-000170-11111") with { Qualified = true }, authority));

        ExpectNotTrusted(person, ReasonCode.TestCertificate, "testa sertifikātu");
    }

    [Fact]
    public void B38_SelfSignedCertificate_IsNamedAsSuch() =>
        ExpectNotTrusted(new DemoPerson("self", CertificateIssuer.Issue(Profile(DemoRole.Person, "CN=Extra DEMO, SERIALNUMBER=PNOLV-000170-11111") with { Qualified = true }, null)), ReasonCode.SelfSigned, "pašparakstīts");

    [Fact]
    public void B38_CompanySeal_IsNamedAsSeal()
    {
        var report = fixture.Inspect(fixture.Signer.Sign(fixture.Seal(), [SignaturesFixture.Application], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.Signatures[0].Signer!.Kind.ShouldBe(SignerKind.Seal);
        report.Signatures[0].Qualification.ShouldBe(SignatureQualification.QESeal);
        report.ForStaff.ShouldContain("e-zīmogs");
    }

    [Fact]
    public void B40_EverythingExpiredTodayButStampedBefore_StaysValid()
    {
        var decadesLater = new SignatureInspector(fixture.Trust, new SimulatedTime(SignaturesFixture.Now.AddYears(60)));

        decadesLater.Inspect("iesniegums.edoc", fixture.Signed()).IsAcceptedAutomatically.ShouldBeTrue();
    }

    [Fact]
    public void B40_SignerAndResponderExpiredToday_StampedAndAnsweredBefore_StaysValid()
    {
        var tonight = SignaturesFixture.Now.AddHours(6);
        var person = new DemoPerson("expiring", CertificateIssuer.Issue(
            Profile(DemoRole.Person, "CN=Extra DEMO, SERIALNUMBER=PNOLV-000170-11111") with { Qualified = true, OcspUrl = "http://ocsp.demo.invalid/", NotAfter = tonight }, fixture.Pki.Issuing));
        var responder = new DemoOcspResponder(CertificateIssuer.Issue(Profile(DemoRole.Ocsp, "CN=Expiring OCSP DEMO") with { NotAfter = tonight }, fixture.Pki.Issuing), fixture.Pki.Issuing);
        var container = Container.Open(fixture.Signer.Sign(person, [SignaturesFixture.Application], SignaturesFixture.Now, DemoLevel.T));
        container.EditSignature("</xades:UnsignedSignatureProperties>", XadesTemplate.Ocsp(responder.Answer(person.Certificate, SignaturesFixture.Now.AddMinutes(1))) + "</xades:UnsignedSignatureProperties>");

        var tomorrow = new SignatureInspector(fixture.Trust, new SimulatedTime(SignaturesFixture.Now.AddDays(1))).Inspect("iesniegums.edoc", container.Pack());

        tomorrow.Verdict.ShouldBe(ContainerVerdict.TotalPassed, tomorrow.Why());
        tomorrow.IsAcceptedAutomatically.ShouldBeTrue();
    }

    [Fact]
    public void B41_NoTimeStamp_LevelIsShownAndAPersonDecides()
    {
        var report = fixture.Inspect(fixture.Signed(DemoLevel.B));

        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.Signatures[0].Level.ShouldBe(SignatureLevel.B);
        report.ForStaff.ShouldContain("nav uzticama laika zīmoga");
    }

    [Fact]
    public void B41_TimeStampOfAServiceOnNoList_LevelIsShownAndTheStampProvesNothing()
    {
        var list = new TestList().Service("DEMO ICA", "CA/QC", fixture.Pki.Issuing, "granted");

        var report = new SignatureInspector(TrustStore.FromLists([list.Verified()]), fixture.Time).Inspect("iesniegums.edoc", fixture.Signed());

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Level.ShouldBe(SignatureLevel.LT);
        report.Signatures[0].HasTrustedTimeStamp.ShouldBeFalse();
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.TimeStampNotTrusted);
    }

    [Theory]
    [InlineData(SignatureLevel.B, ContainerVerdict.Indeterminate)]
    [InlineData(SignatureLevel.T, ContainerVerdict.Indeterminate)]
    [InlineData(SignatureLevel.LT, ContainerVerdict.TotalPassed)]
    [InlineData(SignatureLevel.LTA, ContainerVerdict.TotalPassed)]
    public void B34_PadesOfEveryLevel_HasADefinedVerdict(SignatureLevel level, ContainerVerdict verdict)
    {
        var draft = level switch
        {
            SignatureLevel.B => new PdfDraft().Sign(20, fixture.Cms(s => s.SignedAttributes.Add(EssCertificate.Attribute(s.Certificate!)))),
            SignatureLevel.T => fixture.SignedPdf(),
            SignatureLevel.LT => fixture.SignedPdf().WithStore(fixture),
            _ => fixture.SignedPdf().WithStore(fixture).TimeStamp(fixture),
        };

        var report = fixture.InspectPdf(draft);

        report.Verdict.ShouldBe(verdict, report.Why());
        report.Signatures.ShouldHaveSingleItem().Level.ShouldBe(level);
    }

    [Fact]
    public void B34_ArchivedContainer_IsLevelLta()
    {
        var report = fixture.Inspect(ArchiveSamples.Signed(fixture));

        (report.Verdict, report.Signatures[0].Level).ShouldBe((ContainerVerdict.TotalPassed, SignatureLevel.LTA));
    }

    [Fact]
    public void B34_SimpleContainer_PassesWithItsOneFile()
    {
        var container = Container.Open(fixture.Signer.Sign(fixture.Person(), [SignaturesFixture.Application], SignaturesFixture.Now)).Set("mimetype", "application/vnd.etsi.asic-s+zip"u8.ToArray());

        var report = fixture.Inspect(container.Pack(), "iesniegums.asics");

        (report.Verdict, report.Container).ShouldBe((ContainerVerdict.TotalPassed, "ASiC-S"));
    }

    [Fact]
    public void B34_OldEdoc_IsNamedAndGoesToAPerson()
    {
        var report = fixture.Inspect(ContainerZip.Write([new("[Content_Types].xml", "<x/>"u8.ToArray()), new("dokuments.doc", [1]), new("_rels/.rels", "<x/>"u8.ToArray())]), "vecs.edoc");

        (report.Verdict, report.Container, report.ResidentStep).ShouldBe((ContainerVerdict.Unsupported, "EDOC 1.0", ResidentStep.Wait));
    }

    private static CertificateProfile Profile(DemoRole role, string subject) =>
        new(role, new X500DistinguishedName(subject), DemoKey.EcdsaP256, SignaturesFixture.Now.AddYears(-1), SignaturesFixture.Now.AddYears(1));

    private void ExpectNotTrusted(DemoPerson person, ReasonCode code, string words)
    {
        var report = fixture.Inspect(fixture.Signer.Sign(person, [SignaturesFixture.Application], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == code);
        report.Signatures[0].Qualification.ShouldBe(SignatureQualification.Unknown);
        report.ForStaff.ShouldContain(words);
        report.ResidentStep.ShouldBe(ResidentStep.SignAgain);
    }
}
