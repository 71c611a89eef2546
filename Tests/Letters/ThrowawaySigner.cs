using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Tests.Letters;

/// <summary>Signs with a key that lives as long as the test.</summary>
internal sealed class ThrowawaySigner : ILetterSigner, IDisposable
{
    private readonly X509Certificate2 _certificate;

    public ThrowawaySigner(bool hasTimeStamp = false)
    {
        HasTimeStamp = hasTimeStamp;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Ilze Paraugs", key, HashAlgorithmName.SHA256);
        _certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public string SignerName => "Ilze Paraugs";

    public bool HasTimeStamp { get; }

    public int ExpectedSize { get; init; } = 2048;

    public DateTimeOffset? SigningTime { get; init; }

    public byte[] SignDetached(byte[] content)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        cms.ComputeSignature(new CmsSigner(_certificate) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") });
        return cms.Encode();
    }

    public void Dispose() => _certificate.Dispose();
}
