using System.Xml;
using SocialWorkflows.Signatures.Revocation;
using SocialWorkflows.Signatures.Xml;
using static SocialWorkflows.Signatures.Xades.XadesNames;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>Proofs added after signing. None of it is protected by the signature; each part proves itself or counts for nothing.</summary>
internal sealed record UnsignedProperties
{
    private const int MaxTimeStamps = 20;

    public IReadOnlyList<XadesTimeStamp> TimeStamps { get; init; } = [];

    public IReadOnlyList<string> Certificates { get; init; } = [];

    public IReadOnlyList<byte[]> OcspResponses { get; init; } = [];

    public bool HasRevocationValues { get; init; }

    public IReadOnlyList<byte[]> RevocationLists { get; init; } = [];

    public RevocationEvidence Evidence => new(OcspResponses, RevocationLists);

    public bool HasArchiveTimeStamp { get; init; }

    public bool HasCounterSignature { get; init; }

    public SignatureLevel Level => (TimeStamps.Count > 0, HasRevocationValues, HasArchiveTimeStamp) switch
    {
        (true, true, true) => SignatureLevel.LTA,
        (true, true, false) => SignatureLevel.LT,
        (true, false, _) => SignatureLevel.T,
        _ => SignatureLevel.B,
    };

    /// <exception cref="XadesFormatException">A part is repeated or not base64.</exception>
    public static UnsignedProperties Read(XmlElement qualifyingProperties)
    {
        var properties = qualifyingProperties.OptionalChild("UnsignedProperties", Xades132)?.OptionalChild("UnsignedSignatureProperties", Xades132);
        if (properties is null)
        {
            return new UnsignedProperties();
        }

        var revocation = properties.Children("RevocationValues", Xades132)
            .Concat(properties.Children("TimeStampValidationData", Xades141).SelectMany(t => t.Children("RevocationValues", Xades132)))
            .ToList();
        return new UnsignedProperties
        {
            TimeStamps = [.. Bounded(properties.Children("SignatureTimeStamp", Xades132)).Select(ReadTimeStamp)],
            Certificates = [.. properties.Descendants().Where(e => e.LocalName == "EncapsulatedX509Certificate" && e.NamespaceURI == Xades132).Select(e => e.InnerText)],
            OcspResponses = RevocationEvidence.Bounded(revocation.SelectMany(r => r.Children("OCSPValues", Xades132)).SelectMany(v => v.Children("EncapsulatedOCSPValue", Xades132)).Select(TolerantBase64)),
            HasRevocationValues = revocation.Count > 0,
            RevocationLists = RevocationEvidence.Bounded(revocation.SelectMany(r => r.Children("CRLValues", Xades132)).SelectMany(v => v.Children("EncapsulatedCRLValue", Xades132)).Select(TolerantBase64)),
            HasArchiveTimeStamp = properties.Children("ArchiveTimeStamp", Xades141).Concat(properties.Children("ArchiveTimeStamp", Xades132)).Any(),
            HasCounterSignature = properties.Children("CounterSignature", Xades132).Any(),
        };
    }

    /// <summary>One is usual, two have been seen; leaving some unread could leave out a broken one.</summary>
    private static List<XmlElement> Bounded(IEnumerable<XmlElement> stamps) => stamps.Take(MaxTimeStamps + 1).ToList() is { Count: <= MaxTimeStamps } few
        ? few
        : throw XadesFormatException.Malformed($"The signature carries more than {MaxTimeStamps} time-stamps.");

    /// <exception cref="XadesFormatException">A part is repeated, missing or not base64.</exception>
    public static XadesTimeStamp ReadTimeStamp(XmlElement element)
    {
        var method = element.OptionalChild("CanonicalizationMethod", Ds);
        return new XadesTimeStamp(
            method is null ? CanonicalizationMethod.Default : XadesReader.ReadCanonicalization(method),
            element.Child("EncapsulatedTimeStamp", Xades132).Base64());
    }

    /// <summary>Damaged revocation data leaves the status open (EN 319 102-1 §5.2.5); it does not break the signature.</summary>
    private static byte[] TolerantBase64(XmlElement element)
    {
        try
        {
            return element.Base64();
        }
        catch (XadesFormatException)
        {
            return [];
        }
    }
}
