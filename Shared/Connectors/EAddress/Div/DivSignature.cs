using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>Signs sections of an envelope: XML signature RSA-SHA512 with XAdES-BES. Everything by exclusive C14N, so that what stands around a section does not matter.</summary>
internal static class DivSignature
{
    /// <param name="signatures">The element the signature is put into, in the document of the sections.</param>
    /// <param name="id">Of the signature, for example <c>SenderSignature</c>.</param>
    /// <param name="sections">Elements with an Id attribute.</param>
    /// <param name="certificate">With its RSA key.</param>
    /// <param name="at">The signing time.</param>
    public static XmlElement Sign(XmlElement signatures, string id, IReadOnlyList<XmlElement> sections, X509Certificate2 certificate, DateTimeOffset at)
    {
        var propertiesId = id + "-SignedProperties";
        var signature = signatures.Add(DivNames.Signature, "Signature", prefix: "ds");
        signature.SetAttribute("Id", id);
        var info = Ds(signature, "SignedInfo");
        Ds(info, "CanonicalizationMethod").SetAttribute("Algorithm", DivNames.ExclusiveC14N);
        Ds(info, "SignatureMethod").SetAttribute("Algorithm", DivNames.RsaSha512);
        var value = Ds(signature, "SignatureValue");
        Ds(Ds(Ds(signature, "KeyInfo"), "X509Data"), "X509Certificate", Convert.ToBase64String(certificate.RawData));
        var properties = Properties(signature, id, propertiesId, certificate, at);
        foreach (var section in sections)
        {
            Refer(info, section, section.GetAttribute("Id"), type: null);
        }

        Refer(info, properties, propertiesId, DivNames.SignedPropertiesType);
        using var key = certificate.GetRSAPrivateKey()!;
        value.InnerText = Convert.ToBase64String(key.SignData(Canonical(info), HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1));
        return signature;
    }

    private static void Refer(XmlElement info, XmlElement target, string id, string? type)
    {
        var reference = Ds(info, "Reference");
        reference.SetAttribute("URI", "#" + id);
        if (type is not null)
        {
            reference.SetAttribute("Type", type);
        }

        Ds(Ds(reference, "Transforms"), "Transform").SetAttribute("Algorithm", DivNames.ExclusiveC14N);
        Ds(reference, "DigestMethod").SetAttribute("Algorithm", DivNames.Sha512);
        Ds(reference, "DigestValue", Convert.ToBase64String(SHA512.HashData(Canonical(target))));
    }

    private static XmlElement Properties(XmlElement signature, string id, string propertiesId, X509Certificate2 certificate, DateTimeOffset at)
    {
        var qualifying = Xades(Ds(signature, "Object"), "QualifyingProperties");
        qualifying.SetAttribute("Target", "#" + id);
        var properties = Xades(qualifying, "SignedProperties");
        properties.SetAttribute("Id", propertiesId);
        var signed = Xades(properties, "SignedSignatureProperties");
        Xades(signed, "SigningTime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        var signer = Xades(Xades(signed, "SigningCertificate"), "Cert");
        var digest = Xades(signer, "CertDigest");

        // The digest by which the service's own clients name the certificate; nothing rests on it, the certificate itself is in KeyInfo.
        Ds(digest, "DigestMethod").SetAttribute("Algorithm", DivNames.Sha1);
        Ds(digest, "DigestValue", Convert.ToBase64String(certificate.GetCertHash(HashAlgorithmName.SHA1)));
        var serial = Xades(signer, "IssuerSerial");
        Ds(serial, "X509IssuerName", certificate.IssuerName.Name);
        Ds(serial, "X509SerialNumber", new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture));
        return properties;
    }

    private static byte[] Canonical(XmlElement element) => XmlCanonicalizer.Canonicalize(element, new CanonicalizationMethod(CanonicalizationVersion.Exclusive, WithComments: false));

    private static XmlElement Ds(XmlElement parent, string name, string? text = null) => parent.Add(DivNames.Signature, name, text, "ds");

    private static XmlElement Xades(XmlElement parent, string name, string? text = null) => parent.Add(DivNames.Xades, name, text, "xades");
}
