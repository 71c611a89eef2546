using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Tests.Signatures;

public sealed class CertificateReadingTests(SignaturesFixture fixture)
{
    /// <summary>CVE-2020-0601: with a generator of one's own, anybody knows a private key for an authority's public key.</summary>
    [Theory]
    [InlineData("explicit", false)]
    [InlineData("named_curve", true)]
    public void TryLoad_CurveDescribedInTheCertificate_IsRefused(string encoding, bool isRead)
    {
        var folder = Peer.Folder();
        Peer.Must(folder, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", $"ec_param_enc:{encoding}", "-nodes", "-subj", "/CN=DEMO", "-keyout", "key.pem", "-outform", "DER", "-out", "c.der");

        (EmbeddedCertificates.TryLoad(File.ReadAllBytes(Path.Combine(folder, "c.der"))) is not null).ShouldBe(isRead);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>.NET decodes it on first use, which was in the middle of a verdict; found by fuzzing.</summary>
    [Fact]
    public void TryLoad_DamagedKeyIdentifier_IsRefused()
    {
        var der = fixture.Person().Certificate.RawData;
        ReadOnlySpan<byte> extension = [0x55, 0x1D, 0x0E, 0x04];
        der[der.AsSpan().IndexOf(extension) + 5] = 0x05;

        EmbeddedCertificates.TryLoad(der).ShouldBeNull();
    }

    [Fact]
    public void TryLoad_SameBytesAgain_IsReadOnce()
    {
        var der = fixture.Person().Certificate.RawData;

        EmbeddedCertificates.TryLoad(der).ShouldBeSameAs(EmbeddedCertificates.TryLoad(der.ToArray()));
    }

    [Fact]
    public void TryLoad_OneByteChanged_IsAnotherCertificate()
    {
        var der = fixture.Person().Certificate.RawData;
        var known = EmbeddedCertificates.TryLoad(der);
        var changed = der.ToArray();
        changed[^1] ^= 1;

        EmbeddedCertificates.TryLoad(changed).ShouldNotBeSameAs(known);
        CertificateParts.IsSignedBy(EmbeddedCertificates.TryLoad(changed)!, fixture.Pki.Issuing).ShouldBeFalse();
        CertificateParts.IsSignedBy(known!, fixture.Pki.Issuing).ShouldBeTrue();
    }

    [Fact]
    public void Verify_ManyThreadsWithOneCertificate_AreAllRight()
    {
        var person = fixture.Person(DemoKey.Rsa2048);
        var certificate = EmbeddedCertificates.TryLoad(person.Certificate.RawData)!;
        using var key = person.Certificate.GetRSAPrivateKey()!;
        byte[] data = [1, 2, 3];
        var signature = key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var algorithm = SignatureAlgorithm.FromXmlUri("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")!;
        var wrong = 0;

        Parallel.For(0, 2_000, i =>
        {
            if (algorithm.Verify(certificate, i % 3 == 0 ? [1, 2, 4] : data, signature) != (i % 3 != 0))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        wrong.ShouldBe(0);
    }

    [Fact]
    public void BoundedCache_FullOfStrangers_ForgetsWhatWasNotAskedFor()
    {
        var cache = new BoundedCache<int, string>(10);
        cache.Add(-1, "daily");
        for (var i = 0; i < 1_000; i++)
        {
            cache.Add(i, "stranger");
            cache.TryGet(-1, out var daily).ShouldBeTrue();
            daily.ShouldBe("daily");
        }

        cache.Count.ShouldBeLessThanOrEqualTo(21);
        cache.TryGet(5, out _).ShouldBeFalse();
    }
}
