using System.Text;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Xades;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Signatures over the container's own parts, odd signing times and weak digests: told as what they are.</summary>
public sealed class SignedMetadataTests(SignaturesFixture fixture)
{
    private const string Manifest = "META-INF/manifest.xml";
    private const string Mimetype = "mimetype";

    [Fact]
    public void Inspect_SignatureOverMimetypeAndManifest_Passes()
    {
        var report = fixture.Inspect(OverMetadata(" "));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed, string.Join(' ', report.Signatures[0].Reasons.Select(r => r.Text)));
        report.IsAcceptedAutomatically.ShouldBeTrue();
        report.Signatures[0].CoveredFiles.ShouldBe([SignaturesFixture.Application.Name]);
    }

    [Fact]
    public void Inspect_SignedManifestChanged_IsChangedAndNotMissing()
    {
        var signature = fixture.Inspect(OverMetadata("  ")).Signatures[0];

        (signature.SubIndication, signature.Crypto).ShouldBe((SubIndication.HashFailure, CryptoState.Broken));
        signature.Reasons.ShouldAllBe(r => r.Code == ReasonCode.DataChanged);
    }

    [Theory]
    [InlineData("http://www.w3.org/2000/09/xmldsig#sha1", "A reference uses SHA-1.")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#sha224", "A reference uses SHA-224.")]
    public void Inspect_WeakDigest_IsCalledByItsName(string uri, string text) =>
        fixture.Inspect(Container.Open(fixture.Signed()).EditSignature("http://www.w3.org/2001/04/xmlenc#sha256", uri).Pack())
            .Signatures[0].Reasons.Select(r => r.Text).ShouldContain(text);

    [Theory]
    [InlineData("<xades:SigningTime>2026", "<xades:SigningTime>2036", "lies in the future")]
    [InlineData("<xades:SigningTime>2026", "<xades:SigningTime>2036", "later than the time-stamp")]
    [InlineData("<xades:SigningTime>2026", "<xades:SigningTime>soon", "readable signing time")]
    [InlineData("<xades:SigningTime>2026-03-02T", "<xades:SigningTime>2026-03-02 ", "readable signing time")]
    public void Inspect_OddSigningTime_IsNamed(string old, string replacement, string warning) =>
        fixture.Inspect(Container.Open(fixture.Signed()).EditSignature(old, replacement).Pack()).Warnings.ShouldContain(w => w.Contains(warning, StringComparison.Ordinal));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(59, 0)]
    [InlineData(-86400, 0)]
    [InlineData(61, 2)]
    public void Oddities_SecondsAfterStampAndNow_OnlyBeyondAMinute(int seconds, int warnings) => ClaimedTimes.Oddities(
        new SignatureState { Now = SignaturesFixture.Now, StampedAt = SignaturesFixture.Now, ClaimedTime = SignaturesFixture.Now.AddSeconds(seconds) }).Count().ShouldBe(warnings);

    /// <param name="ending">After the manifest's end; what was signed ends with one blank.</param>
    private byte[] OverMetadata(string ending)
    {
        var manifest = XadesTemplate.Manifest([SignaturesFixture.Application]);
        var container = Container.Open(fixture.Signer.Sign(
            fixture.Person(),
            [SignaturesFixture.Application, new DemoFile(Mimetype, "text/plain", "application/vnd.etsi.asic-e+zip"u8.ToArray()), new DemoFile(Manifest, "text/xml", [.. manifest, .. " "u8])],
            SignaturesFixture.Now));
        return ContainerZip.Write(
        [
            new(Mimetype, "application/vnd.etsi.asic-e+zip"u8.ToArray()),
            new(SignaturesFixture.Application.Name, SignaturesFixture.Application.Bytes),
            new(Container.SignatureFile, container[Container.SignatureFile]),
            new(Manifest, [.. manifest, .. Encoding.ASCII.GetBytes(ending)]),
        ]);
    }
}
