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
    /// <summary>How many times dearer a modular power of .NET's big integers is than the platform's.</summary>
    public const int ByHand = 10;

    private const int Spare = 4;
    private const int LongestRsaBits = 16_384;
    private const int LongestExponentBytes = 8;
    private static readonly ConditionalWeakTable<X509Certificate2, ConcurrentBag<AsymmetricAlgorithm>> Idle = [];

    /// <returns>The certificate's RSA or elliptic-curve key; null for another kind.</returns>
    /// <exception cref="CryptographicException">The key cannot be used.</exception>
    public static AsymmetricAlgorithm? Borrow(X509Certificate2 certificate) =>
        Idle.GetOrCreateValue(certificate).TryTake(out var key)
            ? key
            : (AsymmetricAlgorithm?)certificate.GetECDsaPublicKey() ?? Bounded(certificate.GetRSAPublicKey() ?? PssOnlyKey(certificate));

    /// <summary>A public exponent as long as the modulus makes one verification cost seconds; no real key has one.</summary>
    private static RSA? Bounded(RSA? rsa) =>
        rsa is not null && rsa.KeySize <= LongestRsaBits && rsa.ExportParameters(includePrivateParameters: false).Exponent!.Length <= LongestExponentBytes ? rsa : null;

    /// <summary>RFC 4055 §1.2: an RSA key marked as for PSS alone, which .NET does not take from a certificate.</summary>
    private static RSA? PssOnlyKey(X509Certificate2 certificate)
    {
        if (certificate.PublicKey.Oid.Value != KeyStrength.RsaPssOnly)
        {
            return null;
        }

        var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(certificate.PublicKey.EncodedKeyValue.RawData, out _);
        return rsa;
    }

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
