using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures;

[assembly: AssemblyFixture(typeof(SocialWorkflows.Tests.Signatures.Smime.MailPki))]

namespace SocialWorkflows.Tests.Signatures.Smime;

/// <summary>An authority and mail certificates, made once per run.</summary>
public sealed class MailPki
{
    private static readonly DateTimeOffset From = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly X509Certificate2 _authority;

    public MailPki()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=DEMO Mail CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(From, From.AddYears(10));
        Anna = Person("anna@example.lv");
        Other = Person("cits@example.lv");
        Nameless = Person(null);
        WrongPurpose = Person("anna@example.lv", purpose: "1.3.6.1.5.5.7.3.1");
    }

    internal X509Certificate2 Anna { get; }

    internal X509Certificate2 Other { get; }

    internal X509Certificate2 Nameless { get; }

    internal X509Certificate2 WrongPurpose { get; }

    internal TrustStore Trust => TrustStore.FromCertificates([_authority]);

    private X509Certificate2 Person(string? address, string purpose = "1.3.6.1.5.5.7.3.4")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Anna Paraudzina DEMO", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        if (address is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddEmailAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(_authority, From, From.AddYears(5), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}
