using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SocialWorkflows.Casework.Cases;

/// <summary>How events are written down and chained; every store of the journal uses this one form.</summary>
public static class JournalChain
{
    /// <summary>The hash before the first entry.</summary>
    public const string Start = "";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(CaseEvent fact) => JsonSerializer.Serialize(fact, Options);

    /// <exception cref="JsonException">The stored text is not an event this version knows.</exception>
    public static CaseEvent Read(string body) => JsonSerializer.Deserialize<CaseEvent>(body, Options)
        ?? throw new JsonException("An event is stored as null.");

    public static string WriteState(CaseState state) => JsonSerializer.Serialize(state, Options);

    /// <summary>SHA-256 over the previous hash and everything stored about the entry, lower-case hex.</summary>
    public static string Hash(string previous, CaseRef reference, long version, string key, int generation, DateTimeOffset at, string body)
    {
        var text = string.Join('\n', previous, reference.Municipality, reference.CaseId, version, key, generation, Instant(at), body);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Links the entries of all cases of a municipality, so that a removed case or tail shows.</summary>
    public static string Link(string previousLink, string entryHash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previousLink + entryHash)));

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'");
}
