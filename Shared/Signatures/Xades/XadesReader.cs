using System.Xml;
using SocialWorkflows.Signatures.Xml;
using static SocialWorkflows.Signatures.Xades.XadesNames;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>
/// Takes a ds:Signature apart. Refuses every shape in which one part could be verified and another one read
/// (XML signature wrapping): repeated parts, repeated ids, parts in other places than the standard's.
/// </summary>
internal static class XadesReader
{
    private const int MaxReferences = 1_010;

    /// <summary>The signatures of a META-INF/*signatures*.xml file.</summary>
    /// <exception cref="XadesFormatException">The file has another root, or something else than signatures in it.</exception>
    public static IReadOnlyList<XmlElement> Signatures(XmlDocument document)
    {
        var root = document.DocumentElement!;
        var known = (root.LocalName == "XAdESSignatures" && root.NamespaceURI is Asic or AsicWithoutZero)
            || (root.LocalName == "document-signatures" && root.NamespaceURI == OpenDocumentSignatures);
        if (!known)
        {
            throw XadesFormatException.Malformed("The signature file does not begin with XAdESSignatures.");
        }

        if (root.Children().Any(e => e.LocalName != "Signature" || e.NamespaceURI != Ds))
        {
            throw XadesFormatException.Wrapped("The signature file holds something else beside signatures.");
        }

        return [.. root.Children()];
    }

    /// <exception cref="XadesFormatException">The signature breaks the format.</exception>
    public static XadesSignature Read(XmlElement signature)
    {
        if (signature.Children().Any(e => e.NamespaceURI != Ds || e.LocalName is not ("SignedInfo" or "SignatureValue" or "KeyInfo" or "Object")))
        {
            throw XadesFormatException.Malformed("The signature has an unknown part.");
        }

        var signedInfo = signature.Child("SignedInfo", Ds);
        if (signedInfo.Children().Any(e => e.NamespaceURI != Ds || e.LocalName is not ("CanonicalizationMethod" or "SignatureMethod" or "Reference")))
        {
            throw XadesFormatException.Malformed("SignedInfo has an unknown part.");
        }

        var qualifying = OnlyQualifyingProperties(signature);
        var signedProperties = qualifying.Child("SignedProperties", Xades132);
        RefuseStrayParts(signature, signedInfo, signedProperties);
        if (signature.GetAttribute("Id") is not { Length: > 0 } id || qualifying.GetAttribute("Target") != "#" + id)
        {
            throw XadesFormatException.Wrapped("The qualifying properties belong to another signature (Target).");
        }

        var references = signedInfo.Children("Reference", Ds).Take(MaxReferences + 1).Select(ReadReference).ToList();
        if (references.Count > MaxReferences)
        {
            throw XadesFormatException.Malformed($"The signature has more than {MaxReferences} references.");
        }

        RequireSignedPropertiesReference(references, signedProperties);
        return new XadesSignature
        {
            SignedInfo = signedInfo,
            Canonicalization = ReadCanonicalization(signedInfo.Child("CanonicalizationMethod", Ds)),
            SignatureMethod = signedInfo.Child("SignatureMethod", Ds),
            References = references,
            SignatureValue = signature.Child("SignatureValue", Ds),
            KeyInfoCertificates = [.. (signature.OptionalChild("KeyInfo", Ds)?.Children("X509Data", Ds) ?? []).SelectMany(d => d.Children("X509Certificate", Ds)).Select(c => c.InnerText)],
            SignedProperties = signedProperties,
            QualifyingProperties = qualifying,
        };
    }

    /// <summary>Allow-list: canonicalisation only. XSLT, XPath and the rest can make a signature say anything.</summary>
    public static CanonicalizationMethod ReadCanonicalization(XmlElement element)
    {
        var method = CanonicalizationMethod.FromUri(element.Algorithm())
            ?? throw new XadesFormatException(ReasonCode.ForbiddenTransform, SubIndication.SigConstraintsFailure, "The signature uses a transform that is not a canonicalisation.");
        var inclusive = element.Children("InclusiveNamespaces", "http://www.w3.org/2001/10/xml-exc-c14n#").FirstOrDefault();
        return inclusive is null
            ? method
            : method with { InclusivePrefixes = inclusive.GetAttribute("PrefixList").Split(' ', StringSplitOptions.RemoveEmptyEntries) };
    }

    private static XmlElement OnlyQualifyingProperties(XmlElement signature)
    {
        var found = signature.Children("Object", Ds).SelectMany(o => o.Children("QualifyingProperties", Xades132)).Take(2).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw XadesFormatException.Malformed("The signature has no XAdES properties (QualifyingProperties)."),
            _ => throw XadesFormatException.Wrapped("The signature has two QualifyingProperties elements."),
        };
    }

    /// <summary>Signed parts hidden elsewhere in the signature; a counter-signature is an unsigned property and has its own parts.</summary>
    private static void RefuseStrayParts(XmlElement signature, XmlElement signedInfo, XmlElement signedProperties)
    {
        var stray = OwnDescendants(signature).Any(e =>
            (e.LocalName == "SignedProperties" && e != signedProperties)
            || (e.LocalName == "SignedInfo" && e != signedInfo)
            || e.LocalName == "Signature");
        if (stray)
        {
            throw XadesFormatException.Wrapped("The signature holds a second set of signed parts.");
        }
    }

    private static IEnumerable<XmlElement> OwnDescendants(XmlElement element) =>
        element.Children()
            .Where(c => !(c.LocalName == "CounterSignature" && c.NamespaceURI == Xades132))
            .SelectMany(c => OwnDescendants(c).Prepend(c));

    /// <summary>Two elements with one Id: whoever resolves by Id may read another element than was signed. We never do, others might.</summary>
    public static Reason? RepeatedId(XmlDocument document)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var repeated = document.DocumentElement!.Descendants().Prepend(document.DocumentElement!)
            .SelectMany(e => e.Attributes.Cast<XmlAttribute>())
            .Any(a => string.Equals(a.LocalName, "id", StringComparison.OrdinalIgnoreCase) && !seen.Add(a.Value));
        return repeated ? XadesFormatException.Wrapped("Two elements of the signature file have the same Id.").Reason : null;
    }

    private static XadesReference ReadReference(XmlElement element)
    {
        if (!element.HasAttribute("URI"))
        {
            throw new XadesFormatException(ReasonCode.ForbiddenReference, SubIndication.FormatFailure, "A reference names nothing (no URI).");
        }

        return new XadesReference(
            element,
            element.HasAttribute("Id") ? element.GetAttribute("Id") : null,
            element.GetAttribute("URI"),
            element.HasAttribute("Type") ? element.GetAttribute("Type") : null,
            element.Child("DigestMethod", Ds).Algorithm(),
            element.Child("DigestValue", Ds).Base64(),
            [.. element.OptionalChild("Transforms", Ds)?.Children() ?? []]);
    }

    private static void RequireSignedPropertiesReference(List<XadesReference> references, XmlElement signedProperties)
    {
        var id = signedProperties.GetAttribute("Id");
        var own = references.Where(r => r.IsSameDocument).ToList();
        if (own.Exists(r => id.Length == 0 || r.Uri != "#" + id))
        {
            throw new XadesFormatException(ReasonCode.ForbiddenReference, SubIndication.FormatFailure, "A reference points at something inside the XML other than the signature's own signed properties.");
        }

        if (own.Count != 1 || own[0].Type != SignedPropertiesType || references.Count(r => r.Type == SignedPropertiesType) != 1)
        {
            throw XadesFormatException.Wrapped("The signed properties are not referenced exactly once, so they are not protected.");
        }
    }
}
