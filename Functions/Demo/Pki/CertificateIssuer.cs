using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>Issues demo certificates (RFC 5280; QCStatements of ETSI EN 319 412-5 for persons and seals).</summary>
internal static class CertificateIssuer
{
    private const string QcStatements = "1.3.6.1.5.5.7.1.3";
    private const string QcCompliance = "0.4.0.1862.1.1";
    private const string QcSscd = "0.4.0.1862.1.4";
    private const string QcType = "0.4.0.1862.1.6";

    /// <param name="profile">What the certificate says.</param>
    /// <param name="issuer">Null for a self-signed root.</param>
    public static X509Certificate2 Issue(CertificateProfile profile, X509Certificate2? issuer)
    {
        using var key = profile.NewKey();
        var request = key is RSA rsa
            ? new CertificateRequest(profile.Subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(profile.Subject, (ECDsa)key, Digest(profile.Key));
        AddExtensions(request, profile, issuer);
        if (issuer is null)
        {
            return request.CreateSelfSigned(profile.NotBefore, profile.NotAfter);
        }

        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        using var issuerKey = (AsymmetricAlgorithm?)issuer.GetECDsaPrivateKey() ?? issuer.GetRSAPrivateKey();
        var generator = issuerKey is RSA issuerRsa
            ? X509SignatureGenerator.CreateForRSA(issuerRsa, RSASignaturePadding.Pkcs1)
            : X509SignatureGenerator.CreateForECDsa((ECDsa)issuerKey!);
        using var bare = request.Create(issuer.SubjectName, generator, profile.NotBefore, profile.NotAfter, serial);
        return key is RSA own ? bare.CopyWithPrivateKey(own) : bare.CopyWithPrivateKey((ECDsa)key);
    }

    private static HashAlgorithmName Digest(DemoKey key) => key switch
    {
        DemoKey.EcdsaP384 => HashAlgorithmName.SHA384,
        DemoKey.EcdsaP521 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };

    private static void AddExtensions(CertificateRequest request, CertificateProfile profile, X509Certificate2? issuer)
    {
        var isAuthority = profile.Role == DemoRole.Authority;
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(profile.KeyUsage ?? DefaultUsage(profile.Role), critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (issuer is not null)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        }

        if (profile.Role is DemoRole.TimeStamping or DemoRole.Ocsp)
        {
            var purpose = profile.Role == DemoRole.TimeStamping ? "1.3.6.1.5.5.7.3.8" : "1.3.6.1.5.5.7.3.9";
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: true));
        }

        if (profile.OcspUrl is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([profile.OcspUrl], null));
        }

        if (profile.Qualified)
        {
            request.CertificateExtensions.Add(new X509Extension(QcStatements, Statements(profile.Role), critical: false));
        }
    }

    private static X509KeyUsageFlags DefaultUsage(DemoRole role) => role switch
    {
        DemoRole.Authority => X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
        DemoRole.Person or DemoRole.Seal => X509KeyUsageFlags.NonRepudiation,
        _ => X509KeyUsageFlags.DigitalSignature,
    };

    private static byte[] Statements(DemoRole role)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var plain in (string[])[QcCompliance, QcSscd])
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(plain);
                }
            }

            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(QcType);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(QcType + (role == DemoRole.Seal ? ".2" : ".1"));
                }
            }
        }

        return writer.Encode();
    }
}
