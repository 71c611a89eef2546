using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>
/// Remembers which certificate was made with which key. The same authorities, time-stamp and OCSP services stand behind nearly every
/// file, and checking their signatures was most of an inspection's time. A fact of mathematics, whoever is trusted and whenever.
/// </summary>
internal static class IssuerSignatures
{
    private static readonly BoundedCache<Sha256Key, bool> Known = new(4_096);

    public static bool Check(X509Certificate2 certificate, X509Certificate2 issuer, Func<bool> verify)
    {
        var pair = Sha256Key.Of(Sha256Key.Of(certificate.RawDataMemory.Span), Sha256Key.Of(issuer.RawDataMemory.Span));
        if (!Known.TryGet(pair, out var holds))
        {
            holds = verify();
            Known.Add(pair, holds);
        }

        return holds;
    }
}
