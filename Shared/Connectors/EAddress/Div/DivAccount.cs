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

    /// <exception cref="InvalidDataException">A file holds no certificate with an RSA key of 2048 bits or more.</exception>
    public static DivAccount Load(string municipality, DivAccountOptions options) => new(
        options, Read(municipality, options.CertificateFile), [.. options.FormerCertificateFiles.Select(file => Read(municipality, file))]);

    private static X509Certificate2 Read(string municipality, string file)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(file);
            using var key = certificate.GetRSAPrivateKey();
            if (key is { KeySize: >= 2048 })
            {
                return certificate;
            }
        }
        catch (CryptographicException)
        {
            // Said below; the library's words may quote the file.
        }

        throw new InvalidDataException(
            $"{DivOptions.SectionName}:Accounts:{municipality}: '{Path.GetFileName(file)}' is no PEM file with a certificate and its RSA key (2048 bits or more, not encrypted).");
    }
}
