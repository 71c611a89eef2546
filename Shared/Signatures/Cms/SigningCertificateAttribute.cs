using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Cms;

/// <summary>The signed digest of the signing certificate (RFC 5035), without which the certificate could be exchanged for another of the same key.</summary>
internal static class SigningCertificateAttribute
{
    /// <summary>Null when the attribute is there and fits.</summary>
    /// <param name="signer">Its signed attributes.</param>
    /// <param name="certificate">The certificate its identifier names.</param>
    /// <param name="required">EN 319 142-1 demands it; ISO 32000-1 and S/MIME do not.</param>
    public static Reason? Check(CmsSigner signer, X509Certificate2 certificate, bool required)
    {
        var attributes = signer.SignedAttributes!.Where(a => a.Oid is CmsAttributes.SigningCertificate or CmsAttributes.SigningCertificateV2).ToList();
        if (attributes.Count == 0)
        {
            return Missing(required);
        }

        if (attributes.DistinctBy(a => a.Oid, StringComparer.Ordinal).Count() != attributes.Count || attributes.Exists(a => a.Values.Count != 1))
        {
            return Reason.Failed(ReasonCode.WrappedSignature, SubIndication.FormatFailure, "The signature names its signing certificate more than once.");
        }

        Reason? weak = null;
        foreach (var attribute in attributes)
        {
            var (digest, value) = ReadFirst(attribute);
            if (digest is null)
            {
                return Reason.Open(ReasonCode.UnknownAlgorithm, SubIndication.CryptoConstraintsFailure, "The signing-certificate attribute uses a digest that is not accepted.");
            }

            if (!digest.Hash(certificate.RawDataMemory.Span).AsSpan().SequenceEqual(value))
            {
                return Reason.Failed(ReasonCode.SigningCertificateMismatch, SubIndication.SigConstraintsFailure, "The certificate in the signature is not the one that was signed with (exchanged).");
            }

            weak = digest.IsWeak && attributes.Count == 1 ? Reason.Open(ReasonCode.WeakAlgorithm, SubIndication.CryptoConstraintsFailure, "The signing-certificate attribute uses SHA-1.") : weak;
        }

        return weak;
    }

    public static Reason Missing(bool required)
    {
        const string text = "The signature does not say which certificate signed it (signing-certificate).";
        return required
            ? Reason.Failed(ReasonCode.SigningCertificateMissing, SubIndication.SigConstraintsFailure, text)
            : Reason.Open(ReasonCode.SigningCertificateMissing, SubIndication.SigConstraintsFailure, text);
    }

    /// <summary>The first ESSCertID or ESSCertIDv2 is the signer's; the others are of the chain.</summary>
    private static (DigestAlgorithm? Digest, byte[] Value) ReadFirst(CmsAttribute attribute)
    {
        try
        {
            var identifier = new AsnReader(attribute.Values[0], AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();
            if (attribute.Oid == CmsAttributes.SigningCertificate)
            {
                return (DigestAlgorithm.FromName(HashAlgorithmName.SHA1), identifier.ReadOctetString());
            }

            var digest = identifier.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)
                ? DigestAlgorithm.FromOid(identifier.ReadSequence().ReadObjectIdentifier())
                : DigestAlgorithm.FromName(HashAlgorithmName.SHA256);
            return (digest, identifier.ReadOctetString());
        }
        catch (AsnContentException)
        {
            throw CmsFormatException.Malformed("The signing-certificate attribute cannot be read.");
        }
    }
}
