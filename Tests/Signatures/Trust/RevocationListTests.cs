using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Revocation;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>Revocation lists made by openssl, carried in a signature that has a time-stamp of <see cref="SignaturesFixture.Now"/>.</summary>
public sealed class RevocationListTests(SignaturesFixture fixture) : IDisposable
{
    private const string Minute = "20260302093000Z";
    private readonly string _folder = Peer.Folder();

    [Theory]
    [InlineData("20260302093100Z", "20260309093100Z")]
    [InlineData("20260302080000Z", "20260309080000Z")]
    public void Inspect_CompleteListAroundTheStamp_Passes(string made, string next) =>
        Inspect(List([], made, next)).IsAcceptedAutomatically.ShouldBeTrue();

    [Theory]
    [InlineData("260302092900Z,keyCompromise", "KeyCompromise")]
    [InlineData("260302092900Z,certificateHold", "CertificateHold")]
    [InlineData("260302092900Z", "Unspecified")]
    [InlineData("260302100000Z,keyTime,20260301000000Z", "KeyCompromise")]
    public void Inspect_RevokedBeforeTheStamp_SaysWhy(string entry, string reason) =>
        Expect(Inspect(List([Revoked(entry)], Minute, "20260309093000Z")), ReasonCode.Revoked, $"({reason})");

    [Fact]
    public void Inspect_RevokedAfterTheStamp_Passes() =>
        Inspect(List([Revoked("260302100000Z,superseded")], "20260302110000Z", "20260309093000Z")).Verdict.ShouldBe(ContainerVerdict.TotalPassed);

    [Fact]
    public void Inspect_SomebodyElseRevoked_Passes() =>
        Inspect(List(["R\t400101000000Z\t260301000000Z\t0A0B0C\tunknown\t/CN=x"], Minute, "20260309093000Z")).Verdict.ShouldBe(ContainerVerdict.TotalPassed);

    [Fact]
    public void Inspect_ListOutOfDateAtTheStamp_IsOpen() =>
        Expect(Inspect(List([], "20260222080000Z", "20260301080000Z")), ReasonCode.RevocationBeforeTimeStamp, "out of date");

    [Fact]
    public void Inspect_ListOfAnotherAuthority_IsOpen() =>
        Expect(Inspect(List([], Minute, "20260309093000Z", fixture.Pki.Root)), ReasonCode.RevocationNotChecked, "another authority");

    [Fact]
    public void Inspect_ListInTheIssuersNameByAnotherKey_IsNotTrusted()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forger = new CertificateRequest(fixture.Pki.Issuing.SubjectName, key, HashAlgorithmName.SHA256).CreateSelfSigned(SignaturesFixture.Now.AddDays(-1), SignaturesFixture.Now.AddDays(1));

        Expect(Inspect(List([], Minute, "20260309093000Z", forger)), ReasonCode.RevocationNotTrusted, "not signed by the issuer");
    }

    [Fact]
    public void Inspect_ChangedList_IsNotTrusted()
    {
        var list = List([Revoked("260302092900Z")], Minute, "20260309093000Z");
        list[list.AsSpan().IndexOf(fixture.Person().Certificate.SerialNumberBytes.Span[1..])] ^= 1;

        Expect(Inspect(list), ReasonCode.RevocationNotTrusted, "not signed by the issuer");
    }

    [Theory]
    [InlineData("2.5.29.27=critical,DER:020101")]
    [InlineData("issuingDistributionPoint=critical,@point")]
    [InlineData("2.5.29.99=critical,DER:0500")]
    public void Inspect_ListThatDoesNotSpeakForAll_IsOpen(string extensions) =>
        Expect(Inspect(List([], Minute, "20260309093000Z", extensions: extensions)), ReasonCode.RevocationNotChecked, "does not speak");

    [Fact]
    public void Inspect_UnreadableListBesideAGoodOne_IsOpen() =>
        Expect(Inspect(List([], Minute, "20260309093000Z"), [1, 2, 3]), ReasonCode.RevocationUnreadable, "cannot be read");

    [Fact]
    public void Check_GoodOcspButRevokedInList_IsRevoked()
    {
        var person = fixture.Person().Certificate;
        var evidence = new RevocationEvidence([fixture.Pki.OcspResponder.Answer(person, SignaturesFixture.Now)], [List([Revoked("260302092900Z")], Minute, "20260309093000Z")]);

        var reason = evidence.Check(new(fixture.Trust), person, fixture.Pki.Issuing, [], SignaturesFixture.Now, stamped: true);

        reason!.Code.ShouldBe(ReasonCode.Revoked);
    }

    [Fact]
    public void Check_WithoutStamp_NeedsAListOfNow()
    {
        var person = fixture.Person().Certificate;
        var evidence = new RevocationEvidence([], [List([], Minute, "20260309093000Z")]);

        evidence.Check(new(fixture.Trust), person, fixture.Pki.Issuing, [], SignaturesFixture.Now.AddDays(1), stamped: false).ShouldBeNull();
        evidence.Check(new(fixture.Trust), person, fixture.Pki.Issuing, [], SignaturesFixture.Now.AddDays(30), stamped: false)!.Code.ShouldBe(ReasonCode.RevocationNotChecked);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Expect(SignatureReport report, ReasonCode code, string words)
    {
        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == code && r.Text.Contains(words, StringComparison.Ordinal));
    }

    private SignatureReport Inspect(params byte[][] lists)
    {
        var values = string.Concat(lists.Select(l => $"<xades:EncapsulatedCRLValue>{Convert.ToBase64String(l)}</xades:EncapsulatedCRLValue>"));
        var container = Container.Open(fixture.Signed(DemoLevel.T));
        container.EditSignature("</xades:UnsignedSignatureProperties>", $"<xades:RevocationValues><xades:CRLValues>{values}</xades:CRLValues></xades:RevocationValues></xades:UnsignedSignatureProperties>");
        return new SignatureInspector(fixture.Trust, new SimulatedTime(SignaturesFixture.Now.AddDays(2))).Inspect("iesniegums.edoc", container.Pack());
    }

    private string Revoked(string entry) => $"R\t400101000000Z\t{entry}\t{fixture.Person().Certificate.SerialNumber}\tunknown\t/CN=x";

    private byte[] List(string[] index, string made, string next, X509Certificate2? issuer = null, string extensions = "")
    {
        var authority = issuer ?? fixture.Pki.Issuing;
        using var key = authority.GetECDsaPrivateKey()!;
        Write("ca.pem", authority.ExportCertificatePem());
        Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        Write("index.txt", string.Concat(index.Select(l => l + "\n")));
        Write("number", "01\n");
        Write("ca.cnf", $"[ca]\ndefault_ca=x\n[x]\ndatabase=index.txt\ncrlnumber=number\ndefault_md=sha256\n{(extensions.Length > 0 ? "crl_extensions=e\n" : "")}[e]\n{extensions}\n[point]\nonlysomereasons=keyCompromise\n");
        Peer.Must(_folder, "openssl", "ca", "-config", "ca.cnf", "-gencrl", "-cert", "ca.pem", "-keyfile", "key.pem", "-crl_lastupdate", made, "-crl_nextupdate", next, "-out", "crl.pem");
        Peer.Must(_folder, "openssl", "crl", "-in", "crl.pem", "-outform", "DER", "-out", "crl.der");
        return File.ReadAllBytes(Path.Combine(_folder, "crl.der"));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
