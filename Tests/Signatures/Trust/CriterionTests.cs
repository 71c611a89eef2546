using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Trust;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>Criteria of the Qualifications extension, alone and joined, and what they do to a verdict.</summary>
public sealed class CriterionTests(SignaturesFixture fixture)
{
    private static readonly Criterion Yes = new KeyUsageCriterion([("nonRepudiation", true)]);
    private static readonly Criterion No = new KeyUsageCriterion([("digitalSignature", true)]);
    private static readonly Criterion Unclear = new UnknownCriterion();

    private X509Certificate2 Person => fixture.Person().Certificate;

    [Fact]
    public void Fits_KeyUsageBits_AllMustHaveTheirValue()
    {
        Yes.Fits(Person).ShouldBe(true);
        No.Fits(Person).ShouldBe(false);
        new KeyUsageCriterion([("nonRepudiation", true), ("digitalSignature", false)]).Fits(Person).ShouldBe(true);
        new KeyUsageCriterion([("nonRepudiation", true), ("moonlight", true)]).Fits(Person).ShouldBeNull();
    }

    [Fact]
    public void Fits_PolicySet_NeedsEveryPolicy()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new CertificateRequest("CN=DEMO", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension("2.5.29.32", Convert.FromHexString("300A3008060604008B300101"), critical: false));
        var certificate = request.CreateSelfSigned(SignaturesFixture.Now, SignaturesFixture.Now.AddDays(1));

        new PolicyCriterion(["0.4.0.1456.1.1"]).Fits(certificate).ShouldBe(true);
        new PolicyCriterion(["0.4.0.1456.1.1", "0.4.0.1456.1.2"]).Fits(certificate).ShouldBe(false);
        new PolicyCriterion(["0.4.0.1456.1.1"]).Fits(Person).ShouldBe(false);
    }

    [Fact]
    public void Fits_ExtendedUsage_NeedsEveryPurpose()
    {
        new ExtendedUsageCriterion(["1.3.6.1.5.5.7.3.8"]).Fits(fixture.Pki.TimeStampAuthority.Certificate).ShouldBe(true);
        new ExtendedUsageCriterion(["1.3.6.1.5.5.7.3.9"]).Fits(fixture.Pki.TimeStampAuthority.Certificate).ShouldBe(false);
    }

    [Fact]
    public void Fits_JoinedCriteria_FollowTheirAssertion()
    {
        bool? Join(CriteriaAssertion assertion, params Criterion[] parts) => new CriteriaList(assertion, parts).Fits(Person);

        Join(CriteriaAssertion.All, Yes, Yes).ShouldBe(true);
        Join(CriteriaAssertion.All, Yes, No).ShouldBe(false);
        Join(CriteriaAssertion.All, Yes, Unclear).ShouldBeNull();
        Join(CriteriaAssertion.All, No, Unclear).ShouldBe(false);
        Join(CriteriaAssertion.AtLeastOne, No, Yes).ShouldBe(true);
        Join(CriteriaAssertion.AtLeastOne, No, No).ShouldBe(false);
        Join(CriteriaAssertion.AtLeastOne, Yes, Unclear).ShouldBe(true);
        Join(CriteriaAssertion.AtLeastOne, No, Unclear).ShouldBeNull();
        Join(CriteriaAssertion.None, No, No).ShouldBe(true);
        Join(CriteriaAssertion.None, No, Yes).ShouldBe(false);
        Join(CriteriaAssertion.None, No, new CriteriaList(CriteriaAssertion.All, [Yes, Unclear])).ShouldBeNull();
    }

    [Fact]
    public void For_CriteriaThatCannotBeTold_CountAgainstTheSigner() =>
        new QualificationElement(["QCWithQSCD", "QCNoQSCD", "NotQualified"], Unclear).For(Person).ShouldBe(["QCNoQSCD", "NotQualified"]);

    [Theory]
    [InlineData("QCWithQSCD", "nonRepudiation", SignatureQualification.QESig, ContainerVerdict.TotalPassed)]
    [InlineData("NotQualified", "nonRepudiation", SignatureQualification.AdES, ContainerVerdict.Indeterminate)]
    [InlineData("QCNoQSCD", "nonRepudiation", SignatureQualification.AdESQC, ContainerVerdict.Indeterminate)]
    [InlineData("NotQualified", "keyAgreement", SignatureQualification.QESig, ContainerVerdict.TotalPassed)]
    [InlineData("QCForESeal", "nonRepudiation", SignatureQualification.AdES, ContainerVerdict.TotalPassed)]
    public void Inspect_QualifierOfTheList_OverrulesTheCertificate(string qualifier, string bit, SignatureQualification expected, ContainerVerdict verdict)
    {
        var report = Inspect("CA/QC", Qualifier(qualifier, bit) + TestList.Additional("ForeSignatures"), fixture.Signed());

        report.Signatures[0].Qualification.ShouldBe(expected);
        report.Verdict.ShouldBe(verdict);
        report.IsAcceptedAutomatically.ShouldBe(expected == SignatureQualification.QESig);
    }

    [Theory]
    [InlineData("ForeSeals", SignatureQualification.QESeal)]
    [InlineData("ForeSignatures", SignatureQualification.AdES)]
    public void Inspect_Seal_IsQualifiedOnlyByAServiceForSeals(string word, SignatureQualification expected)
    {
        var container = fixture.Signer.Sign(fixture.Seal(), [SignaturesFixture.Application], SignaturesFixture.Now);

        var report = Inspect("CA/QC", TestList.Additional(word), container);

        report.Signatures[0].Qualification.ShouldBe(expected);
        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.IsAcceptedAutomatically.ShouldBeFalse();
    }

    [Fact]
    public void Inspect_PersonUnderAServiceForSealsOnly_IsNotQualified() =>
        Inspect("CA/QC", TestList.Additional("ForeSeals"), fixture.Signed()).Signatures[0].Qualification.ShouldBe(SignatureQualification.AdES);

    private SignatureReport Inspect(string kind, string extensions, byte[] container)
    {
        var list = new TestList().Service("DEMO ICA", kind, fixture.Pki.Issuing, "granted", extensions: extensions)
            .Service("DEMO TSA", "TSA/QTST", fixture.Pki.TimeStampAuthority.Certificate, "granted");
        return new SignatureInspector(TrustStore.FromLists([list.Verified()]), fixture.Time).Inspect("iesniegums.edoc", container);
    }

    private static string Qualifier(string word, string bit) =>
        "<Extension Critical=\"true\"><q:Qualifications xmlns:q=\"http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#\"><q:QualificationElement>"
        + $"<q:Qualifiers><q:Qualifier uri=\"http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/{word}\"/></q:Qualifiers>"
        + $"<q:CriteriaList assert=\"all\"><q:KeyUsage><q:KeyUsageBit name=\"{bit}\">true</q:KeyUsageBit></q:KeyUsage><q:Description>x</q:Description></q:CriteriaList>"
        + "</q:QualificationElement></q:Qualifications></Extension>";
}
