using System.Xml;
using SocialWorkflows.Signatures.Xades;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>The Qualifications extension of a service (TS 119 612 §5.5.9.2, ECC name space).</summary>
internal static class QualificationReader
{
    private const string Ecc = "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";
    private const string Types = "http://uri.etsi.org/02231/v2/additionaltypes#";

    public static IEnumerable<QualificationElement> Read(XmlElement qualifications) =>
        qualifications.Children("QualificationElement", Ecc).Select(e => new QualificationElement(
            [.. e.Child("Qualifiers", Ecc).Children("Qualifier", Ecc).Select(q => LastWord(q.GetAttribute("uri")))],
            List(e.Child("CriteriaList", Ecc))));

    public static string LastWord(string uri) => uri.TrimEnd('/')[(uri.TrimEnd('/').LastIndexOf('/') + 1)..];

    private static CriteriaList List(XmlElement list) => new(
        list.GetAttribute("assert") switch
        {
            "all" => CriteriaAssertion.All,
            "none" => CriteriaAssertion.None,
            "atLeastOne" => CriteriaAssertion.AtLeastOne,
            _ => throw new FormatException("A list of criteria does not say how they are joined (assert)."),
        },
        [.. list.Children().Where(c => c.LocalName != "Description").Select(Part)]);

    private static Criterion Part(XmlElement part) => (part.LocalName, part.NamespaceURI) switch
    {
        ("KeyUsage", Ecc) => new KeyUsageCriterion([.. part.Children("KeyUsageBit", Ecc).Select(b => (b.GetAttribute("name"), b.InnerText.Trim() is "true" or "1"))]),
        ("PolicySet", Ecc) => new PolicyCriterion([.. Identifiers(part)]),
        ("CriteriaList", Ecc) => List(part),
        ("otherCriteriaList", Ecc) => new CriteriaList(CriteriaAssertion.All, [.. part.Children().Select(Other)]),
        _ => new UnknownCriterion(),
    };

    private static Criterion Other(XmlElement part) => part is { LocalName: "ExtendedKeyUsage", NamespaceURI: Types }
        ? new ExtendedUsageCriterion([.. Identifiers(part)])
        : new UnknownCriterion();

    private static IEnumerable<string> Identifiers(XmlElement parent) =>
        parent.Descendants().Where(e => e.LocalName == "Identifier")
            .Select(i => i.InnerText.Trim()).Select(i => i.StartsWith("urn:oid:", StringComparison.OrdinalIgnoreCase) ? i["urn:oid:".Length..] : i);
}
