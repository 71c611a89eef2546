using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;
using SocialWorkflows.Signatures.Revocation;

namespace SocialWorkflows.Signatures.Time;

/// <summary>
/// BDOC 2.1 §6.1 time-mark: the OCSP service was asked with the digest of the signature value as nonce and repeated it under its own signature, so
/// the signature existed when it answered. A proof of existence and no time-stamp (EN 319 102-1 §5.4 leaves further proofs to policy), hence it never
/// opens the way to automatic acceptance.
/// </summary>
internal static class TimeMark
{
    /// <summary>Of the Estonian signature policies that promise a time-mark.</summary>
    public const string PolicyArc = "1.3.6.1.4.1.10015.1000.3.2.";

    /// <summary>When the earliest trusted answer with this nonce was made; null when there is none.</summary>
    /// <param name="responses">Encoded answers carried in the signature.</param>
    /// <param name="signatureValue">The signature's own value.</param>
    /// <param name="check">Knows which services are trusted for OCSP.</param>
    /// <param name="candidates">Certificates carried in the file.</param>
    public static DateTimeOffset? Find(IEnumerable<byte[]> responses, byte[] signatureValue, OcspCheck check, IReadOnlyCollection<X509Certificate2> candidates) =>
        responses.Select(TryRead).OfType<OcspResponse>()
            .Where(r => r.Nonce is { } nonce && IsDigestOf(nonce, signatureValue) && check.IsFromTrustedService(r, candidates))
            .Min(r => (DateTimeOffset?)r.ProducedAt);

    private static OcspResponse? TryRead(byte[] encoded)
    {
        try
        {
            return OcspResponse.Read(encoded);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The nonce is a DigestInfo, in some answers wrapped once more in an OCTET STRING.</summary>
    private static bool IsDigestOf(byte[] nonce, byte[] signatureValue)
    {
        try
        {
            var reader = new AsnReader(nonce, AsnEncodingRules.BER);
            if (reader.PeekTag().HasSameClassAndValue(Asn1Tag.PrimitiveOctetString))
            {
                reader = new AsnReader(reader.ReadOctetString(), AsnEncodingRules.BER);
            }

            var info = reader.ReadSequence();
            var digest = DigestAlgorithm.FromOid(info.ReadSequence().ReadObjectIdentifier());
            return digest is { IsWeak: false } && digest.Hash(signatureValue).AsSpan().SequenceEqual(info.ReadOctetString());
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
