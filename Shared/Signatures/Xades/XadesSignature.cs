using System.Xml;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>One ds:Reference.</summary>
internal sealed record XadesReference(XmlElement Element, string? Id, string Uri, string? Type, string DigestUri, byte[] DigestValue, IReadOnlyList<XmlElement> Transforms)
{
    public bool IsSameDocument => Uri.StartsWith('#');
}

/// <summary>A signature-time-stamp of the unsigned properties.</summary>
internal sealed record XadesTimeStamp(CanonicalizationMethod Canonicalization, byte[] Token);

/// <summary>The parts of a XAdES signature, found only where the standard puts them.</summary>
internal sealed record XadesSignature
{
    public required XmlElement SignedInfo { get; init; }

    public required CanonicalizationMethod Canonicalization { get; init; }

    public required XmlElement SignatureMethod { get; init; }

    public required IReadOnlyList<XadesReference> References { get; init; }

    public required XmlElement SignatureValue { get; init; }

    public required IReadOnlyList<string> KeyInfoCertificates { get; init; }

    public required XmlElement SignedProperties { get; init; }

    public required XmlElement QualifyingProperties { get; init; }
}
