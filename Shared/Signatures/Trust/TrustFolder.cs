using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>The files of a trust folder, in the order of their names.</summary>
internal static class TrustFolder
{
    /// <exception cref="TrustStoreException">The folder or a certificate file cannot be read.</exception>
    public static IReadOnlyList<X509Certificate2> Certificates(string directory) =>
        [.. Files(directory, ".PEM", ".CRT", ".CER").SelectMany(f => ReadCertificates(f, Bytes(f)))];

    /// <exception cref="TrustStoreException">The folder or a list cannot be read. XML and JSON files that are no lists are left alone.</exception>
    public static (IReadOnlyList<TrustedList> Lists, IReadOnlyList<TrustedService> Compact) Lists(string directory)
    {
        var lists = Files(directory, ".XML").Select(f => (File: f, Bytes: Bytes(f)))
            .Where(f => TrustedListReader.LooksLikeList(f.Bytes))
            .Select(f => Named(f.File, () => TrustedListReader.ReadUnverified(f.Bytes)));
        var compact = Files(directory, ".JSON").Select(f => (File: f, Bytes: Bytes(f)))
            .Where(f => CompactTrustedList.LooksLikeBundle(f.Bytes))
            .SelectMany(f => Named(f.File, () => CompactTrustedList.Read(f.Bytes)));
        return ([.. lists], [.. compact]);
    }

    private static IEnumerable<string> Files(string directory, params string[] extensions)
    {
        if (!Directory.Exists(directory))
        {
            throw new TrustStoreException($"The trust folder \"{directory}\" does not exist. Give a folder with .pem, .crt or .cer files, or trusted lists (.xml).");
        }

        return Directory.EnumerateFiles(directory)
            .Where(f => extensions.Contains(Path.GetExtension(f).ToUpperInvariant(), StringComparer.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private static X509Certificate2Collection ReadCertificates(string path, byte[] bytes)
    {
        try
        {
            var text = System.Text.Encoding.Latin1.GetString(bytes);
            if (!text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            {
                return [X509CertificateLoader.LoadCertificate(bytes)];
            }

            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(text);
            return certificates;
        }
        catch (CryptographicException e)
        {
            throw new TrustStoreException($"\"{path}\" cannot be read as a certificate ({e.Message.TrimEnd('.')}). Remove it from the trust folder or replace it.");
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrustStoreException($"\"{path}\" cannot be read ({e.Message.TrimEnd('.')}). Give the right to read it, or remove it from the trust folder.");
        }
    }

    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TrustedListException e)
        {
            throw new TrustStoreException($"\"{path}\": {e.Message}");
        }
    }
}
