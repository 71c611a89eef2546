using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Intact signatures that still must not pass, or not by themselves, each with its own word.</summary>
public sealed class VerdictTests(SignaturesFixture fixture)
{
    private const string NoUnsigned = "</xades:SignedProperties>";

    [Fact]
    public void Inspect_MoreRevocationAnswersThanAreRead_LeavesTheStatusOpen()
    {
        var container = Container.Open(fixture.Signed());
        var xml = container.Signature;
        var start = xml.IndexOf("<xades:EncapsulatedOCSPValue", StringComparison.Ordinal);
        var answer = xml[start..(xml.IndexOf("</xades:EncapsulatedOCSPValue>", StringComparison.Ordinal) + "</xades:EncapsulatedOCSPValue>".Length)];
        container.EditSignature(answer, string.Concat(Enumerable.Repeat(answer, 61)));

        var report = fixture.Inspect(container.Pack());

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Reasons.ShouldHaveSingleItem().Code.ShouldBe(ReasonCode.RevocationUnreadable);
    }

    [Fact]
    public void Inspect_NoAnchors_IsNotTrusted() =>
        Expect(new SignatureInspector(TrustStore.Empty, fixture.Time).Inspect("a.edoc", fixture.Signed()), ReasonCode.TestCertificate, SubIndication.NoCertificateChainFound, "testa sertifikātu");

    [Fact]
    public void Inspect_TimeStampWithoutOcsp_RevocationIsOpen() =>
        Expect(fixture.Inspect(fixture.Signed(DemoLevel.T)), ReasonCode.RevocationNotChecked, SubIndication.TryLater, "atsaukts");

    [Fact]
    public void Inspect_NoTimeStampAndExpiredSince_HasNoProofOfExistence()
    {
        var later = new SimulatedTime(SignaturesFixture.Now.AddYears(30));

        var report = new SignatureInspector(fixture.Trust, later).Inspect("a.edoc", fixture.Signed(DemoLevel.B));

        Expect(report, ReasonCode.ExpiredWithoutTimeStamp, SubIndication.OutOfBoundsNoPoe, "nav uzticama laika zīmoga");
    }

    [Fact]
    public void Inspect_ExpiredSinceButTimeStamped_StillPasses() =>
        new SignatureInspector(fixture.Trust, new SimulatedTime(SignaturesFixture.Now.AddYears(30))).Inspect("a.edoc", fixture.Signed()).IsAcceptedAutomatically.ShouldBeTrue();

