using System.Security.Cryptography;
using System.Text;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>Names an e-mail address without showing it. Persisted: never change.</summary>
internal static class SenderKeys
{
    public static string Of(string address, SecretKeys keys) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(keys.Lookup, Encoding.UTF8.GetBytes($"sender\n{address.Trim().ToLowerInvariant()}")))[..32];
}
