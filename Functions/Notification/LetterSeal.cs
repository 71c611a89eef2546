using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Notification;

/// <summary>A configured certificate that seals letters as PAdES (EN 319 142-1): baseline B, and <see cref="Stamped"/> baseline T where a time-stamping service is set.</summary>
internal sealed class LetterSeal : ILetterSigner, IDisposable
{
    private const int Margin = 256;
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _chain;
    private readonly TimeProvider _time;

    private LetterSeal(X509Certificate2 certificate, X509Certificate2Collection chain, TimeProvider time)
    {
        (_certificate, _chain, _time) = (certificate, chain, time);
        ExpectedSize = SignDetached([0]).Length + Margin;
    }

    public string SignerName => _certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    public bool HasTimeStamp => false;

    /// <summary>The same seal with a time-stamp of the service; null where none is set.</summary>
    public ILetterSigner? Stamped { get; private init; }

    public bool IsSeal => true;

    /// <summary>Measured when it is loaded: the size depends on key and chain, hardly on the letter.</summary>
    public int ExpectedSize { get; }

    public DateTimeOffset? SigningTime => _time.GetUtcNow();

    /// <summary>It may not seal any more; letters go unsealed until there is another.</summary>
    public bool HasEnded => _time.GetUtcNow() > NotAfter;

    /// <summary>The last instant at which it may seal.</summary>
    public DateTimeOffset NotAfter => new(_certificate.NotAfter);

    /// <exception cref="InvalidDataException">The file is missing, the password wrong, the key absent, the certificate not for signing or not valid yet; one that has ended is loaded, and seals nothing; the message says which setting to mend.</exception>
    public static LetterSeal Load(string municipality, SealOptions options, TimeProvider time, HttpClient? stamps = null)
    {
        var setting = $"{SealOptions.SectionName}__{municipality}__{(options.Certificate.Length > 0 ? nameof(SealOptions.Certificate) : nameof(SealOptions.File))}";
        if (options is { Certificate.Length: > 0, File.Length: > 0 })
        {
            throw new InvalidDataException($"{setting} and {SealOptions.SectionName}__{municipality}__{nameof(SealOptions.File)} are both set. Keep one: which seal is right cannot be told.");
        }

        X509Certificate2Collection file;
        try
        {
            file = options.Certificate.Length > 0
                ? X509CertificateLoader.LoadPkcs12Collection(Convert.FromBase64String(options.Certificate), options.Password, X509KeyStorageFlags.EphemeralKeySet)
                : X509CertificateLoader.LoadPkcs12CollectionFromFile(options.File, options.Password, X509KeyStorageFlags.EphemeralKeySet);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"{setting} is no Base64 of a PKCS #12 file. A Key Vault reference that was not resolved looks so, too: check that the app's identity may read secrets of the vault.", e);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The seal of {setting} cannot be read: {e.Message} Check it and {SealOptions.SectionName}__{municipality}__{nameof(SealOptions.Password)}.", e);
        }

        var now = time.GetUtcNow();
        var certificate = file.FirstOrDefault(c => c.HasPrivateKey) ?? file.FirstOrDefault()
            ?? throw new InvalidDataException($"The seal of {setting} holds no certificate.");
        string? problem = certificate switch
        {
            { HasPrivateKey: false } => "has no private key: export it together with its key",
            _ when certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is { } usage
                && (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == X509KeyUsageFlags.None => "is not made for signing (its key usage forbids it)",
            _ when now < new DateTimeOffset(certificate.NotBefore) => $"is not valid before {certificate.NotBefore:yyyy-MM-dd}",
            _ => null,
        };
        if (problem is null)
        {
            var seal = new LetterSeal(certificate, [.. file.Where(c => c != certificate)], time);
            return options.TimeStampUrl is { Length: > 0 } url && stamps is not null
                ? new LetterSeal(certificate, seal._chain, time) { Stamped = new StampedSeal(seal, new TimeStampClient(StampAddress(municipality, url), stamps, time, StampPolicy(municipality, options.TimeStampPolicy))) }
                : seal;
        }

        certificate.Dispose();
        throw new InvalidDataException($"The seal of {setting} {problem}.");
    }

    private static Uri StampAddress(string municipality, string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new InvalidDataException($"{SealOptions.SectionName}__{municipality}__{nameof(SealOptions.TimeStampUrl)} '{url}' is no address such as http://tsa.example/.");

    private static string? StampPolicy(string municipality, string? policy)
    {
        if (string.IsNullOrEmpty(policy))
        {
            return null;
        }

        try
        {
            new AsnWriter(AsnEncodingRules.DER).WriteObjectIdentifier(policy);
            return policy;
        }
        catch (ArgumentException problem)
        {
            throw new InvalidDataException($"{SealOptions.SectionName}__{municipality}__{nameof(SealOptions.TimeStampPolicy)} '{policy}' is no OID such as 1.2.3.4.", problem);
        }
    }

    /// <remarks>Whoever asks for it asks <see cref="LetterSeals.Of"/> first, which gives none that has ended.</remarks>
    public byte[] SignDetached(byte[] content) => Sign(content).Encode();

    internal SignedCms Sign(byte[] content)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, _certificate) { IncludeOption = X509IncludeOption.EndCertOnly, DigestAlgorithm = new Oid(Sha256) };
        signer.Certificates.AddRange(_chain);
        signer.SignedAttributes.Add(new AsnEncodedData(SigningCertificateV2, NamedCertificate()));
        cms.ComputeSignature(signer);
        return cms;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        foreach (var other in _chain)
        {
            other.Dispose();
        }
    }

    /// <summary>SigningCertificateV2 (RFC 5035): the signature names its certificate, so that no other can be put in its place.</summary>
    private byte[] NamedCertificate()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(_certificate.RawDataMemory.Span));
        }

        return writer.Encode();
    }
}