    [Fact]
    public void Inspect_Seal_PassesButIsNotAccepted()
    {
        var report = fixture.Inspect(fixture.Signer.Sign(fixture.Seal(), [SignaturesFixture.Application], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.Signatures[0].Signer!.Kind.ShouldBe(SignerKind.Seal);
        report.Signatures[0].Signer!.RegistrationNumber.ShouldBe("90000000000");
        report.ForStaff.ShouldContain("e-zīmogs");
    }

    [Fact]
    public void Inspect_OcspBeforeTimeStamp_HasItsOwnReason() =>
        Expect(WithOcsp(fixture.Pki.OcspResponder.Answer(fixture.Person().Certificate, SignaturesFixture.Now.AddMinutes(-2))), ReasonCode.RevocationBeforeTimeStamp, SubIndication.TryLater, "neatbilst laika zīmogam");

    [Fact]
    public void Inspect_OcspTwoDaysLate_HasItsOwnReason() =>
        Expect(WithOcsp(fixture.Pki.OcspResponder.Answer(fixture.Person().Certificate, SignaturesFixture.Now.AddDays(2))), ReasonCode.RevocationLongAfterTimeStamp, SubIndication.TryLater, "neatbilst laika zīmogam");

    [Fact]
    public void Inspect_RevokedBeforeSigning_IsRevoked() =>
        Expect(WithOcsp(fixture.Pki.OcspResponder.Answer(fixture.Person().Certificate, SignaturesFixture.Now.AddMinutes(1), SignaturesFixture.Now.AddDays(-1))), ReasonCode.Revoked, SubIndication.RevokedNoPoe, "ir atsaukts");

    [Fact]
    public void Inspect_OcspAboutAnotherCertificate_RevocationIsOpen() =>
        Expect(WithOcsp(fixture.Pki.OcspResponder.Answer(fixture.Seal().Certificate, SignaturesFixture.Now.AddMinutes(1))), ReasonCode.RevocationNotChecked, SubIndication.TryLater, "atsaukts");

    [Fact]
    public void Inspect_OcspFromStrangeResponder_IsNotTrusted()
    {
        var stranger = new DemoOcspResponder(fixture.Seal().Certificate, fixture.Pki.Issuing);

        Expect(WithOcsp(stranger.Answer(fixture.Person().Certificate, SignaturesFixture.Now.AddMinutes(1))), ReasonCode.RevocationNotTrusted, SubIndication.TryLater, "atsaukts");
    }

    [Fact]
    public void Inspect_OcspUnreadable_IsSaidSo() => Expect(WithOcsp([0x30, 0x03, 0x0A, 0x01, 0x05]), ReasonCode.RevocationUnreadable, SubIndication.TryLater, "atsaukts");

    [Fact]
    public void Inspect_TimeStampOfAnotherSignature_Fails()
    {
        var container = Container.Open(fixture.Signed(DemoLevel.B));
        var token = fixture.Pki.TimeStampAuthority.Stamp("something else"u8, SignaturesFixture.Now);

        var report = fixture.Inspect(AddUnsigned(container, TimeStampXml(token)).Pack());

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Signatures[0].Reasons[0].Code.ShouldBe(ReasonCode.TimeStampBroken);
        report.ForStaff.ShouldContain("Laika zīmogs nav derīgs");
    }

    [Fact]
    public void Inspect_NoRevocationSourceAndNoTimeStamp_PassesWithWarningButIsNotAccepted()
    {
        var person = Issue(DemoRole.Person, p => p with { Qualified = true });

        var report = fixture.Inspect(fixture.Signer.Sign(person, [SignaturesFixture.Application], SignaturesFixture.Now, DemoLevel.B));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.Warnings.ShouldContain(w => w.Contains("Revocation is not checkable", StringComparison.Ordinal));
        report.ForStaff.ShouldContain("nav uzticama laika zīmoga");
    }

    [Fact]
    public void Inspect_NotQualified_PassesButIsNotAccepted()
    {
        var report = fixture.Inspect(fixture.Signer.Sign(Issue(DemoRole.Person, p => p), [SignaturesFixture.Application], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed);
        report.Signatures[0].Qualified.ShouldBeFalse();
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.ForResident.ShouldContain("nav kvalificēts");
    }

    [Fact]
    public void Inspect_AuthenticationCertificate_MayNotSignDocuments()
    {
        var person = Issue(DemoRole.Person, p => p with { Qualified = true, KeyUsage = X509KeyUsageFlags.DigitalSignature });

        Expect(fixture.Inspect(fixture.Signer.Sign(person, [SignaturesFixture.Application], SignaturesFixture.Now)), ReasonCode.WrongKeyUsage, SubIndication.ChainConstraintsFailure, "nav paredzēts");
    }

    [Fact]
    public void Inspect_CertificateExpiredBeforeTimeStamp_Fails()
    {
        var person = Issue(DemoRole.Person, p => p with { NotAfter = SignaturesFixture.Now.AddDays(-1) });

        var report = fixture.Inspect(fixture.Signer.Sign(person, [SignaturesFixture.Application], SignaturesFixture.Now));

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Signatures[0].SubIndication.ShouldBe(SubIndication.Expired);
    }

    [Fact]
    public void Inspect_IssuerIsAPerson_IsNotTrusted()
    {
        var forged = new DemoPerson("forged", CertificateIssuer.Issue(Profile(DemoRole.Person), fixture.Person().Certificate));
        var container = Container.Open(fixture.Signer.Sign(forged, [SignaturesFixture.Application], SignaturesFixture.Now));
        container.EditSignature("</ds:X509Certificate>", $"</ds:X509Certificate><ds:X509Certificate>{Convert.ToBase64String(fixture.Person().Certificate.RawData)}</ds:X509Certificate>");

        Expect(fixture.Inspect(container.Pack()), ReasonCode.TestCertificate, SubIndication.NoCertificateChainFound, "testa sertifikātu");
    }

    [Fact]
    public void Inspect_TimeStampAuthorityNotTrusted_IsSaidSo()
    {
        var root = CertificateIssuer.Issue(Profile(DemoRole.Authority), null);
        var authority = new DemoTimeStampAuthority(CertificateIssuer.Issue(Profile(DemoRole.TimeStamping), root));
        var container = Container.Open(fixture.Signed(DemoLevel.B));
        var value = System.Text.RegularExpressions.Regex.Match(container.Signature, "<ds:SignatureValue[^>]*>(?<value>[^<]*)<", System.Text.RegularExpressions.RegexOptions.NonBacktracking | System.Text.RegularExpressions.RegexOptions.ExplicitCapture).Groups["value"].Value;
        var canonical = $"<ds:SignatureValue xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"S1-SignatureValue\">{value}</ds:SignatureValue>";

        var report = fixture.Inspect(AddUnsigned(container, TimeStampXml(authority.Stamp(System.Text.Encoding.UTF8.GetBytes(canonical), SignaturesFixture.Now))).Pack());

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.TimeStampNotTrusted);
        report.Signatures[0].HasTrustedTimeStamp.ShouldBeFalse();
    }

    [Fact]
    public void Inspect_ShortRsaKey_IsWeak()
    {
        using var rsa = RSA.Create(1024);
        var request = new CertificateRequest("CN=Short DEMO", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.NonRepudiation, true));
        using var issuerKey = fixture.Pki.Issuing.GetECDsaPrivateKey()!;
        var bare = request.Create(fixture.Pki.Issuing.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), SignaturesFixture.Now.AddDays(-1), SignaturesFixture.Now.AddDays(9), [1, 2, 3]);

        var report = fixture.Inspect(fixture.Signer.Sign(new DemoPerson("short", bare.CopyWithPrivateKey(rsa)), [SignaturesFixture.Application], SignaturesFixture.Now));

        Expect(report, ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "novecojušu");
    }

