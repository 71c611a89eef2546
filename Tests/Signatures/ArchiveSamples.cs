using System.Text;
using System.Xml;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures.Xml;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Adds an archive time-stamp (EN 319 132-1 §5.5.2) to a container of the demo.</summary>
internal static class ArchiveSamples
{
    public static byte[] Signed(SignaturesFixture fixture) => Add(fixture, fixture.Pki.TimeStampAuthority, SignaturesFixture.Now.AddMinutes(5)).Pack();

    public static Container Add(SignaturesFixture fixture, DemoTimeStampAuthority authority, DateTimeOffset at)
    {
        var container = Container.Open(fixture.Signed());
        var document = new XmlDocument { PreserveWhitespace = true };
        document.Load(new MemoryStream(container[Container.SignatureFile]));
        XmlElement Only(string name) => (XmlElement)document.SelectSingleNode($"//*[local-name()='{name}']")!;
        byte[] Canonical(XmlElement element) => XmlCanonicalizer.Canonicalize(element, CanonicalizationMethod.Default);

        var unsigned = Only("UnsignedSignatureProperties");
        byte[] covered =
        [
            .. SignaturesFixture.Application.Bytes, .. SignaturesFixture.Annex.Bytes, .. Canonical(Only("SignedProperties")),
            .. Canonical(Only("SignedInfo")), .. Canonical(Only("SignatureValue")), .. Canonical(Only("KeyInfo")),
            .. unsigned.ChildNodes.OfType<XmlElement>().SelectMany(Canonical),
        ];
        var stamp = document.CreateElement("xades141", "ArchiveTimeStamp", "http://uri.etsi.org/01903/v1.4.1#");
        stamp.InnerXml = $"<ds:CanonicalizationMethod xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Algorithm=\"{CanonicalizationMethod.C14n10Uri}\"/>"
            + $"<xades:EncapsulatedTimeStamp xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\">{Convert.ToBase64String(authority.Stamp(covered, at))}</xades:EncapsulatedTimeStamp>";
        unsigned.AppendChild(stamp);
        return container.Set(Container.SignatureFile, Encoding.UTF8.GetBytes(document.OuterXml));
    }

    /// <summary>A time-stamp service that nobody trusts.</summary>
    public static DemoTimeStampAuthority Stranger() => new(CertificateIssuer.Issue(
        new CertificateProfile(DemoRole.TimeStamping, new("CN=Strange TSA"), DemoKey.EcdsaP256, SignaturesFixture.Now.AddYears(-1), SignaturesFixture.Now.AddYears(1)), null));
}
