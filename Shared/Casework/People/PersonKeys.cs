using System.Security.Cryptography;
using System.Text;

namespace SocialWorkflows.Casework.People;

/// <summary>
/// Look-up keys of persons. A plain hash of eleven digits is reversed in seconds by trying them all, so the key is keyed.
/// </summary>
public static class PersonKeys
{
    /// <summary>Shortest secret accepted, in bytes.</summary>
    public const int MinimumKeyLength = 32;

    /// <summary>Persisted: part of every stored key. A change makes all stored keys unfindable.</summary>
    private const string Domain = "SocialWorkflows/person-lookup/v1\0";

    /// <summary>HMAC-SHA256 over the domain and the eleven digits, as 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="ArgumentException">The secret is shorter than <see cref="MinimumKeyLength"/>.</exception>
    public static string LookupKey(PersonalCode code, ReadOnlySpan<byte> key)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (key.Length < MinimumKeyLength)
        {
            throw new ArgumentException($"The look-up secret has {key.Length} bytes; give at least {MinimumKeyLength} random bytes.", nameof(key));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(Domain + code.Digits)));
    }
}
