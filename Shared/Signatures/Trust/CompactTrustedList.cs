using System.Buffers.Text;
using System.Text.Json;

namespace SocialWorkflows.Signatures.Trust;

/// <summary>
/// The compact bundle of the edockit project: hashes of every service's key with the intervals in which it was in good standing.
/// It is not signed and does not tell qualified authorities from others, so it only adds services that no XML list at hand names.
/// </summary>
internal static class CompactTrustedList
{
    private const int Authority = 1;
    private const int TimeStamping = 2;

    public static bool LooksLikeBundle(ReadOnlySpan<byte> json) => json[..Math.Min(json.Length, 200)].IndexOf("\"bundleId\""u8) >= 0;

    /// <exception cref="TrustedListException">Not a bundle of version 2.</exception>
    public static IReadOnlyList<TrustedService> Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("v").GetInt32() != 2)
            {
                throw new TrustedListException("The compact trusted list has another version than 2. Take one of version 2, or the XML lists.");
            }

            var label = $"compact trusted list {root.GetProperty("bundleId").GetString()}";
            var names = root.GetProperty("dns").EnumerateArray().Select(n => n.GetString()!).ToList();
            return [.. root.GetProperty("services").EnumerateArray().Select(s => Service(s, names, label)).OfType<TrustedService>()];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            throw new TrustedListException($"The compact trusted list cannot be read ({e.Message.TrimEnd('.')}). Fetch it again, or remove it.");
        }
    }

    /// <summary>[SHA-256 of the SubjectPublicKeyInfo, key identifier, index of the name, territory, kinds, intervals of good standing in Unix seconds].</summary>
    private static TrustedService? Service(JsonElement service, List<string> names, string label)
    {
        if (service[0].GetString() is not { } hash)
        {
            return null;
        }

        var kind = service[4].GetInt32() switch
        {
            Authority => ServiceKind.CompactAuthority,
            TimeStamping => ServiceKind.CompactTimeStamping,
            _ => ServiceKind.Other,
        };
        return new TrustedService
        {
            Name = CommonName(names[service[2].GetInt32()]),
            Origin = new TrustedListOrigin(service[3].GetString() ?? "", label, IsVerified: false, NextUpdate: null),
            IsCompact = true,
            KeyHashes = [Convert.ToHexString(Base64Url.DecodeFromChars(hash))],
            Periods = [.. service[5].EnumerateArray().SelectMany(i => Periods(i, kind)).OrderByDescending(p => p.From)],
        };
    }

    private static IEnumerable<ServicePeriod> Periods(JsonElement interval, ServiceKind kind)
    {
        yield return new ServicePeriod { From = DateTimeOffset.FromUnixTimeSeconds(interval[0].GetInt64()), Kind = kind, Status = "granted" };
        if (interval[1].ValueKind == JsonValueKind.Number)
        {
            yield return new ServicePeriod { From = DateTimeOffset.FromUnixTimeSeconds(interval[1].GetInt64()), Kind = kind, Status = "withdrawn" };
        }
    }

    private static string CommonName(string name) =>
        name.Split(',').FirstOrDefault(p => p.StartsWith("CN=", StringComparison.Ordinal))?["CN=".Length..] ?? name;
}
