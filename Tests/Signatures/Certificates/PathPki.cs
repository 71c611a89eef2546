using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Certificates;

namespace SocialWorkflows.Tests.Signatures.Certificates;

/// <summary>Chains of certificates with whatever extensions a test wants.</summary>
internal static class PathPki
{
    public static readonly DateTimeOffset Now = SignaturesFixture.Now;

    public static X509Extension Extension(string oid, Action<AsnWriter> write, bool critical = true)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return new X509Extension(oid, writer.Encode(), critical);
    }

    public static X509Certificate2 Root(int? pathLength = null, AsymmetricAlgorithm? key = null, params X509Extension[] extensions) => Issue("C=LV, O=Izdoma, CN=Root", null, true, pathLength, key, null, extensions);

    public static X509Certificate2 Authority(X509Certificate2 issuer, string subject = "C=LV, O=Izdoma, CN=Issuing", int? pathLength = null, AsymmetricAlgorithm? key = null, params X509Extension[] extensions) =>
        Issue(subject, issuer, true, pathLength, key, null, extensions);

    public static X509Certificate2 Person(X509Certificate2 issuer, string subject = "C=LV, O=Izdoma, CN=Persona", params X509Extension[] extensions) => Issue(subject, issuer, false, null, null, null, extensions);

    public static X509Certificate2 Issue(
        string subject, X509Certificate2? issuer, bool isAuthority, int? pathLength, AsymmetricAlgorithm? key, HashAlgorithmName? digest, params X509Extension[] extensions)
    {
        using var made = key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var own = key ?? made!;
        var name = new X500DistinguishedName(subject, X500DistinguishedNameFlags.None);
        var request = own is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)own, digest ?? HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, pathLength is not null, pathLength ?? 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : X509KeyUsageFlags.NonRepudiation, true));
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        if (issuer is null)
        {
            return request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(5));
        }

        using var issuerKey = (AsymmetricAlgorithm?)issuer.GetECDsaPrivateKey() ?? issuer.GetRSAPrivateKey();
        var generator = issuerKey is RSA r ? X509SignatureGenerator.CreateForRSA(r, RSASignaturePadding.Pkcs1) : X509SignatureGenerator.CreateForECDsa((ECDsa)issuerKey!);
        var bare = request.Create(issuer.SubjectName, generator, Now.AddYears(-1), Now.AddYears(4), RandomNumberGenerator.GetBytes(8));
        return own is RSA ownRsa ? bare.CopyWithPrivateKey(ownRsa) : bare.CopyWithPrivateKey((ECDsa)own);
    }

    /// <summary>The path from the last to the first, which is the anchor.</summary>
    public static CertificatePath Path(params X509Certificate2[] fromAnchorDown) =>
        new CertificatePaths(TrustStore.FromCertificates([fromAnchorDown[0]])).Find(fromAnchorDown[^1], fromAnchorDown[1..], Now, leafMayBeAnchor: false);
}
