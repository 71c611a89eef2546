using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>RFC 5280 §4.2: a certificate with a critical extension that is not understood must not be used.</summary>
internal static class CriticalExtensions
{
    private static readonly HashSet<string> Understood = new(StringComparer.Ordinal)
    {
        "2.5.29.15", // keyUsage
        "2.5.29.17", // subjectAltName
        "2.5.29.18", // issuerAltName
        "2.5.29.19", // basicConstraints
        "2.5.29.30", // nameConstraints
        "2.5.29.31", // cRLDistributionPoints
        "2.5.29.32", // certificatePolicies
        "2.5.29.33", // policyMappings
        "2.5.29.36", // policyConstraints
        "2.5.29.37", // extKeyUsage
        "2.5.29.54", // inhibitAnyPolicy
        "1.3.6.1.5.5.7.1.1", // authorityInfoAccess
        "1.3.6.1.5.5.7.1.3", // qcStatements
        "1.3.6.1.5.5.7.48.1.5", // ocsp-nocheck
    };

    public static bool HasUnknown(X509Certificate2 certificate) =>
        certificate.Extensions.Any(e => e.Critical && (e.Oid?.Value is not { } oid || !Understood.Contains(oid)));
}
