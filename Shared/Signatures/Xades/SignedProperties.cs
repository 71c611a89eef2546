using System.Globalization;
using System.Xml;
using static SocialWorkflows.Signatures.Xades.XadesNames;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>What the signer signed about the signature itself.</summary>
/// <param name="ClaimedTime">SigningTime.</param>
/// <param name="CertificateDigest">The first Cert of SigningCertificate or SigningCertificateV2; null when absent.</param>
/// <param name="MediaTypes">DataObjectFormat: media type by Reference Id.</param>
/// <param name="Policy">SigPolicyId without "urn:oid:"; null when there is none.</param>
internal sealed record SignedProperties(
    DateTimeOffset? ClaimedTime, (string DigestUri, byte[] Value)? CertificateDigest, IReadOnlyDictionary<string, string> MediaTypes, string? Policy)
{
    private const int DateLength = 10;

    /// <exception cref="XadesFormatException">Not as EN 319 132-1 §5.2 has it.</exception>
    public static SignedProperties Read(XmlElement signedProperties)
    {
        var signature = signedProperties.OptionalChild("SignedSignatureProperties", Xades132);
        return new SignedProperties(
            ReadTime(signature?.OptionalChild("SigningTime", Xades132)),
            ReadCertificateDigest(signature),
            ReadMediaTypes(signedProperties.OptionalChild("SignedDataObjectProperties", Xades132)),
            ReadPolicy(signature));
    }

    private static string? ReadPolicy(XmlElement? signature)
    {
        const string prefix = "urn:oid:";
        var identifier = signature?.OptionalChild("SignaturePolicyIdentifier", Xades132)?.OptionalChild("SignaturePolicyId", Xades132)
            ?.OptionalChild("SigPolicyId", Xades132)?.OptionalChild("Identifier", Xades132)?.InnerText.Trim();
        return identifier?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) == true ? identifier[prefix.Length..] : identifier;
    }

    /// <summary>xs:dateTime; other spellings are read differently by different readers.</summary>
    private static DateTimeOffset? ReadTime(XmlElement? element) =>
        element?.InnerText.Trim() is { Length: > DateLength } text && text[DateLength] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    private static (string DigestUri, byte[] Value)? ReadCertificateDigest(XmlElement? signature)
    {
        var binding = signature?.OptionalChild("SigningCertificateV2", Xades132) ?? signature?.OptionalChild("SigningCertificate", Xades132);
        if (binding?.Children("Cert", Xades132).FirstOrDefault() is not { } certificate)
        {
            return null;
        }

        var digest = certificate.Child("CertDigest", Xades132);
        return (digest.Child("DigestMethod", Ds).Algorithm(), digest.Child("DigestValue", Ds).Base64());
    }

    private static Dictionary<string, string> ReadMediaTypes(XmlElement? dataObjects)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var format in dataObjects?.Children("DataObjectFormat", Xades132) ?? [])
        {
            if (format.OptionalChild("MimeType", Xades132) is { } mime)
            {
                types[format.GetAttribute("ObjectReference").TrimStart('#')] = mime.InnerText.Trim();
            }
        }

        return types;
    }
}
