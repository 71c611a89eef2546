using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>The one digest written by hand, against FIPS 180-4 examples and openssl.</summary>
public sealed class Sha224Tests
{
    [Theory]
    [InlineData("", "D14A028C2A3A2BC9476102BB288234C415A2B01F828EA62AC5B3E42F")]
    [InlineData("abc", "23097D223405D8228642A477BDA255B32AADBCE4BDA0B3F7E36C9DA7")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "75388B16512776CC5DBA5DA1FD890150B0C6455CB4F58B1952522525")]
    public void Hash_StandardExamples_Match(string text, string expected) =>
        Convert.ToHexString(Sha224.Hash(System.Text.Encoding.ASCII.GetBytes(text))).ShouldBe(expected);

    [Fact]
    public void Hash_LengthsAroundABlock_OpensslAgrees()
    {
        var folder = Peer.Folder();
        foreach (var length in (int[])[1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000])
        {
            var data = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
            File.WriteAllBytes(Path.Combine(folder, "data"), data);

            var printed = Peer.Run(folder, "openssl", "dgst", "-sha224", "-r", "data").Output;

            printed.ShouldStartWith(Convert.ToHexString(Sha224.Hash(data)).ToLowerInvariant());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Verify_RsaSha224ByOpenssl_HoldsAndFailsWhenChanged()
    {
        var folder = Peer.Folder();
        using var rsa = RSA.Create(2048);
        File.WriteAllText(Path.Combine(folder, "key.pem"), rsa.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "data"), "data");
        Peer.Must(folder, "openssl", "dgst", "-sha224", "-sign", "key.pem", "-out", "sig", "data");
        var certificate = new CertificateRequest("CN=DEMO", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(SignaturesFixture.Now, SignaturesFixture.Now.AddDays(1));
        var algorithm = SignatureAlgorithm.FromXmlUri("http://www.w3.org/2001/04/xmldsig-more#rsa-sha224")!;
        var signature = File.ReadAllBytes(Path.Combine(folder, "sig"));

        algorithm.Verify(certificate, "data"u8, signature).ShouldBeTrue();
        algorithm.Verify(certificate, "date"u8, signature).ShouldBeFalse();
        algorithm.Digest.IsWeak.ShouldBeTrue();
        Directory.Delete(folder, recursive: true);
    }
}
