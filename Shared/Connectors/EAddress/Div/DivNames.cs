namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>Namespaces, operations and values of DIV's UnifiedService, as independent clients of it have seen them (docs/adr/0010).</summary>
internal static class DivNames
{
    public const string Service = "http://vraa.gov.lv/xmlschemas/div/uui/2011/11";
    public const string Envelope = "http://ivis.eps.gov.lv/XMLSchemas/100001/DIV/v1-0";
    public const string Arrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";
    public const string Xades = "http://uri.etsi.org/01903/v1.3.2#";
    public const string SignedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";
    public const string ExclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string RsaSha512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";
    public const string Sha512 = "http://www.w3.org/2001/04/xmlenc#sha512";
    public const string Sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";

    public const string SenderSection = "SenderSection";
    public const string ServerSection = "ServerSection";

    /// <summary>The kind of a letter without a form of its own.</summary>
    public const string GeneralLetter = "DOC_EMPTY";

    public static string Action(string operation) => $"http://vraa.gov.lv/div/uui/2011/11/UnifiedServiceInterface/{operation}";
}
