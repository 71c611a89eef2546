using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>The certificates of an onboarding: the operator's authority, and those it issued to the service and to institutions.</summary>
internal sealed class DivPki : IDisposable
{
    /// <summary>Made once for all tests: a key costs more than the rest of a test.</summary>
    private static readonly ConcurrentDictionary<string, RSAParameters> Keys = new(StringComparer.Ordinal);

    private readonly X509Certificate2 _root;
    private readonly string _folder = Directory.CreateTempSubdirectory("socialworkflows-div-").FullName;
    private int _serial;

    public DivPki(string authority = "operator")
    {
        using var key = KeyOf("authority " + authority);
        var request = new CertificateRequest("CN=Test e-address authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        _root = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        AuthoritiesFile = Path.Combine(_folder, "authorities.pem");
        File.WriteAllText(AuthoritiesFile, _root.ExportCertificatePem());
    }

    public string AuthoritiesFile { get; }

    public X509Certificate2 Authority => _root;

    public X509Certificate2 Issue(string name)
    {
        using var key = KeyOf(name);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_root, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(20), BitConverter.GetBytes(++_serial));
        using var whole = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>As the settings want it: certificate and key in one file.</summary>
    public string FileOf(X509Certificate2 certificate)
    {
        var file = Path.Combine(_folder, certificate.SerialNumber + ".pem");
        using var key = certificate.GetRSAPrivateKey()!;
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return file;
    }

    private static RSA KeyOf(string name)
    {
        return RSA.Create(Keys.GetOrAdd(name, static _ =>
        {
            using var made = RSA.Create(2048);
            return made.ExportParameters(includePrivateParameters: true);
        }));
    }

    public bool Issued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    public void Dispose()
    {
        _root.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

internal static class DivKeys
{
    public static RSA GetRSAPublicKeyOf(this X509Certificate2 certificate) => certificate.GetRSAPublicKey()!;
}
