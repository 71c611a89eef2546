using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Revocation;

internal enum OcspStatus
{
    Good,
    Revoked,
    Unknown,
}

/// <summary>RFC 6960 §4.2.1 SingleResponse.</summary>
internal sealed record OcspAnswer(
    string HashOid, byte[] IssuerNameHash, byte[] IssuerKeyHash, byte[] SerialNumber, OcspStatus Status, RevokedEntry? Revoked, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate)
{
    public bool IsAbout(X509Certificate2 certificate, X509Certificate2 issuer) =>
        DigestAlgorithm.FromOid(HashOid) is { } digest
        && SerialNumber.AsSpan().TrimStart((byte)0).SequenceEqual(certificate.SerialNumberBytes.Span.TrimStart((byte)0))
        && IssuerNameHash.AsSpan().SequenceEqual(digest.Hash(issuer.SubjectName.RawData))
        && IssuerKeyHash.AsSpan().SequenceEqual(digest.Hash(CertificateParts.SubjectPublicKey(issuer)));
}

/// <summary>RFC 6960 §4.2.1 BasicOCSPResponse, read by hand because .NET has no OCSP.</summary>
internal sealed record OcspResponse(
    ReadOnlyMemory<byte> SignedPart,
    SignatureAlgorithm? Algorithm,
    byte[] Signature,
    byte[]? ResponderName,
    byte[]? ResponderKeyHash,
    DateTimeOffset ProducedAt,
    IReadOnlyList<OcspAnswer> Answers,
    IReadOnlyList<X509Certificate2> Certificates)
{
    private const string BasicResponse = "1.3.6.1.5.5.7.48.1.1";
    private const string NonceOid = "1.3.6.1.5.5.7.48.1.2";
    private const int Limit = 20;
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Tag1 = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag Tag2 = new(TagClass.ContextSpecific, 2, isConstructed: true);

    /// <summary>RFC 6960 §4.4.1: what the one who asked wanted to be repeated; null when there is none.</summary>
    public byte[]? Nonce { get; private init; }

    /// <summary>What it says of a certificate; where it says two things, the worse.</summary>
    public OcspAnswer? About(X509Certificate2 certificate, X509Certificate2 issuer) =>
        Answers.Where(a => a.IsAbout(certificate, issuer)).OrderByDescending(a => a.Status == OcspStatus.Revoked).ThenByDescending(a => a.Status == OcspStatus.Unknown).FirstOrDefault();

    /// <summary>Reads an OCSPResponse, or the bare BasicOCSPResponse some signers store.</summary>
    /// <exception cref="AsnContentException">Not an OCSP response, or one without an answer.</exception>
    public static OcspResponse Read(byte[] encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        if (!outer.PeekTag().HasSameClassAndValue(Asn1Tag.Enumerated))
        {
            return ReadBasic(encoded);
        }

        if (outer.ReadEnumeratedBytes().Span is not [0])
        {
            throw new AsnContentException("The responder gave no answer.");
        }

        var bytes = outer.ReadSequence(Tag0).ReadSequence();
        return bytes.ReadObjectIdentifier() == BasicResponse
            ? ReadBasic(bytes.ReadOctetString())
            : throw new AsnContentException("Not a basic OCSP response.");
    }

    private static OcspResponse ReadBasic(byte[] encoded)
    {
        var basic = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        var signedPart = basic.ReadEncodedValue();
        var algorithm = SignatureAlgorithm.FromAlgorithmIdentifier(basic.ReadEncodedValue());
        var signature = basic.ReadBitString(out _);
        var certificates = new List<X509Certificate2>();
        if (basic.HasData)
        {
            var list = basic.ReadSequence(Tag0).ReadSequence();
            for (var read = 0; list.HasData; read++)
            {
                Bound(read);
                if (EmbeddedCertificates.TryLoad(list.ReadEncodedValue().Span) is { } certificate)
                {
                    certificates.Add(certificate);
                }
            }
        }

        var data = new AsnReader(signedPart, AsnEncodingRules.BER).ReadSequence();
        if (data.PeekTag().HasSameClassAndValue(Tag0))
        {
            data.ReadEncodedValue();
        }

        byte[]? name = null;
        byte[]? keyHash = null;
        if (data.PeekTag().HasSameClassAndValue(Tag1))
        {
            name = data.ReadSequence(Tag1).ReadEncodedValue().ToArray();
        }
        else
        {
            keyHash = data.ReadSequence(Tag2).ReadOctetString();
        }

        var producedAt = data.ReadGeneralizedTime();
        var answers = new List<OcspAnswer>();
        var responses = data.ReadSequence();
        while (responses.HasData)
        {
            Bound(answers.Count);
            answers.Add(ReadAnswer(responses.ReadSequence()));
        }

        return new OcspResponse(signedPart, algorithm, signature, name, keyHash, producedAt, answers, certificates) { Nonce = ReadNonce(data) };
    }

    /// <summary>An answer left unread could be the one that says "revoked".</summary>
    private static void Bound(int read)
    {
        if (read == Limit)
        {
            throw new AsnContentException("The response holds more than is read.");
        }
    }

    private static byte[]? ReadNonce(AsnReader data)
    {
        if (!data.HasData || !data.PeekTag().HasSameClassAndValue(Tag1))
        {
            return null;
        }

        var extensions = data.ReadSequence(Tag1).ReadSequence();
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var oid = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
            {
                extension.ReadBoolean();
            }

            if (oid == NonceOid)
            {
                return extension.ReadOctetString();
            }
        }

        return null;
    }

    private static OcspAnswer ReadAnswer(AsnReader answer)
    {
        var id = answer.ReadSequence();
        var hashOid = id.ReadSequence().ReadObjectIdentifier();
        var nameHash = id.ReadOctetString();
        var keyHash = id.ReadOctetString();
        var serial = id.ReadIntegerBytes().ToArray();
        var tag = answer.PeekTag();
        var status = OcspStatus.Unknown;
        RevokedEntry? revoked = null;
        if (tag.HasSameClassAndValue(Tag1))
        {
            var info = answer.ReadSequence(Tag1);
            revoked = new RevokedEntry(info.ReadGeneralizedTime(), info.HasData ? info.ReadSequence(Tag0).ReadEnumeratedValue<RevocationReason>() : null);
            status = OcspStatus.Revoked;
        }
        else
        {
            answer.ReadEncodedValue();
            status = tag.HasSameClassAndValue(Tag0) ? OcspStatus.Good : OcspStatus.Unknown;
        }

        var thisUpdate = answer.ReadGeneralizedTime();
        DateTimeOffset? nextUpdate = answer.HasData && answer.PeekTag().HasSameClassAndValue(Tag0)
            ? answer.ReadSequence(Tag0).ReadGeneralizedTime()
            : null;
        return new OcspAnswer(hashOid, nameHash, keyHash, serial, status, revoked, thisUpdate, nextUpdate);
    }
}
