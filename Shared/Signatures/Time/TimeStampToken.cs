using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cms;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Time;

/// <summary>
/// RFC 3161 §2.4.2 TimeStampToken. Own reader, because .NET's reads every certificate of the token anew and was a third of an inspection.
/// </summary>
/// <param name="Message">The CMS around it.</param>
/// <param name="Signer">Its only signer.</param>
/// <param name="Info">The encoded TSTInfo, which is what the authority signed.</param>
/// <param name="ImprintDigest">Null for a digest that is not computed here.</param>
/// <param name="Imprint">The digest of what was stamped.</param>
/// <param name="Time">genTime.</param>
/// <param name="HasUnknownCriticalExtension">It may change what the token means.</param>
internal sealed record TimeStampToken(
    CmsMessage Message, CmsSigner Signer, ReadOnlyMemory<byte> Info, DigestAlgorithm? ImprintDigest, byte[] Imprint, DateTimeOffset Time, bool HasUnknownCriticalExtension)
{
    private const string TstInfo = "1.2.840.113549.1.9.16.1.4";
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <summary>Null when the bytes are not exactly one token.</summary>
    public static TimeStampToken? Read(byte[] encoded)
    {
        try
        {
            AsnDecoder.ReadSequence(encoded, AsnEncodingRules.BER, out _, out _, out var consumed);
            return consumed == encoded.Length && CmsReader.Read(encoded) is { ContentType: TstInfo, Content: { } info, Signers: [var signer] } message
                ? ReadInfo(message, signer, info)
                : null;
        }
        catch (Exception e) when (e is AsnContentException or CmsFormatException)
        {
            return null;
        }
    }

    /// <summary>Is the token's own signature right, by a certificate that the token itself binds (ESSCertID, ESSCertIDv2; §2.4.1)?</summary>
    /// <param name="candidates">Certificates carried beside the token.</param>
    /// <returns>The authority's certificate, of which nothing more is known yet; null when the signature does not hold.</returns>
    /// <exception cref="CmsFormatException">The signature breaks its format.</exception>
    public X509Certificate2? FindAuthority(IEnumerable<X509Certificate2> candidates)
    {
        if (DigestAlgorithm.FromOid(Signer.DigestOid) is not { } digest
            || CmsSignatureAlgorithm.Read(Signer, digest) is not { } algorithm
            || !CmsSignatureCheck.AttributesFit(Message, Signer, digest.Hash(Info.Span)))
        {
            return null;
        }

        return Message.Certificates.Concat(candidates).FirstOrDefault(c =>
            Signer.Names(c)
            && SigningCertificateAttribute.Check(Signer, c, required: true) is null or { Code: ReasonCode.WeakAlgorithm }
            && algorithm.Verify(c, Signer.SignedAttributesSet!, Signer.Signature));
    }

    private static TimeStampToken ReadInfo(CmsMessage message, CmsSigner signer, ReadOnlyMemory<byte> encoded)
    {
        var info = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        info.ReadInteger();
        info.ReadObjectIdentifier();
        var imprint = info.ReadSequence();
        var digest = DigestAlgorithm.FromOid(imprint.ReadSequence().ReadObjectIdentifier());
        var value = imprint.ReadOctetString();
        info.ReadInteger();
        return new TimeStampToken(message, signer, encoded, digest, value, info.ReadGeneralizedTime().ToUniversalTime(), HasCriticalExtension(info));
    }

    private static bool HasCriticalExtension(AsnReader rest)
    {
        while (rest.HasData)
        {
            if (!rest.PeekTag().HasSameClassAndValue(Extensions))
            {
                rest.ReadEncodedValue();
                continue;
            }

            var extensions = rest.ReadSequence(Extensions);
            while (extensions.HasData)
            {
                var extension = extensions.ReadSequence();
                extension.ReadObjectIdentifier();
                if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean())
                {
                    return true;
                }
            }
        }

        return false;
    }
}
