using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>
/// Names of a public key. Always computed from the key: the SubjectKeyIdentifier a certificate states about itself proves nothing,
/// anybody may state the identifier of a trusted authority.
/// </summary>
internal static class KeyIdentity
{
    /// <summary>SHA-256 of SubjectPublicKeyInfo, in hexadecimal.</summary>
    public static string SpkiHash(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>RFC 5280 §4.2.1.2 method 1 (SHA-1 of the key bits), in hexadecimal. Services with identifiers made otherwise are not found by it.</summary>
    public static string KeyIdentifier(X509Certificate2 certificate) => Convert.ToHexString(SHA1.HashData(CertificateParts.SubjectPublicKey(certificate)));
}
