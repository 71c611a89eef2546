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
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static X509Certificate2? TryLoad(string base64)
    {
        var buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out var length) ? TryLoad(buffer.AsSpan(0, length)) : null;
    }
}
