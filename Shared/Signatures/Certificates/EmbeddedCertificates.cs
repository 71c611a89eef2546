using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>
/// Certificates found inside files: unreadable ones are left out, and their number is bounded. Reading one costs more than verifying with it, and
/// the same few services stand in every file, so those read lately are remembered by the digest of all their bytes.
/// </summary>
internal static class EmbeddedCertificates
{
    private const int Limit = 60;
    private const int Largest = 128 * 1024;
    private const int LargestRemembered = 8 * 1024;
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const byte ObjectIdentifierTag = 0x06;
    private static readonly BoundedCache<Sha256Key, X509Certificate2> Known = new(1_024);

    public static List<X509Certificate2> Read(IEnumerable<string> base64)
    {
        var certificates = new List<X509Certificate2>();
        foreach (var text in base64.Take(Limit))
        {
            if (TryLoad(text) is { } certificate)
            {
                certificates.Add(certificate);
            }
        }

        return certificates;
    }

    public static X509Certificate2? TryLoad(ReadOnlySpan<byte> der)
    {
        if (der.Length > Largest)
        {
            return null;
        }

        if (der.Length > LargestRemembered)
        {
            return Load(der);
        }

        var key = Sha256Key.Of(der);
        if (!Known.TryGet(key, out var certificate))
        {
            certificate = Load(der);
            if (certificate is not null)
            {
                Known.Add(key, certificate);
            }
        }

        return certificate;
    }

    private static X509Certificate2? Load(ReadOnlySpan<byte> der)
    {
        InspectionWork.ReadCertificate();
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(der);
            ReadLazyParts(certificate);
            return HasRepeatedExtension(certificate) || HasOwnCurve(certificate) ? null : certificate;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>RFC 5280 §4.2 forbids it; a reader that takes the first and one that takes the last would disagree.</summary>
    private static bool HasRepeatedExtension(X509Certificate2 certificate) =>
        certificate.Extensions.DistinctBy(e => e.Oid?.Value, StringComparer.Ordinal).Count() != certificate.Extensions.Count;

    /// <summary>
    /// RFC 5480 §2.1.1 forbids curves described in the certificate. With a generator of one's own choice, anybody knows a private key for the public
    /// key of a trusted authority (CVE-2020-0601), and lists name services by that key.
    /// </summary>
    private static bool HasOwnCurve(X509Certificate2 certificate) =>
        certificate.PublicKey.Oid.Value == EcPublicKey && certificate.PublicKey.EncodedParameters?.RawData is not [ObjectIdentifierTag, ..];

    /// <summary>.NET decodes dates, key and extensions on first use; damage in them must show here and not in the middle of a verdict.</summary>
    private static void ReadLazyParts(X509Certificate2 certificate)
    {
        _ = certificate.NotBefore;
        _ = certificate.NotAfter;
        _ = certificate.SubjectName.RawData;
        _ = certificate.IssuerName.RawData;
        _ = certificate.PublicKey.EncodedKeyValue;
        foreach (var extension in certificate.Extensions)
        {
            _ = extension switch
            {
                X509BasicConstraintsExtension constraints => (object)constraints.CertificateAuthority,
                X509KeyUsageExtension usage => usage.KeyUsages,
                X509EnhancedKeyUsageExtension purposes => purposes.EnhancedKeyUsages,
                X509SubjectKeyIdentifierExtension identifier => identifier.SubjectKeyIdentifierBytes,
                _ => extension,
            };
        }
    }

    private static X509Certificate2? TryLoad(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length) ? TryLoad(buffer.AsSpan(0, length)) : null;
    }
}
