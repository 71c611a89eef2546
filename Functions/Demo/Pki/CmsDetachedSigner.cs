using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>CMS for PAdES: SigningCertificateV2 and no signing-time attribute (EN 319 142-1 §6.3 puts the time in the PDF), time-stamped.</summary>
internal static class CmsDetachedSigner
{
    private const string SignatureTimeStamp = "1.2.840.113549.1.9.16.2.14";

    public static byte[] Sign(
        X509Certificate2 signer, X509Certificate2 issuer, DemoTimeStampAuthority authority, ReadOnlyMemory<byte> content, DateTimeOffset signingTime)
    {
        var cms = new SignedCms(new ContentInfo(content.ToArray()), detached: true);
        var cmsSigner = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signer)
        {
            IncludeOption = X509IncludeOption.EndCertOnly,
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
        };
        cmsSigner.Certificates.Add(issuer);
        cmsSigner.SignedAttributes.Add(EssCertificate.Attribute(signer));
        cms.ComputeSignature(cmsSigner);
        var token = authority.Stamp(cms.SignerInfos[0].GetSignature(), signingTime);
        cms.SignerInfos[0].AddUnsignedAttribute(new AsnEncodedData(SignatureTimeStamp, token));
        return cms.Encode();
    }
}
