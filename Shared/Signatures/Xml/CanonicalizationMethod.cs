namespace SocialWorkflows.Signatures.Xml;

/// <summary>W3C Canonical XML 1.0, 1.1 and Exclusive 1.0, each with or without comments.</summary>
public sealed record CanonicalizationMethod(CanonicalizationVersion Version, bool WithComments)
{
    public const string C14n10Uri = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    public const string C14n11Uri = "http://www.w3.org/2006/12/xml-c14n11";
    public const string ExclusiveUri = "http://www.w3.org/2001/10/xml-exc-c14n#";

    /// <summary>XML Signature §4.4.3.2: what applies to a node-set when no transform is named.</summary>
    public static CanonicalizationMethod Default { get; } = new(CanonicalizationVersion.Inclusive10, false);

    /// <summary>Exclusive only: prefixes treated as inclusive canonicalisation would ("#default" for the default namespace).</summary>
    public IReadOnlyList<string> InclusivePrefixes { get; init; } = [];

    /// <summary>The algorithm's URI, as it stands in a signature.</summary>
    public string Uri => Version switch
    {
        CanonicalizationVersion.Inclusive11 => C14n11Uri + (WithComments ? "#WithComments" : ""),
        CanonicalizationVersion.Exclusive => ExclusiveUri + (WithComments ? "WithComments" : ""),
        _ => C14n10Uri + (WithComments ? "#WithComments" : ""),
    };

    /// <summary>Null for anything that is not a canonicalisation (XSLT, XPath, base64 …).</summary>
    public static CanonicalizationMethod? FromUri(string uri) => uri switch
    {
        C14n10Uri => Default,
        C14n10Uri + "#WithComments" => new(CanonicalizationVersion.Inclusive10, true),
        C14n11Uri => new(CanonicalizationVersion.Inclusive11, false),
        C14n11Uri + "#WithComments" => new(CanonicalizationVersion.Inclusive11, true),
        ExclusiveUri => new(CanonicalizationVersion.Exclusive, false),
        ExclusiveUri + "WithComments" => new(CanonicalizationVersion.Exclusive, true),
        _ => null,
    };
}

public enum CanonicalizationVersion
{
    Inclusive10,
    Inclusive11,
    Exclusive,
}
