using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>What a certificate may be used for, and where its revocation is published.</summary>
internal static class CertificateUse
{
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    private const string EmailProtection = "1.3.6.1.5.5.7.3.4";
    private const string AnyPurpose = "2.5.29.37.0";
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string DocumentSigning = "1.3.6.1.5.5.7.3.36";
    private const string MicrosoftDocumentSigning = "1.3.6.1.4.1.311.10.3.12";
    private const string AdobeDocuments = "1.2.840.113583.1.1.5";
    private const string AuthorityInformationAccess = "1.3.6.1.5.5.7.1.1";
    private const string OcspNoCheck = "1.3.6.1.5.5.7.48.1.5";
    private const string OcspAccess = "1.3.6.1.5.5.7.48.1";
    private const string CrlDistributionPoints = "2.5.29.31";

    public static bool MaySignDocuments(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault()?.KeyUsages.HasFlag(X509KeyUsageFlags.NonRepudiation) == true;

    /// <summary>
    /// RFC 5280 §4.2.1.12: a certificate that states purposes is for these only. Signing documents is one of RFC 9336, or of what authorities wrote before it: e-mail, client authentication,
    /// Microsoft's and Adobe's own.
    /// </summary>
    public static bool HasPurposeForDocuments(X509Certificate2 certificate) =>
        !certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any()
        || Array.Exists([DocumentSigning, EmailProtection, ClientAuthentication, AnyPurpose, MicrosoftDocumentSigning, AdobeDocuments], p => HasExtendedUsage(certificate, p));

    /// <summary>RFC 8550 §4.4.2 and §4.4.4: no key usage, or one for signing; no purposes, or e-mail among them.</summary>
    public static bool MaySignMail(X509Certificate2 certificate) =>
        (certificate.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is not { } usage
            || usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature) || usage.KeyUsages.HasFlag(X509KeyUsageFlags.NonRepudiation))
        && (!certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any()
            || HasExtendedUsage(certificate, EmailProtection) || HasExtendedUsage(certificate, AnyPurpose));

    public static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is { CertificateAuthority: true }
        && certificate.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is var usage
        && (usage is null || usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign));

    /// <summary>How many authorities may stand below this one; null = any number.</summary>
    public static int? PathLength(X509Certificate2 authority) =>
        authority.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is { HasPathLengthConstraint: true } constraint
            ? constraint.PathLengthConstraint
            : null;

    /// <summary>RFC 5280 §6.3.3 (f): when an authority states its key usage, cRLSign must be in it.</summary>
    public static bool MaySignRevocationLists(X509Certificate2 authority) =>
        authority.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault() is not { } usage || usage.KeyUsages.HasFlag(X509KeyUsageFlags.CrlSign);

    /// <summary>RFC 6960 §4.2.2.2.1 ocsp-nocheck.</summary>
    public static bool IsExemptFromRevocation(X509Certificate2 responder) => responder.Extensions[OcspNoCheck] is not null;

    public static bool MayAnswerOcsp(X509Certificate2 certificate) => HasExtendedUsage(certificate, OcspSigning);

    /// <summary>RFC 3161 §2.3: one extended key usage, critical, and no other purpose in it.</summary>
    public static bool IsForTimeStampingOnly(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().ToList() is [{ Critical: true, EnhancedKeyUsages: [{ Value: TimeStamping }] }];

    /// <summary>Does the certificate name an OCSP responder or a revocation list at all? Certificates of test tools often do not.</summary>
    public static bool NamesRevocationSource(X509Certificate2 certificate)
    {
        if (certificate.Extensions[CrlDistributionPoints] is not null)
        {
            return true;
        }

        if (certificate.Extensions[AuthorityInformationAccess] is not { } access)
        {
            return false;
        }

        try
        {
            var descriptions = new AsnReader(access.RawData, AsnEncodingRules.DER).ReadSequence();
            while (descriptions.HasData)
            {
                if (descriptions.ReadSequence().ReadObjectIdentifier() == OcspAccess)
                {
                    return true;
                }
            }

            return false;
        }
        catch (AsnContentException)
        {
            return true;
        }
    }

    private static bool HasExtendedUsage(X509Certificate2 certificate, string purpose) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(e => e.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>()).Any(o => o.Value == purpose);
}
