using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Trust;

namespace SocialWorkflows.Signatures;

/// <summary>A certificate that is trusted because it was put there, with the name shown in every verdict that rests on it.</summary>
/// <param name="Name">Of the certificate's subject or of the listed service, and why it is trusted.</param>
/// <param name="Certificate">The anchor.</param>
/// <param name="IsTest">No list that anybody vouches for names it; every verdict resting on it says so.</param>
public sealed record TrustAnchor(string Name, X509Certificate2 Certificate, bool IsTest = false);

/// <summary>
/// Who is trusted in an inspection: certificates put there by hand, good for every kind of work, and services of trusted lists,
/// good for their own kind of work while they were in good standing.
/// </summary>
public sealed class TrustStore : ITrustSource
{
    private readonly ILookup<string, TrustAnchor> _bySubject;
    private readonly ILookup<string, X509Certificate2> _listedBySubject;
    private readonly ILookup<string, TrustedService> _byKey;
    private readonly Lazy<ILookup<string, X509Certificate2>> _byKeyIdentifier;

    private TrustStore(IEnumerable<TrustAnchor> anchors, IEnumerable<TrustedList> lists, IEnumerable<TrustedService> compact)
    {
        Anchors = [.. anchors.DistinctBy(a => a.Certificate.Thumbprint)];
        Lists = [.. lists.GroupBy(l => l.Territory, StringComparer.Ordinal).Select(g => g.OrderByDescending(l => l.IsVerified).ThenByDescending(l => l.Sequence).First())];
        Compact = [.. compact];
        var listed = Lists.SelectMany(l => l.Services).ToList();
        _bySubject = Anchors.ToLookup(a => SubjectKey(a.Certificate.SubjectName), StringComparer.Ordinal);
        _listedBySubject = listed.SelectMany(s => s.Certificates).DistinctBy(c => c.Thumbprint).ToLookup(c => SubjectKey(c.SubjectName), StringComparer.Ordinal);
        _byKey = listed.Concat(Compact)
            .SelectMany(s => s.Certificates.Select(KeyIdentity.SpkiHash).Concat(s.KeyHashes).Distinct(StringComparer.Ordinal).Select(k => (Key: k, Service: s)))
            .ToLookup(p => p.Key, p => p.Service, StringComparer.Ordinal);
        _byKeyIdentifier = new(() => Anchors.Select(a => a.Certificate).Concat(_listedBySubject.SelectMany(c => c)).ToLookup(KeyIdentity.KeyIdentifier, StringComparer.Ordinal));
    }

    public static TrustStore Empty { get; } = new([], [], []);

    public IReadOnlyList<TrustAnchor> Anchors { get; }

    /// <summary>The lists in use: of each territory the newest, a verified one before others.</summary>
    public IReadOnlyList<TrustedList> Lists { get; }

    /// <summary>What was left out of a folder and why; English, naming the file.</summary>
    public IReadOnlyList<string> Problems { get; private init; } = [];

    /// <summary>Nobody at all is trusted.</summary>
    public bool IsEmpty => Anchors.Count == 0 && _byKey.Count == 0;

    TrustStore ITrustSource.Current => this;

    internal IReadOnlyList<TrustedService> Compact { get; }

    /// <summary>
    /// Test trust: every certificate in the folder's .pem, .crt, .cer and .der files (PEM, several per file, or DER), every trusted list in its .xml files
    /// whether or not anybody vouches for its signature, and compact lists in its .json files. Other files and subfolders are ignored.
    /// </summary>
    /// <remarks>A damaged file takes nothing away from the others: it is left out and named in <see cref="Problems"/>.</remarks>
    /// <exception cref="TrustStoreException">There is no such folder.</exception>
    public static TrustStore FromFolder(string directory)
    {
        var problems = new List<string>();
        var (lists, compact) = TrustFolder.Lists(directory, problems);
        return new(TrustFolder.Certificates(directory, problems).Select(TestAnchor), lists, compact) { Problems = problems };
    }

    /// <summary>Only the certificates of a folder, as in <see cref="FromFolder"/>.</summary>
    /// <exception cref="TrustStoreException">The folder or a certificate file cannot be read.</exception>
    public static TrustStore CertificatesOfFolder(string directory) => FromCertificates(TrustFolder.Certificates(directory, problems: null));

    public static TrustStore FromCertificates(IEnumerable<X509Certificate2> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        return new(Named(certificates), [], []);
    }

    public static TrustStore FromLists(IEnumerable<TrustedList> lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        return new([], lists, []);
    }

    public static TrustStore Combine(params IEnumerable<TrustStore> stores)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var all = stores.ToList();
        return new(all.SelectMany(s => s.Anchors), all.SelectMany(s => s.Lists), all.SelectMany(s => s.Compact)) { Problems = [.. all.SelectMany(s => s.Problems)] };
    }

    internal IEnumerable<TrustAnchor> WithSubject(X500DistinguishedName name) => _bySubject[SubjectKey(name)];

    internal TrustAnchor? Find(X509Certificate2 certificate) =>
        WithSubject(certificate.SubjectName).FirstOrDefault(a => a.Certificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    /// <summary>Certificates of listed services that could have issued something in this name.</summary>
    internal IEnumerable<X509Certificate2> ListedWithSubject(X500DistinguishedName name) => _listedBySubject[SubjectKey(name)];

    /// <summary>Every certificate in the store of this subject, or of this key.</summary>
    internal IEnumerable<X509Certificate2> Known(byte[]? subject, byte[]? keyIdentifier) => subject is null
        ? _byKeyIdentifier.Value[Convert.ToHexString(keyIdentifier ?? [])]
        : _bySubject[Convert.ToHexString(subject)].Select(a => a.Certificate).Concat(_listedBySubject[Convert.ToHexString(subject)]);

    /// <summary>The services this certificate belongs to. A full list says more than a compact one and is heard alone.</summary>
    internal IReadOnlyList<TrustedService> ServicesOf(X509Certificate2 certificate)
    {
        if (_byKey.Count == 0)
        {
            return [];
        }

        var (spki, identifier) = (KeyIdentity.SpkiHash(certificate), KeyIdentity.KeyIdentifier(certificate));
        var found = _byKey[spki].Concat(_byKey[identifier]).Where(s => s.Is(certificate, spki, identifier)).Distinct().ToList();
        return found.Exists(s => !s.IsCompact) ? found.FindAll(s => !s.IsCompact) : found;
    }

    private static string SubjectKey(X500DistinguishedName name) => Convert.ToHexString(name.RawData);

    private static IEnumerable<TrustAnchor> Named(IEnumerable<X509Certificate2> certificates) => certificates.Select(c => new TrustAnchor(SimpleName(c), c));

    private static TrustAnchor TestAnchor(X509Certificate2 certificate) =>
        new($"{SimpleName(certificate)} (test trust: a certificate put into the folder by hand)", certificate, IsTest: true);

    private static string SimpleName(X509Certificate2 certificate) => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
}

/// <summary>The trust folder cannot be used; the message says which file and what to do.</summary>
public sealed class TrustStoreException(string message) : Exception(message);
