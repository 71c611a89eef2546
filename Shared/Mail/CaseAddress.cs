using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace SocialWorkflows.Mail;

/// <summary>
/// The reply address of a case: the public mailbox with a sub-address (RFC 5233) that nobody can guess. The token says nothing about the case;
/// only who holds the key can make it, so it is stored with the case and looked up.
/// </summary>
public static class CaseAddress
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(Alphabet);
    private const string Marker = "+l";

    // 80 bits: at a million guesses a second and a million open cases, one hit in 38,000 years.
    private const int TokenBytes = 10;
    private const int TokenLength = 16;
    private const int MinKeyBytes = 32;

    /// <summary>"soc.dienests@novads.lv" → "soc.dienests+l{token}@novads.lv".</summary>
    /// <param name="publicMailbox">The service's own address.</param>
    /// <param name="caseId">Any stable id of the case.</param>
    /// <param name="key">At least 32 secret bytes; a new key makes new addresses, stored tokens stay valid.</param>
    public static string Create(string publicMailbox, string caseId, ReadOnlySpan<byte> key)
    {
        var at = publicMailbox.LastIndexOf('@');
        if (at <= 0 || at == publicMailbox.Length - 1)
        {
            throw new ArgumentException($"\"{publicMailbox}\" is no mailbox address; give the service's address as name@domain.", nameof(publicMailbox));
        }

        return publicMailbox[..at] + Marker + Token(caseId, key) + publicMailbox[at..];
    }

    /// <summary>The token alone: base32 of the first 80 bits of HMAC-SHA256, lower case.</summary>
    public static string Token(string caseId, ReadOnlySpan<byte> key)
    {
        ArgumentException.ThrowIfNullOrEmpty(caseId);
        if (key.Length < MinKeyBytes)
        {
            throw new ArgumentException($"The key has {key.Length} bytes, at least {MinKeyBytes} are needed.", nameof(key));
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("case-address/1\0" + caseId), mac);
        return Base32(mac[..TokenBytes]);
    }

    /// <summary>True when the address has the form of a case address; the token is given in lower case. Says nothing about whether the case exists.</summary>
    public static bool TryReadToken(string address, out string token)
    {
        token = "";
        var at = address.LastIndexOf('@');
        var marker = at < 0 ? -1 : address.LastIndexOf(Marker, at, StringComparison.OrdinalIgnoreCase);
        if (marker <= 0 || at - marker - Marker.Length != TokenLength)
        {
            return false;
        }

        var candidate = address[(marker + Marker.Length)..at].ToLowerInvariant();
        if (candidate.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            return false;
        }

        token = candidate;
        return true;
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var result = new StringBuilder();
        var bits = 0;
        var count = 0;
        foreach (var b in bytes)
        {
            bits = (bits << 8) | b;
            count += 8;
            while (count >= 5)
            {
                count -= 5;
                result.Append(Alphabet[(bits >> count) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return result.ToString();
    }
}
