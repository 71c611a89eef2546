using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Functions.Demo.Pki;

/// <summary>Keys and certificates as PEM files, so that a resumed demo signs with the same ones.</summary>
internal sealed class KeyFolder(string directory)
{
    // Of all folders: two houses of one process may share a directory, and a key of one with the certificate of the other would fit nothing.
    private static readonly Lock Issuing = new();

    /// <summary>The certificate with its key under <paramref name="id"/>; issued once, loaded ever after.</summary>
    /// <exception cref="InvalidDataException">The stored certificate or key cannot be read.</exception>
    public X509Certificate2 GetOrIssue(string id, Func<X509Certificate2> issue)
    {
        var certificatePath = Path.Combine(directory, id + ".crt.pem");
        var keyPath = Path.Combine(directory, id + ".key.pem");
        lock (Issuing)
        {
            return File.Exists(certificatePath) ? Load(certificatePath, keyPath) : Issue(certificatePath, keyPath, issue);
        }
    }

    private X509Certificate2 Issue(string certificatePath, string keyPath, Func<X509Certificate2> issue)
    {

        Directory.CreateDirectory(directory);
        var certificate = issue();
        using var key = (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey()!;
        WriteKey(keyPath, key.ExportPkcs8PrivateKeyPem());

        // The certificate is written last and moved into place: where it exists, its key is complete.
        File.WriteAllText(certificatePath + ".new", certificate.ExportCertificatePem());
        File.Move(certificatePath + ".new", certificatePath, overwrite: true);
        return certificate;
    }

    private static X509Certificate2 Load(string certificatePath, string keyPath)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        }
        catch (Exception e) when (e is CryptographicException or IOException)
        {
            throw new InvalidDataException($"The demo key of \"{certificatePath}\" cannot be read ({e.Message.TrimEnd('.')}). Delete the demo's PKI folder to make new keys.", e);
        }
    }

    private static void WriteKey(string path, string pem)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(pem);
    }
}
