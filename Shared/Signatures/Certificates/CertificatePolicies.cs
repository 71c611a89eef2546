using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>RFC 5280 §4.2.1.4: the policies a certificate was issued under.</summary>
internal static class CertificatePolicies
{
    /// <summary>ETSI TS 101 456: qualified, on a secure device; told apart by policy before QcSSCD was usual.</summary>
    public const string QualifiedOnDevice = "0.4.0.1456.1.1";

    /// <summary>ETSI TS 101 456: qualified.</summary>
    public const string Qualified = "0.4.0.1456.1.2";

    private const string Extension = "2.5.29.32";

    public static IReadOnlyList<string> Read(X509Certificate2 certificate)
    {
        if (certificate.Extensions[Extension] is not { } extension)
        {
            return [];
        }

        var policies = new List<string>();
        try
        {
            var list = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (list.HasData)
            {
                policies.Add(list.ReadSequence().ReadObjectIdentifier());
            }

            return policies;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }
}
