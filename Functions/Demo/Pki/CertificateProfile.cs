using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Functions.Demo.Pki;

internal enum DemoKey
{
    EcdsaP256,
    EcdsaP384,
    EcdsaP521,
    Rsa2048,
    Rsa3072,
    Rsa4096,
}

internal enum DemoRole
{
    Authority,
    TimeStamping,
    Ocsp,
    Person,
    Seal,
}

/// <summary>What a demo certificate says.</summary>
internal sealed record CertificateProfile(DemoRole Role, X500DistinguishedName Subject, DemoKey Key, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    public bool Qualified { get; init; }

    /// <summary>Named in the certificate so that a verifier demands revocation data; null = none.</summary>
    public string? OcspUrl { get; init; }

    public X509KeyUsageFlags? KeyUsage { get; init; }

    public AsymmetricAlgorithm NewKey() => Key switch
    {
        DemoKey.EcdsaP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        DemoKey.EcdsaP384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        DemoKey.EcdsaP521 => ECDsa.Create(ECCurve.NamedCurves.nistP521),
        DemoKey.Rsa2048 => RSA.Create(2048),
        DemoKey.Rsa3072 => RSA.Create(3072),
        _ => RSA.Create(4096),
    };
}