    private static void Expect(SignatureReport report, ReasonCode code, SubIndication subIndication, string staffWords)
    {
        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate, string.Join(' ', report.Signatures.SelectMany(s => s.Reasons).Select(r => r.Text)));
        report.IsAcceptedAutomatically.ShouldBeFalse();
        report.Signatures[0].Crypto.ShouldBe(CryptoState.Ok);
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == code);
        report.Signatures[0].SubIndication.ShouldBe(subIndication);
        report.ForStaff.ShouldContain(staffWords);
    }

    private SignatureReport WithOcsp(byte[] response)
    {
        var container = Container.Open(fixture.Signed(DemoLevel.T));
        container.EditSignature("</xades:UnsignedSignatureProperties>", XadesTemplate.Ocsp(response) + "</xades:UnsignedSignatureProperties>");
        return fixture.Inspect(container.Pack());
    }

    private static string TimeStampXml(byte[] token) => XadesTemplate.TimeStamp("http://www.w3.org/2006/12/xml-c14n11", token);

    private static Container AddUnsigned(Container container, string xml) => container.EditSignature(
        NoUnsigned, NoUnsigned + $"<xades:UnsignedProperties><xades:UnsignedSignatureProperties>{xml}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>");

    private DemoPerson Issue(DemoRole role, Func<CertificateProfile, CertificateProfile> change) => new("issued", CertificateIssuer.Issue(change(Profile(role)), fixture.Pki.Issuing));

    private static CertificateProfile Profile(DemoRole role) =>
        new(role, new X500DistinguishedName("CN=Extra DEMO, SERIALNUMBER=PNOLV-000170-11111"), DemoKey.EcdsaP256, SignaturesFixture.Now.AddYears(-1), SignaturesFixture.Now.AddYears(1));
}
