using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>A file to be signed.</summary>
internal sealed record DemoFile(string Name, string MediaType, byte[] Bytes);

/// <summary>How much proof is put beside the signature (XAdES baseline levels).</summary>
internal enum DemoLevel
{
    B,
    T,
    LT,
}

/// <summary>Makes EDOC 2.0 / ASiC-E containers with a XAdES signature, laid out as the tools of eParaksts do.</summary>
internal sealed class AsiceSigner(DemoPki pki)
{
    private static readonly CanonicalizationMethod EParaksts = new(CanonicalizationVersion.Inclusive11, WithComments: false);

    /// <param name="person">The signer.</param>
    /// <param name="files">Data files, in this order.</param>
    /// <param name="signingTime">Claimed time and time-stamp; the OCSP answer is a second later.</param>
    /// <param name="level">LT unless the demo wants less.</param>
    /// <param name="canonicalization">Canonical XML 1.1 as LVRTC unless told otherwise.</param>
    public byte[] Sign(
        DemoPerson person, IReadOnlyList<DemoFile> files, DateTimeOffset signingTime, DemoLevel level = DemoLevel.LT, CanonicalizationMethod? canonicalization = null) =>
        Sign([person], files, signingTime, level, canonicalization);

    /// <summary>Several persons sign the same files, each in a signature file of their own.</summary>
    public byte[] Sign(
        IReadOnlyList<DemoPerson> persons, IReadOnlyList<DemoFile> files, DateTimeOffset signingTime, DemoLevel level = DemoLevel.LT, CanonicalizationMethod? canonicalization = null)
    {
        var entries = new List<KeyValuePair<string, byte[]>> { new("mimetype", "application/vnd.etsi.asic-e+zip"u8.ToArray()) };
        entries.AddRange(files.Select(f => KeyValuePair.Create(f.Name, f.Bytes)));
        entries.AddRange(persons.Select((p, i) => KeyValuePair.Create(
            $"META-INF/edoc-signatures-S{i + 1}.xml",
            SignatureXml(p.Certificate, files, signingTime, level, canonicalization ?? EParaksts, $"S{i + 1}"))));
        entries.Add(new("META-INF/manifest.xml", XadesTemplate.Manifest(files)));
        return ContainerZip.Write(entries);
    }

    private byte[] SignatureXml(
        X509Certificate2 certificate, IReadOnlyList<DemoFile> files, DateTimeOffset signingTime, DemoLevel level, CanonicalizationMethod method, string id)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(XadesTemplate.Signature(certificate, files, signingTime, method.Uri, id));
        XmlElement Find(string localName) => (XmlElement)document.SelectSingleNode($"//*[local-name()='{localName}']")!;

        var propertiesDigest = SHA256.HashData(XmlCanonicalizer.Canonicalize(Find("SignedProperties"), CanonicalizationMethod.Default));
        document.SelectSingleNode($"//*[@Id='{id}-ref-SignedProperties']/*[local-name()='DigestValue']")!.InnerText = Convert.ToBase64String(propertiesDigest);
        var value = Find("SignatureValue");
        value.InnerText = Convert.ToBase64String(SignBytes(certificate, XmlCanonicalizer.Canonicalize(Find("SignedInfo"), method)));
        AddProofs(Find("UnsignedSignatureProperties"), value, certificate, signingTime, level, method);
        return Encoding.UTF8.GetBytes(document.OuterXml);
    }

    private void AddProofs(XmlElement unsigned, XmlElement value, X509Certificate2 certificate, DateTimeOffset signingTime, DemoLevel level, CanonicalizationMethod method)
    {
        if (level == DemoLevel.B)
        {
            var properties = unsigned.ParentNode!;
            properties.ParentNode!.RemoveChild(properties);
            return;
        }

        var token = pki.TimeStampAuthority.Stamp(XmlCanonicalizer.Canonicalize(value, method), signingTime);
        var xml = XadesTemplate.TimeStamp(method.Uri, token);
        if (level == DemoLevel.LT)
        {
            xml += XadesTemplate.Certificates(pki.Issuing) + XadesTemplate.Ocsp(pki.OcspResponder.Answer(certificate, signingTime.AddSeconds(1)));
        }

        unsigned.InnerXml = xml;
    }

    private static byte[] SignBytes(X509Certificate2 certificate, byte[] data)
    {
        using var ecdsa = certificate.GetECDsaPrivateKey();
        if (ecdsa is not null)
        {
            return ecdsa.SignData(data, XadesTemplate.Digest(certificate), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        using var rsa = certificate.GetRSAPrivateKey()!;
        return rsa.SignData(data, XadesTemplate.Digest(certificate), RSASignaturePadding.Pkcs1);
    }
}
