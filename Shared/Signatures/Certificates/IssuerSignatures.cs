using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Certificates;

/// <summary>
/// Remembers which certificate was made with which key. The same authorities, time-stamp and OCSP services stand behind nearly every
/// file, and checking their signatures was most of an inspection's time. A fact of mathematics, whoever is trusted and whenever.
/// </summary>
internal static class IssuerSignatures
{
    private const int Limit = 4_096;
    private static readonly ConcurrentDictionary<string, bool> Known = new(StringComparer.Ordinal);

    public static bool Check(X509Certificate2 certificate, X509Certificate2 issuer, Func<bool> verify)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(certificate.RawDataMemory.Span));
        hash.AppendData(SHA256.HashData(issuer.RawDataMemory.Span));
        var pair = Convert.ToHexString(hash.GetHashAndReset());
        if (Known.TryGetValue(pair, out var known))
        {
            return known;
        }

        if (Known.Count >= Limit)
        {
            Known.Clear();
        }

        return Known[pair] = verify();
    }
}
