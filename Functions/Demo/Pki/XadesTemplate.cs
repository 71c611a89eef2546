using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>The XML of a XAdES signature before its digests and value are filled in (EN 319 132-1, as eParaksts writes it).</summary>
internal static class XadesTemplate
{
    private const string Xades = "http://uri.etsi.org/01903/v1.3.2#";
    private const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";

    public static HashAlgorithmName Digest(X509Certificate2 certificate)
    {
        using var ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa?.KeySize switch
        {
            384 => HashAlgorithmName.SHA384,
            521 => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
    }

    public static string Signature(X509Certificate2 certificate, IReadOnlyList<DemoFile> files, DateTimeOffset signingTime, string canonicalization, string id)
    {
        var references = string.Concat(files.Select((f, i) => Reference($"{id}-ref-{i + 1}", Uri.EscapeDataString(f.Name).Replace("%2F", "/", StringComparison.Ordinal), null, SHA256.HashData(f.Bytes))));
        var formats = string.Concat(files.Select((f, i) =>
            $"<xades:DataObjectFormat ObjectReference=\"#{id}-ref-{i + 1}\"><xades:MimeType>{SecurityElement.Escape(f.MediaType)}</xades:MimeType></xades:DataObjectFormat>"));
        return $"""
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="{id}">
            <ds:SignedInfo Id="{id}-SignedInfo">
            <ds:CanonicalizationMethod Algorithm="{canonicalization}"/>
            <ds:SignatureMethod Algorithm="{SignatureMethod(certificate)}"/>
            {references}{Reference($"{id}-ref-SignedProperties", $"#{id}-SignedProperties", "http://uri.etsi.org/01903#SignedProperties", [])}</ds:SignedInfo>
            <ds:SignatureValue Id="{id}-SignatureValue"></ds:SignatureValue>
            <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(certificate.RawDataMemory.Span)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
            <ds:Object><xades:QualifyingProperties xmlns:xades="{Xades}" Target="#{id}"><xades:SignedProperties Id="{id}-SignedProperties"><xades:SignedSignatureProperties><xades:SigningTime>{signingTime.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="{Sha256}"/><ds:DigestValue>{Convert.ToBase64String(SHA256.HashData(certificate.RawDataMemory.Span))}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties><xades:SignedDataObjectProperties>{formats}</xades:SignedDataObjectProperties></xades:SignedProperties><xades:UnsignedProperties><xades:UnsignedSignatureProperties/></xades:UnsignedProperties></xades:QualifyingProperties></ds:Object>
            </ds:Signature></asic:XAdESSignatures>
            """.ReplaceLineEndings("\n");
    }

    public static string TimeStamp(string canonicalization, byte[] token) =>
        $"<xades:SignatureTimeStamp xmlns:xades=\"{Xades}\"><ds:CanonicalizationMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"{canonicalization}\"/>"
        + $"<xades:EncapsulatedTimeStamp>{Convert.ToBase64String(token)}</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>";

    public static string Certificates(X509Certificate2 issuer) =>
        $"<xades:CertificateValues xmlns:xades=\"{Xades}\"><xades:EncapsulatedX509Certificate>{Convert.ToBase64String(issuer.RawDataMemory.Span)}</xades:EncapsulatedX509Certificate></xades:CertificateValues>";

    public static string Ocsp(byte[] response) =>
        $"<xades:RevocationValues xmlns:xades=\"{Xades}\"><xades:OCSPValues><xades:EncapsulatedOCSPValue>{Convert.ToBase64String(response)}</xades:EncapsulatedOCSPValue></xades:OCSPValues></xades:RevocationValues>";

    public static byte[] Manifest(IReadOnlyList<DemoFile> files)
    {
        var entries = string.Concat(files.Select(f =>
            $"<manifest:file-entry manifest:full-path=\"{SecurityElement.Escape(f.Name)}\" manifest:media-type=\"{SecurityElement.Escape(f.MediaType)}\"/>"));
        return Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
            + "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">"
            + "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.etsi.asic-e+zip\"/>"
            + entries
            + "</manifest:manifest>");
    }

    private static string Reference(string id, string uri, string? type, byte[] digest) =>
        $"<ds:Reference Id=\"{id}\"{(type is null ? "" : $" Type=\"{type}\"")} URI=\"{SecurityElement.Escape(uri)}\">"
        + $"<ds:DigestMethod Algorithm=\"{Sha256}\"/><ds:DigestValue>{Convert.ToBase64String(digest)}</ds:DigestValue></ds:Reference>\n";

    private static string SignatureMethod(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        return More + (rsa is null ? "ecdsa-" : "rsa-") + Digest(certificate).Name!.ToLowerInvariant();
    }
}
