using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>
/// Public keys ready for use. Getting a key out of a certificate costs more than an RSA verification, and a key object serves one thread at a time,
/// so each certificate has a few that are lent out and taken back.
/// </summary>
internal static class VerificationKeys
{
    private const int Spare = 4;
    private static readonly ConditionalWeakTable<X509Certificate2, ConcurrentBag<AsymmetricAlgorithm>> Idle = [];

    /// <returns>The certificate's RSA or elliptic-curve key; null for another kind.</returns>
    /// <exception cref="CryptographicException">The key cannot be used.</exception>
    public static AsymmetricAlgorithm? Borrow(X509Certificate2 certificate) =>
        Idle.GetOrCreateValue(certificate).TryTake(out var key) ? key : (AsymmetricAlgorithm?)certificate.GetECDsaPublicKey() ?? certificate.GetRSAPublicKey();

    /// <summary>Only keys that did their work without an exception come back.</summary>
    public static void Return(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        var idle = Idle.GetOrCreateValue(certificate);
        if (idle.Count < Spare)
        {
            idle.Add(key);
        }
        else
        {
            key.Dispose();
        }
    }
}
