using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Housekeeping.Anchors;

/// <summary>How far the journal of each municipality had come at an instant, and one hash over that. Names nobody.</summary>
internal sealed record Anchor
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<ChainHead> Heads { get; init; }

    /// <summary>SHA-256 over the instant and the heads, lower-case hex.</summary>
    public required string Root { get; init; }

    public bool IsWhole => Root == RootOf(At, Heads);

    public static Anchor Of(DateTimeOffset at, IReadOnlyList<ChainHead> heads)
    {
        IReadOnlyList<ChainHead> sorted = [.. heads.OrderBy(h => h.Municipality, StringComparer.Ordinal)];
        return new Anchor { At = at, Heads = sorted, Root = RootOf(at, sorted) };
    }

    /// <summary>One for each day of UTC.</summary>
    public static string NameOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + Extension;

    public const string Extension = ".json";

    public static bool IsName(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Format);

    /// <exception cref="JsonException">It is no anchor.</exception>
    public static Anchor Read(byte[] content) => JsonSerializer.Deserialize<Anchor>(content, Format) ?? throw new JsonException("An anchor is stored as null.");

    private static string RootOf(DateTimeOffset at, IReadOnlyList<ChainHead> heads)
    {
        var lines = heads.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Municipality} {h.Entries} {h.Link}")).Prepend(JournalChain.Instant(at));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
