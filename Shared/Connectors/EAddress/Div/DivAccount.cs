using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>An institution's account with its keys in memory.</summary>
internal sealed class DivAccount
{
    private DivAccount(DivAccountOptions options, X509Certificate2 certificate, IReadOnlyList<X509Certificate2> former)
    {
        Options = options;
        Certificate = certificate;
        Former = former;
    }

    public DivAccountOptions Options { get; }

    public X509Certificate2 Certificate { get; }

    public IReadOnlyList<X509Certificate2> Former { get; }

    /// <exception cref="InvalidDataException">A file or setting holds no certificate with an RSA key of 2048 bits or more.</exception>
    public static DivAccount Load(string municipality, DivAccountOptions options) => new(
        options,
        options.Certificate.Length > 0 ? Unpack(municipality, options.Certificate) : Read(municipality, options.CertificateFile),
        [.. options.FormerCertificateFiles.Select(file => Read(municipality, file)), .. options.FormerCertificates.Select(packed => Unpack(municipality, packed))]);

    /// <returns>What keeps it from being loaded; null when nothing does.</returns>
    public static string? Problem(string municipality, DivAccountOptions options)
    {
        try
        {
            var account = Load(municipality, options);
            foreach (var certificate in account.Former.Prepend(account.Certificate))
            {
                certificate.Dispose();
            }

            return null;
        }
        catch (InvalidDataException problem)
        {
            return problem.Message;
        }
    }

    private static X509Certificate2 Read(string municipality, string file) => Checked(
        () => X509Certificate2.CreateFromPemFile(file), $"{DivOptions.SectionName}:Accounts:{municipality}: '{Path.GetFileName(file)}' is no PEM file");

    private static X509Certificate2 Unpack(string municipality, string packed) => Checked(
        () => X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(packed), password: null),
        $"{DivOptions.SectionName}:Accounts:{municipality}:{nameof(DivAccountOptions.Certificate)}, or one of {nameof(DivAccountOptions.FormerCertificates)}, is no PKCS #12 in Base64");

    private static X509Certificate2 Checked(Func<X509Certificate2> load, string complaint)
    {
        try
        {
            var certificate = load();
            using var key = certificate.GetRSAPrivateKey();
            if (key is { KeySize: >= 2048 })
            {
                return certificate;
            }
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException)
        {
            // Said below; the library's words may quote the content.
        }

        throw new InvalidDataException($"{complaint} with a certificate and its RSA key (2048 bits or more, not encrypted).");
    }
}
