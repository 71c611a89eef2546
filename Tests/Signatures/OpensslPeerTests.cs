using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>openssl verifies the demo's time-stamps, OCSP answers and CMS signatures.</summary>
public sealed class OpensslPeerTests(SignaturesFixture fixture) : IDisposable
{
    private readonly string _folder = Peer.Folder();

    /// <summary>openssl cannot be given simulated time everywhere, so these peers see real time, within the demo certificates' life.</summary>
    private static DateTimeOffset RealNow => DateTimeOffset.UtcNow;

    [Fact]
    public void Stamp_OurToken_IsVerifiedByOpenssl()
    {
        WriteAnchors();
        File.WriteAllBytes(PathOf("data"), [1, 2, 3]);
        File.WriteAllBytes(PathOf("token"), fixture.Pki.TimeStampAuthority.Stamp([1, 2, 3], RealNow));

        var good = Peer.Run(_folder, "openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "data", "-CAfile", "ca.pem", "-untrusted", "ica.pem");
        File.WriteAllBytes(PathOf("data"), [1, 2, 4]);
        var changed = Peer.Run(_folder, "openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "data", "-CAfile", "ca.pem", "-untrusted", "ica.pem");

        good.Output.ShouldContain("Verification: OK");
        changed.Output.ShouldContain("message imprint mismatch");
    }

    [Fact]
    public void Answer_OurOcsp_IsVerifiedByOpenssl()
    {
        WriteAnchors();
        File.WriteAllText(PathOf("person.pem"), fixture.Person().Certificate.ExportCertificatePem());
        string Ask(byte[] response)
        {
            File.WriteAllBytes(PathOf("response"), response);
            return Peer.Run(_folder, "openssl", "ocsp", "-respin", "response", "-sha256", "-issuer", "ica.pem", "-cert", "person.pem", "-CAfile", "ca.pem", "-no_nonce").Output;
        }

        var good = Ask(fixture.Pki.OcspResponder.Answer(fixture.Person().Certificate, RealNow));
        var revoked = Ask(fixture.Pki.OcspResponder.Answer(fixture.Person().Certificate, RealNow, RealNow.AddDays(-1)));
        var damaged = fixture.Pki.OcspResponder.Answer(fixture.Person().Certificate, RealNow);
        damaged[damaged.AsSpan().IndexOf(fixture.Person().Certificate.SerialNumberBytes.Span)] ^= 1;

        good.ShouldContain("Response verify OK");
        good.ShouldContain("person.pem: good");
        revoked.ShouldContain("person.pem: revoked");
        Ask(damaged).ShouldNotContain("Response verify OK");
    }

    [Theory]
    [InlineData(DemoKey.EcdsaP256)]
    [InlineData(DemoKey.Rsa2048)]
    internal void SignCmsDetached_OurCms_IsVerifiedByOpensslAndStamped(DemoKey key)
    {
        WriteAnchors();
        File.WriteAllBytes(PathOf("content"), "%PDF bytes"u8.ToArray());
        var cms = fixture.Pki.SignCmsDetached(fixture.Person(key), "%PDF bytes"u8.ToArray(), RealNow);
        File.WriteAllBytes(PathOf("cms"), cms);
        string[] verify = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "cms", "-content", "content", "-CAfile", "ca.pem", "-purpose", "any", "-cades", "-out", "out"];

        var good = Peer.Run(_folder, "openssl", verify);
        File.WriteAllBytes(PathOf("content"), "%PDF bytez"u8.ToArray());
        var changed = Peer.Run(_folder, "openssl", verify);
        var printed = Peer.Run(_folder, "openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "cms").Output;

        good.Exit.ShouldBe(0, good.Output);
        changed.Exit.ShouldNotBe(0);
        printed.ShouldContain("signingCertificateV2");
        printed.ShouldContain("id-smime-aa-timeStampToken");
        printed.ShouldNotContain("object: signingTime");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void WriteAnchors()
    {
        File.WriteAllText(PathOf("ca.pem"), fixture.Pki.Root.ExportCertificatePem());
        File.WriteAllText(PathOf("ica.pem"), fixture.Pki.Issuing.ExportCertificatePem());
    }
}
