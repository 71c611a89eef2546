using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>Who the subject of a certificate is (ETSI EN 319 412-1 §5.1.3 for the semantics of serialNumber).</summary>
internal static partial class SignerReader
{
    private const string CommonName = "2.5.4.3";
    private const string SurnameOid = "2.5.4.4";
    private const string SerialNumber = "2.5.4.5";
    private const string CountryName = "2.5.4.6";
    private const string GivenNameOid = "2.5.4.42";
    private const string OrganizationIdentifier = "2.5.4.97";

    public static Signer Read(X509Certificate2 certificate)
    {
        var subject = Attributes(certificate.SubjectName);
        var statements = QualifiedStatements.Read(certificate);
        var givenName = subject.GetValueOrDefault(GivenNameOid);
        var surname = subject.GetValueOrDefault(SurnameOid);
        var code = PersonCode().Match(subject.GetValueOrDefault(SerialNumber, ""));
        var registration = subject.GetValueOrDefault(OrganizationIdentifier);
        var kind = KindOf(statements, isPerson: code.Success || (givenName is not null && surname is not null), isOrganisation: registration is not null);
        return new Signer(
            subject.GetValueOrDefault(CommonName) ?? $"{givenName} {surname}".Trim(),
            givenName,
            surname,
            kind == SignerKind.NaturalPerson && code.Success ? code.Groups["code"].Value : null,
            code.Groups["country"] is { Success: true } country ? country.Value : subject.GetValueOrDefault(CountryName),
            registration is null ? null : registration[(registration.IndexOf('-', StringComparison.Ordinal) + 1)..],
            kind);
    }

    private static SignerKind KindOf(QualifiedStatements statements, bool isPerson, bool isOrganisation)
    {
        if (statements.ForSeal != statements.ForSignature)
        {
            return statements.ForSeal ? SignerKind.Seal : SignerKind.NaturalPerson;
        }

        // Certificates from before QcType (2016), or with both types, are told apart by their subject alone.
        return (isPerson, isOrganisation) switch
        {
            (true, _) => SignerKind.NaturalPerson,
            (false, true) => SignerKind.Seal,
            _ => SignerKind.Unknown,
        };
    }

    private static Dictionary<string, string> Attributes(X500DistinguishedName name)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var part in name.EnumerateRelativeDistinguishedNames(reversed: false).Where(p => !p.HasMultipleElements))
            {
                if (part.GetSingleElementValue() is { } value)
                {
                    attributes.TryAdd(part.GetSingleElementType().Value!, value);
                }
            }
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return attributes;
        }

        return attributes;
    }

    [GeneratedRegex(@"^(?:PNO(?<country>[A-Z]{2})-)?(?<code>[0-9][0-9A-Za-z-]{3,30})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex PersonCode();
}
