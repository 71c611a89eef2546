using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Revocation;

namespace SocialWorkflows.Signatures.Cms;

/// <summary>
/// Reads CMS SignedData (RFC 5652). Own reader because .NET's SignedCms does not tell an absent from an empty eContent and hides repeated attributes.
/// </summary>
internal static class CmsReader
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string OcspRevocationInfo = "1.3.6.1.5.5.7.16.2";
    private const int Limit = 60;
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <param name="encoded">BER; bytes after the message must be zero (a PDF reserves room for it).</param>
    /// <exception cref="CmsFormatException">Not CMS SignedData.</exception>
    public static CmsMessage Read(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            AsnDecoder.ReadSequence(encoded.Span, AsnEncodingRules.BER, out _, out _, out var consumed);
            return encoded.Span[consumed..].ContainsAnyExcept((byte)0)
                ? throw CmsFormatException.Malformed("Something else follows the signature's CMS.")
                : ReadMessage(encoded[..consumed]);
        }
        catch (AsnContentException)
        {
            throw CmsFormatException.Malformed("The signature's CMS cannot be read.");
        }
    }

    private static CmsMessage ReadMessage(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        if (outer.ReadObjectIdentifier() != SignedData)
        {
            throw CmsFormatException.Malformed("The signature is CMS of another kind than SignedData.");
        }

        var data = outer.ReadSequence(Tag0).ReadSequence();
        data.ReadInteger();
        data.ReadEncodedValue();
        var (contentType, content) = ReadContent(data.ReadSequence());
        var certificates = new List<X509Certificate2>();
        if (Next(data, Tag0))
        {
            var set = data.ReadSetOf(skipSortOrderValidation: true, Tag0);
            for (var read = 0; set.HasData; read++)
            {
                if (read == Limit)
                {
                    throw TooMany("certificates");
                }

                if (EmbeddedCertificates.TryLoad(set.ReadEncodedValue().Span) is { } certificate)
                {
                    certificates.Add(certificate);
                }
            }
        }

        var (ocsp, crls) = Next(data, Tag1) ? ReadRevocation(data.ReadSetOf(skipSortOrderValidation: true, Tag1)) : ([], []);
        var signers = new List<CmsSigner>();
        var infos = data.ReadSetOf(skipSortOrderValidation: true);
        while (infos.HasData)
        {
            if (signers.Count == Limit)
            {
                throw TooMany("signers");
            }

            signers.Add(ReadSigner(infos.ReadSequence()));
        }

        return new CmsMessage(contentType, content, certificates, ocsp, crls, signers);
    }

    private static (string Type, ReadOnlyMemory<byte>? Content) ReadContent(AsnReader info)
    {
        var type = info.ReadObjectIdentifier();
        if (!info.HasData)
        {
            return (type, null);
        }

        var content = info.ReadSequence(Tag0);
        return (type, content.PeekTag().HasSameClassAndValue(Asn1Tag.PrimitiveOctetString) ? content.ReadOctetString() : content.ReadEncodedValue());
    }

    private static (List<byte[]> Ocsp, List<byte[]> Crls) ReadRevocation(AsnReader choices)
    {
        var ocsp = new List<byte[]>();
        var crls = new List<byte[]>();
        for (var read = 0; choices.HasData; read++)
        {
            if (read == Limit)
            {
                // The one left out may say "revoked".
                ocsp.Add(RevocationEvidence.LeftUnread);
                crls.Add(RevocationEvidence.LeftUnread);
                break;
            }

            if (!Next(choices, Tag1))
            {
                crls.Add(choices.ReadEncodedValue().ToArray());
                continue;
            }

            var other = choices.ReadSequence(Tag1);
            if (other.ReadObjectIdentifier() == OcspRevocationInfo)
            {
                ocsp.Add(other.ReadEncodedValue().ToArray());
            }
        }

        return (ocsp, crls);
    }

    private static CmsSigner ReadSigner(AsnReader info)
    {
        info.ReadInteger();
        byte[]? issuer = null;
        byte[]? serial = null;
        byte[]? keyIdentifier = null;
        if (info.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            var identifier = info.ReadSequence();
            issuer = identifier.ReadEncodedValue().ToArray();
            serial = identifier.ReadIntegerBytes().ToArray();
        }
        else
        {
            keyIdentifier = info.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0));
        }

        var digest = info.ReadSequence().ReadObjectIdentifier();
        ReadOnlyMemory<byte>? signedAttributes = Next(info, Tag0) ? info.ReadEncodedValue() : (ReadOnlyMemory<byte>?)null;
        var algorithm = info.ReadEncodedValue();
        var signature = info.ReadOctetString();
        return new CmsSigner
        {
            IssuerName = issuer,
            SerialNumber = serial,
            SubjectKeyIdentifier = keyIdentifier,
            DigestOid = digest,
            SignatureAlgorithm = algorithm,
            SignedAttributes = signedAttributes is { } encoded ? ReadAttributes(new AsnReader(encoded, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true, Tag0)) : null,
            SignedAttributesSet = signedAttributes is { } set ? AsSet(set) : null,
            Signature = signature,
            UnsignedAttributes = Next(info, Tag1) ? ReadUnsigned(info.ReadEncodedValue()) : [],
        };
    }

    /// <summary>Nothing signed stands here; what cannot be read proves nothing and breaks nothing.</summary>
    private static List<CmsAttribute> ReadUnsigned(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return ReadAttributes(new AsnReader(encoded, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true, Tag1));
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    /// <summary>§5.4: signed is the EXPLICIT SET OF tag instead of the [0] that stands in the message.</summary>
    private static byte[] AsSet(ReadOnlyMemory<byte> encoded)
    {
        var set = encoded.ToArray();
        set[0] = 0x31;
        return set;
    }

    private static List<CmsAttribute> ReadAttributes(AsnReader set)
    {
        var attributes = new List<CmsAttribute>();
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var encodedValues = attribute.ReadSetOf(skipSortOrderValidation: true);
            var values = new List<ReadOnlyMemory<byte>>();
            while (encodedValues.HasData)
            {
                values.Add(encodedValues.ReadEncodedValue());
            }

            attributes.Add(new CmsAttribute(oid, values));
        }

        return attributes;
    }

    /// <summary>Whatever is left unread could be what is wrong with the signature.</summary>
    private static CmsFormatException TooMany(string what) => CmsFormatException.Malformed($"The signature's CMS holds more than {Limit} {what}.");

    private static bool Next(AsnReader reader, Asn1Tag tag) => reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);
}
