namespace SocialWorkflows.Signatures.Xades;

/// <summary>Namespaces and types of XML Signature, XAdES (EN 319 132-1) and ASiC (EN 319 162-1).</summary>
internal static class XadesNames
{
    public const string Ds = "http://www.w3.org/2000/09/xmldsig#";
    public const string Xades132 = "http://uri.etsi.org/01903/v1.3.2#";
    public const string Xades141 = "http://uri.etsi.org/01903/v1.4.1#";
    public const string Asic = "http://uri.etsi.org/02918/v1.2.1#";
    /// <summary>Latvian signing software of 2014 wrote the namespace without its zero.</summary>
    public const string AsicWithoutZero = "http://uri.etsi.org/2918/v1.2.1#";
    public const string OpenDocumentSignatures = "urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0";
    public const string SignedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";
}
