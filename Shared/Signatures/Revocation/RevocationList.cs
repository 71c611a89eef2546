using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Revocation;

/// <summary>RFC 5280 §5.3.1.</summary>
internal enum RevocationReason
{
    Unspecified = 0,
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,
    RemoveFromCrl = 8,
    PrivilegeWithdrawn = 9,
    AaCompromise = 10,
}

/// <summary>One revoked certificate.</summary>
/// <param name="RevokedAt">When the authority revoked it, or since when it suspects the key (invalidityDate), whichever is earlier.</param>
/// <param name="Reason">Why; null when it does not say.</param>
internal sealed record RevokedEntry(DateTimeOffset RevokedAt, RevocationReason? Reason)
{
    /// <summary>
    /// RFC 3161 §4: what a service did before its revocation stands only when it was revoked for a reason that leaves its key beyond doubt;
    /// without a stated reason nothing of it does.
    /// </summary>
    public bool Undoes(DateTimeOffset work) => RevokedAt <= work
        || Reason is not (RevocationReason.Unspecified or RevocationReason.AffiliationChanged or RevocationReason.Superseded or RevocationReason.CessationOfOperation);
}

/// <summary>RFC 5280 §5 CertificateList, read by hand because .NET only writes them.</summary>
internal sealed record RevocationList(
    ReadOnlyMemory<byte> SignedPart, SignatureAlgorithm? Algorithm, byte[] Signature, byte[] Issuer, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate)
{
    private const string ReasonCodeOid = "2.5.29.21";
    private const string InvalidityDateOid = "2.5.29.24";
    private const string AuthorityKeyIdentifierOid = "2.5.29.35";
    private const string CrlNumberOid = "2.5.29.20";
    private const string IssuingDistributionPointOid = "2.5.29.28";
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private readonly ReadOnlyMemory<byte> _revoked;

    /// <summary>Null for delta lists, indirect lists, lists of some reasons only, and others with a critical extension that is not understood.</summary>
    public RevocationScope? Scope { get; private init; }

    /// <exception cref="AsnContentException">Not a revocation list.</exception>
    public static RevocationList Read(byte[] encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        var signedPart = outer.ReadEncodedValue();
        var algorithm = SignatureAlgorithm.FromAlgorithmIdentifier(outer.ReadEncodedValue());
        var signature = outer.ReadBitString(out _);
        var list = new AsnReader(signedPart, AsnEncodingRules.BER).ReadSequence();
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            list.ReadInteger();
        }

        list.ReadEncodedValue();
        var issuer = list.ReadEncodedValue().ToArray();
        var thisUpdate = Time(list);
        DateTimeOffset? nextUpdate = list.HasData && IsTime(list.PeekTag()) ? Time(list) : null;
        var revoked = list.HasData && list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? list.ReadEncodedValue() : default;
        return new RevocationList(signedPart, algorithm, signature, issuer, thisUpdate, nextUpdate, revoked)
        {
            Scope = list.HasData ? ReadScope(list.ReadSequence(Tag0).ReadSequence()) : RevocationScope.All,
        };
    }

    private RevocationList(
        ReadOnlyMemory<byte> signedPart, SignatureAlgorithm? algorithm, byte[] signature, byte[] issuer, DateTimeOffset thisUpdate, DateTimeOffset? nextUpdate, ReadOnlyMemory<byte> revoked)
        : this(signedPart, algorithm, signature, issuer, thisUpdate, nextUpdate)
    {
        _revoked = revoked;
    }

    /// <summary>The entry of a certificate; null when it is not on the list.</summary>
    /// <exception cref="AsnContentException">An entry is malformed.</exception>
    public RevokedEntry? Find(X509Certificate2 certificate)
    {
        if (_revoked.IsEmpty)
        {
            return null;
        }

        var serial = certificate.SerialNumberBytes.Span.TrimStart((byte)0);
        var entries = new AsnReader(_revoked, AsnEncodingRules.BER).ReadSequence();
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            if (entry.ReadIntegerBytes().Span.TrimStart((byte)0).SequenceEqual(serial))
            {
                return Entry(entry);
            }
        }

        return null;
    }

    private static RevokedEntry Entry(AsnReader entry)
    {
        var (at, reason) = (Time(entry), (RevocationReason?)null);
        var extensions = entry.HasData ? entry.ReadSequence() : null;
        while (extensions?.HasData == true)
        {
            var (oid, _, value) = Extension(extensions);
            if (oid == ReasonCodeOid)
            {
                reason = value.ReadEnumeratedValue<RevocationReason>();
            }
            else if (oid == InvalidityDateOid && value.ReadGeneralizedTime() is var invalid && invalid < at)
            {
                at = invalid;
            }
        }

        return new RevokedEntry(at, reason);
    }

    /// <summary>A critical extension not understood makes a list unusable (§5.2).</summary>
    private static RevocationScope? ReadScope(AsnReader extensions)
    {
        var scope = RevocationScope.All;
        while (extensions.HasData)
        {
            var (oid, critical, value) = Extension(extensions);
            if (oid == IssuingDistributionPointOid)
            {
                if (RevocationScope.Read(value.ReadSequence()) is not { } narrower)
                {
                    return null;
                }

                scope = narrower;
            }
            else if (critical && oid is not (AuthorityKeyIdentifierOid or CrlNumberOid))
            {
                return null;
            }
        }

        return scope;
    }

    private static (string Oid, bool Critical, AsnReader Value) Extension(AsnReader extensions)
    {
        var extension = extensions.ReadSequence();
        var oid = extension.ReadObjectIdentifier();
        var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
        return (oid, critical, new AsnReader(extension.ReadOctetString(), AsnEncodingRules.BER));
    }

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset Time(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
