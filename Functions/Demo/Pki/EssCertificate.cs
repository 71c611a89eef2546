using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>The signed attribute SigningCertificateV2 (RFC 5035) with SHA-256, which is its default and therefore not written.</summary>
internal static class EssCertificate
{
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    public static AsnEncodedData Attribute(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawDataMemory.Span));
        }

        return new AsnEncodedData(SigningCertificateV2, writer.Encode());
    }
}
