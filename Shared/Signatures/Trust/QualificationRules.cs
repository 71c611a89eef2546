using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Certificates;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>The qualification of a signature and why.</summary>
/// <param name="Level">What it is.</param>
/// <param name="Why">One English sentence.</param>
/// <param name="IsDenied">The list itself says of such certificates that they are not qualified or not in a qualified device.</param>
internal sealed record Qualification(SignatureQualification Level, string? Why, bool IsDenied = false)
{
    public static Qualification Unknown { get; } = new(SignatureQualification.Unknown, null);
}

/// <summary>
/// TS 119 615 §4.4 to §4.6: qualified certificate, for signature or seal, and qualified device, asked of the service that issued the certificate
/// both for the moment of issuance and for the best signature time. What the list says overrules what the certificate says of itself.
/// </summary>
internal static class QualificationRules
{
    /// <param name="certificate">The signer's.</param>
    /// <param name="kind">Person or seal, as its subject shows.</param>
    /// <param name="service">The listed issuer; null below an anchor put there by hand.</param>
    /// <param name="moments">Issuance and best signature time.</param>
    public static Qualification Of(X509Certificate2 certificate, SignerKind kind, TrustedService? service, params ReadOnlySpan<DateTimeOffset> moments)
    {
        var own = QualifiedStatements.Read(certificate);
        if (service is null)
        {
            return Level(own.Compliance, own.OnDevice, kind, "the certificate itself");
        }

        if (service.IsCompact)
        {
            return new(SignatureQualification.AdES, "The compact list does not say whether the issuer is a qualified one.");
        }

        var (qualified, device) = (true, true);
        foreach (var moment in moments)
        {
            var period = service.At(moment)!;
            var qualifiers = period.Qualifications.SelectMany(q => q.For(certificate)).ToHashSet(StringComparer.Ordinal);
            if (qualifiers.Contains("NotQualified"))
            {
                return new(SignatureQualification.AdES, "The trusted list says that such certificates of this issuer are not qualified.", IsDenied: true);
            }

            if (qualifiers.Contains("QCNoQSCD") || qualifiers.Contains("QCNoSSCD"))
            {
                return new(SignatureQualification.AdESQC, "The trusted list says that the keys of such certificates are not in a qualified device.", IsDenied: true);
            }

            qualified &= IsQualified(certificate, own, period, qualifiers) && Fits(kind, period, qualifiers);
            device &= IsOnDevice(certificate, own, qualifiers);
        }

        return Level(qualified, device, kind, "the trusted list, at issuance and at the time of signing");
    }

    private static bool IsQualified(X509Certificate2 certificate, QualifiedStatements own, ServicePeriod period, HashSet<string> qualifiers) =>
        period.Kind == ServiceKind.QualifiedAuthority
        && (own.Compliance || qualifiers.Contains("QCStatement") || HasPolicy(certificate, CertificatePolicies.Qualified) || HasPolicy(certificate, CertificatePolicies.QualifiedOnDevice));

    private static bool IsOnDevice(X509Certificate2 certificate, QualifiedStatements own, HashSet<string> qualifiers) =>
        qualifiers.Contains("QCWithQSCD") || qualifiers.Contains("QCWithSSCD") || own.OnDevice || HasPolicy(certificate, CertificatePolicies.QualifiedOnDevice);

    /// <summary>Since Regulation 910/2014 a service is listed for signatures, seals or both; before, for signatures, with a qualifier for organisations.</summary>
    private static bool Fits(SignerKind kind, ServicePeriod period, HashSet<string> qualifiers) => kind switch
    {
        SignerKind.NaturalPerson => (period.Additional.Count == 0 || period.Additional.Contains("ForeSignatures", StringComparer.Ordinal))
            && !(qualifiers.Contains("QCForESeal") && !qualifiers.Contains("QCForESig")),
        SignerKind.Seal => (period.Additional.Count == 0 && qualifiers.Contains("QCForLegalPerson")) || period.Additional.Contains("ForeSeals", StringComparer.Ordinal),
        _ => false,
    };

    private static bool HasPolicy(X509Certificate2 certificate, string policy) => CertificatePolicies.Read(certificate).Contains(policy, StringComparer.Ordinal);

    private static Qualification Level(bool qualified, bool device, SignerKind kind, string by) => (qualified, device, kind) switch
    {
        (true, true, SignerKind.NaturalPerson) => new(SignatureQualification.QESig, $"Qualified certificate for signatures in a qualified device, by {by}."),
        (true, true, SignerKind.Seal) => new(SignatureQualification.QESeal, $"Qualified certificate for seals in a qualified device, by {by}."),
        (true, _, _) => new(SignatureQualification.AdESQC, $"Qualified certificate, but no qualified device is shown, by {by}."),
        _ => new(SignatureQualification.AdES, $"The certificate is not a qualified one for this kind of signer, by {by}."),
    };
}
