using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>Certificates found inside files: unreadable ones are left out, and their number is bounded.</summary>
internal static class EmbeddedCertificates
{
    private const int Limit = 60;

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
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(der);
            ReadLazyParts(certificate);
            return HasRepeatedExtension(certificate) ? null : certificate;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>RFC 5280 §4.2 forbids it; a reader that takes the first and one that takes the last would disagree.</summary>
    private static bool HasRepeatedExtension(X509Certificate2 certificate) =>
        certificate.Extensions.DistinctBy(e => e.Oid?.Value, StringComparer.Ordinal).Count() != certificate.Extensions.Count;

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
