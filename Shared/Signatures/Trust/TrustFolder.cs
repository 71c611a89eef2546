using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>The files of a trust folder, in the order of their names.</summary>
internal static class TrustFolder
{
    /// <param name="directory">The folder.</param>
    /// <param name="problems">Receives what cannot be read; null: the first such file is an error.</param>
    /// <exception cref="TrustStoreException">There is no such folder, or a file cannot be read and nobody asked for problems.</exception>
    public static IReadOnlyList<X509Certificate2> Certificates(string directory, ICollection<string>? problems) =>
        [.. Files(directory, ".PEM", ".CRT", ".CER", ".DER").SelectMany(f => Attempt<X509Certificate2Collection>(problems, () => ReadCertificates(f, Bytes(f)), []))];

    /// <param name="directory">The folder.</param>
    /// <param name="problems">Receives what cannot be read.</param>
    /// <exception cref="TrustStoreException">There is no such folder. XML and JSON files that are no lists are left alone.</exception>
    public static (IReadOnlyList<TrustedList> Lists, IReadOnlyList<TrustedService> Compact) Lists(string directory, ICollection<string> problems)
    {
        var lists = Files(directory, ".XML").Select(f => Attempt(problems, () => Bytes(f) is var bytes && TrustedListReader.LooksLikeList(bytes) ? Named(f, () => TrustedListReader.ReadUnverified(bytes)) : null, null));
        var compact = Files(directory, ".JSON").SelectMany(f => Attempt(problems, () => Bytes(f) is var bytes && CompactTrustedList.LooksLikeBundle(bytes) ? Named(f, () => CompactTrustedList.Read(bytes)) : [], []));
        return ([.. lists.OfType<TrustedList>()], [.. compact]);
    }

    private static T Attempt<T>(ICollection<string>? problems, Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (TrustStoreException e) when (problems is not null)
        {
            problems.Add(e.Message);
            return otherwise;
        }
    }

    private static IEnumerable<string> Files(string directory, params string[] extensions)
    {
        if (!Directory.Exists(directory))
        {
            throw new TrustStoreException($"The trust folder \"{directory}\" does not exist. Give a folder with .pem, .crt, .cer or .der files, or trusted lists (.xml).");
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
