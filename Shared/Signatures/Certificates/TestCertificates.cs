using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>What an issuer's name tells about a certificate that leads to no anchor.</summary>
internal static partial class TestCertificates
{
    private const string CountryOid = "2.5.4.6";

    /// <summary>As Baltic authorities name theirs: "DEMO LV eID ICA 2024", "TEST of ESTEID2018", persons of country XX.</summary>
    public static bool IsIssuedForTests(X509Certificate2 certificate) =>
        Readable(() => TestWord().IsMatch(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true))) || SignerReader.Read(certificate).Country == "XX";

    /// <summary>Two letters; null when the issuer does not say.</summary>
    public static string? IssuerCountry(X509Certificate2 certificate) => Readable(() => certificate.IssuerName.EnumerateRelativeDistinguishedNames()
        .Where(n => !n.HasMultipleElements && n.GetSingleElementType().Value == CountryOid).Select(n => n.GetSingleElementValue()).FirstOrDefault());

    /// <summary>Names from strangers may be encoded in ways that .NET does not read; they tell nothing then.</summary>
    private static T? Readable<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or RegexMatchTimeoutException)
        {
            return default;
        }
    }

    [GeneratedRegex(@"\b(DEMO|TEST)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex TestWord();
}
