using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures;

/// <summary>A certificate that is trusted because it was put there, with the name shown in every verdict that rests on it.</summary>
public sealed record TrustAnchor(string Name, X509Certificate2 Certificate);

/// <summary>The trust anchors of an inspection. An anchor may be a root, an issuing authority, or a time-stamp or OCSP service itself.</summary>
public sealed class TrustStore
{
    private readonly ILookup<string, TrustAnchor> _bySubject;

    private TrustStore(IEnumerable<TrustAnchor> anchors)
    {
        Anchors = [.. anchors.DistinctBy(a => a.Certificate.Thumbprint)];
        _bySubject = Anchors.ToLookup(a => Convert.ToHexString(a.Certificate.SubjectName.RawData), StringComparer.Ordinal);
    }

    public static TrustStore Empty { get; } = new([]);

    public IReadOnlyList<TrustAnchor> Anchors { get; }

    /// <summary>Every certificate in the folder's .pem, .crt and .cer files (PEM, several per file, or DER). Other files and subfolders are ignored.</summary>
    /// <exception cref="TrustStoreException">The folder or a certificate file cannot be read.</exception>
    public static TrustStore FromFolder(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new TrustStoreException($"The trust folder \"{directory}\" does not exist. Give a folder with .pem, .crt or .cer files.");
        }

        var files = Directory.EnumerateFiles(directory)
            .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".PEM" or ".CRT" or ".CER")
            .Order(StringComparer.Ordinal);
        return FromCertificates(files.SelectMany(ReadFile));
    }

    public static TrustStore FromCertificates(IEnumerable<X509Certificate2> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        return new(certificates.Select(c => new TrustAnchor(c.GetNameInfo(X509NameType.SimpleName, forIssuer: false), c)));
    }

    public static TrustStore Combine(params IEnumerable<TrustStore> stores)
    {
        ArgumentNullException.ThrowIfNull(stores);
        return new(stores.SelectMany(s => s.Anchors));
    }

    internal IEnumerable<TrustAnchor> WithSubject(X500DistinguishedName name) => _bySubject[Convert.ToHexString(name.RawData)];

    internal TrustAnchor? Find(X509Certificate2 certificate) =>
        WithSubject(certificate.SubjectName).FirstOrDefault(a => a.Certificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    private static IEnumerable<X509Certificate2> ReadFile(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var text = System.Text.Encoding.Latin1.GetString(bytes);
            if (!text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            {
                return [X509CertificateLoader.LoadCertificate(bytes)];
            }

            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(text);
            return certificates;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new TrustStoreException($"\"{path}\" cannot be read as a certificate ({e.Message.TrimEnd('.')}). Remove it from the trust folder or replace it.");
        }
    }
}

/// <summary>The trust folder cannot be used; the message says which file and what to do.</summary>
public sealed class TrustStoreException(string message) : Exception(message);
