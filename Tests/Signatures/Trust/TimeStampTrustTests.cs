using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Signatures.Pdf;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>Whatever the format: when the time rests on a list nobody verified, the report says so.</summary>
public sealed class TimeStampTrustTests(SignaturesFixture fixture)
{
    [Theory]
    [InlineData("container.edoc")]
    [InlineData("signature-stamp.pdf")]
    [InlineData("document-stamp.pdf")]
    [InlineData("token.asics")]
    public void Inspect_OnlyTheTimeStampRestsOnAnUnverifiedList_WarnsOfTestTrust(string file)
    {
        var list = new TestList().Service("DEMO TSA", "TSA/QTST", fixture.Pki.TimeStampAuthority.Certificate, "granted").Unverified();
        var trust = TrustStore.Combine(TrustStore.FromCertificates([fixture.Pki.Issuing, fixture.Pki.Root]), TrustStore.FromLists([list]));

        var report = new SignatureInspector(trust, new SimulatedTime(SignaturesFixture.Now.AddMinutes(10))).Inspect(file, Sample(file));

        report.Signatures[0].HasTrustedTimeStamp.ShouldBeTrue(report.Why());
        report.Warnings.ShouldContain(w => w.StartsWith("Test trust", StringComparison.Ordinal));
    }

    private byte[] Sample(string file) => file switch
    {
        "container.edoc" => fixture.Signed(),
        "signature-stamp.pdf" => fixture.SignedPdf().WithStore(fixture).Bytes,
        "document-stamp.pdf" => new PdfDraft().Sign(20, fixture.Cms(_ => { }), "/Type /Sig /SubFilter /adbe.pkcs7.detached").WithStore(fixture).TimeStamp(fixture).Bytes,
        _ => ContainerZip.Write(
        [
            new("mimetype", "application/vnd.etsi.asic-s+zip"u8.ToArray()),
            new("iesniegums.txt", [1]),
            new("META-INF/timestamp.tst", fixture.Pki.TimeStampAuthority.Stamp([1], SignaturesFixture.Now)),
        ]),
    };
}
