using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// Event bodies under a key of their own case (AES-256-GCM). The chain's hashes are over what is stored, so that a case whose key was destroyed
/// stays verifiable and nobody can read it any more. Bodies written before there were keys are plain JSON and are read as they are.
/// </summary>
public static class JournalSeal
{
    /// <summary>Persisted. JSON never begins so.</summary>
    public const string Mark = "s1:";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static bool IsSealed(string body) => body.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The text can be opened only with the key, as this version of this case.</summary>
    public static string Seal(string body, byte[] key, CaseRef reference, long version)
    {
        var plain = Encoding.UTF8.GetBytes(body);
        var stored = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(stored.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(stored.AsSpan(0, NonceBytes), plain, stored.AsSpan(NonceBytes, plain.Length), stored.AsSpan(NonceBytes + plain.Length), Place(reference, version));
        return Mark + Convert.ToBase64String(stored);
    }

    /// <exception cref="JsonException">It was changed, moved from another place, or there is no key for it.</exception>
    public static string Open(string body, byte[]? key, CaseRef reference, long version)
    {
        if (!IsSealed(body))
        {
            return body;
        }

        try
        {
            var stored = Convert.FromBase64String(body[Mark.Length..]);
            var plain = new byte[stored.Length - NonceBytes - TagBytes];
            using var aes = new AesGcm(key ?? throw new CryptographicException("there is no key"), TagBytes);
            aes.Decrypt(stored.AsSpan(0, NonceBytes), stored.AsSpan(NonceBytes, plain.Length), stored.AsSpan(NonceBytes + plain.Length), plain, Place(reference, version));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception problem) when (problem is FormatException or CryptographicException or ArgumentException or OverflowException)
        {
            throw new JsonException($"Version {version} of case {reference} cannot be opened with the key of its case: {problem.GetType().Name}.", problem);
        }
    }

    private static byte[] Place(CaseRef reference, long version) => Encoding.UTF8.GetBytes($"{reference.Municipality}\n{reference.CaseId}\n{version}");
}
