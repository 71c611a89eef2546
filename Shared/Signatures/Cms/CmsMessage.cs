using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Cms;

/// <summary>RFC 5652 §5.1 SignedData.</summary>
/// <param name="ContentType">eContentType, by object identifier.</param>
/// <param name="Content">eContent; null when it is absent, which is not the same as empty.</param>
/// <param name="Certificates">The readable ones.</param>
/// <param name="OcspResponses">From RevocationInfoChoices (RFC 5940), encoded.</param>
/// <param name="Crls">From RevocationInfoChoices, encoded.</param>
/// <param name="Signers">In the order of the file.</param>
internal sealed record CmsMessage(
    string ContentType,
    ReadOnlyMemory<byte>? Content,
    IReadOnlyList<X509Certificate2> Certificates,
    IReadOnlyList<byte[]> OcspResponses,
    IReadOnlyList<byte[]> Crls,
    IReadOnlyList<CmsSigner> Signers)
{
    public const string DataContentType = "1.2.840.113549.1.7.1";
}

/// <summary>RFC 5652 §5.3 SignerInfo.</summary>
internal sealed record CmsSigner
{
    /// <summary>The issuer's name, encoded; null when the signer is named by key identifier.</summary>
    public byte[]? IssuerName { get; init; }

    public byte[]? SerialNumber { get; init; }

    public byte[]? SubjectKeyIdentifier { get; init; }

    public required string DigestOid { get; init; }

    /// <summary>AlgorithmIdentifier, encoded.</summary>
    public required ReadOnlyMemory<byte> SignatureAlgorithm { get; init; }

    /// <summary>Null when the signature is over the content itself.</summary>
    public IReadOnlyList<CmsAttribute>? SignedAttributes { get; init; }

    /// <summary>The signed attributes as a SET OF, which is what was signed (§5.4).</summary>
    public byte[]? SignedAttributesSet { get; init; }

    public required byte[] Signature { get; init; }

    public IReadOnlyList<CmsAttribute> UnsignedAttributes { get; init; } = [];

    public bool Names(X509Certificate2 certificate) => SubjectKeyIdentifier is { } identifier
        ? certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any(e => e.SubjectKeyIdentifierBytes.Span.SequenceEqual(identifier))
        : certificate.IssuerName.RawData.AsSpan().SequenceEqual(IssuerName)
            && certificate.SerialNumberBytes.Span.TrimStart((byte)0).SequenceEqual(SerialNumber.AsSpan().TrimStart((byte)0));
}

/// <summary>An attribute with its encoded values.</summary>
internal sealed record CmsAttribute(string Oid, IReadOnlyList<ReadOnlyMemory<byte>> Values);

/// <summary>Object identifiers of attributes (RFC 5652 §11, RFC 5035, RFC 3161 appendix A, ISO 32000-1 §12.8.3.3).</summary>
internal static class CmsAttributes
{
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningTime = "1.2.840.113549.1.9.5";
    public const string SigningCertificate = "1.2.840.113549.1.9.16.2.12";
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string SignatureTimeStamp = "1.2.840.113549.1.9.16.2.14";
    public const string AdobeRevocationInfo = "1.2.840.113583.1.1.8";
}
