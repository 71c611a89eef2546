using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>The signed part, algorithm and signature of a certificate (RFC 5280 §4.1), and whether an issuer's key made it.</summary>
internal static class CertificateParts
{
    /// <summary>The algorithm an issuer signed with; null when it is not one we verify.</summary>
    public static SignatureAlgorithm? Algorithm(X509Certificate2 certificate)
    {
        try
        {
            var sequence = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            sequence.ReadEncodedValue();
            return SignatureAlgorithm.FromAlgorithmIdentifier(sequence.ReadEncodedValue());
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    public static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 issuer) =>
        IssuerSignatures.Check(certificate, issuer, () => Verify(certificate, issuer));

    private static bool Verify(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        try
        {
            var sequence = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            var signedPart = sequence.ReadEncodedValue();
            var algorithm = SignatureAlgorithm.FromAlgorithmIdentifier(sequence.ReadEncodedValue());
            var signature = sequence.ReadBitString(out _);
            return algorithm is not null && algorithm.Verify(issuer, signedPart.Span, signature);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>The content of the subjectPublicKey BIT STRING, over which OCSP computes issuerKeyHash.</summary>
    public static byte[] SubjectPublicKey(X509Certificate2 certificate) => certificate.PublicKey.EncodedKeyValue.RawData;
}
