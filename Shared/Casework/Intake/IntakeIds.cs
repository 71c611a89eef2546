using System.Security.Cryptography;
using System.Text;

namespace SocialWorkflows.Casework.Intake;

/// <summary>The same mail offered twice, under whatever provider id, has one id. Persisted: never change.</summary>
public static class IntakeIds
{
    /// <summary>Begins the number of every letter: <c>I-2026/12</c>.</summary>
    public const string NumberPrefix = "I";

    public static string Of(string municipality, string messageId, string identityHash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{municipality}\n{messageId}\n{identityHash}")))[..24];
}
