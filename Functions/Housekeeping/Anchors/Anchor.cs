using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Housekeeping.Anchors;

/// <summary>An anchor as the next one names it: a day that is taken away from the middle is missed.</summary>
internal sealed record AnchorBefore(string Name, string Root);

/// <summary>How far the journal of each municipality had come at an instant, and one hash over that. Names nobody.</summary>
internal sealed record Anchor
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<ChainHead> Heads { get; init; }

    /// <summary>The anchor before it; null for the first, and for those of before 2026-11-23.</summary>
    public AnchorBefore? Before { get; init; }

    /// <summary>SHA-256 over the instant, the anchor before and the heads, lower-case hex.</summary>
    public required string Root { get; init; }

    public bool IsWhole => Root == RootOf(At, Before, Heads);

    public static Anchor Of(DateTimeOffset at, AnchorBefore? before, IReadOnlyList<ChainHead> heads)
    {
        IReadOnlyList<ChainHead> sorted = [.. heads.OrderBy(h => h.Municipality, StringComparer.Ordinal)];
        return new Anchor { At = at, Before = before, Heads = sorted, Root = RootOf(at, before, sorted) };
    }

    /// <summary>One for each day of UTC.</summary>
    public static string NameOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + Extension;

    /// <summary>Midnight of UTC at which its day began.</summary>
    public static DateTimeOffset DayOf(string name) => new(DateOnly.ParseExact(Path.GetFileNameWithoutExtension(name), "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeOnly.MinValue, TimeSpan.Zero);

    public const string Extension = ".json";

    public static bool IsName(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Format);

    /// <exception cref="JsonException">It is no anchor.</exception>
    public static Anchor Read(byte[] content) => JsonSerializer.Deserialize<Anchor>(content, Format) ?? throw new JsonException("An anchor is stored as null.");

    private static string RootOf(DateTimeOffset at, AnchorBefore? before, IReadOnlyList<ChainHead> heads)
    {
        var lines = heads.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Municipality} {h.Entries} {h.Link}"));
        lines = (before is null ? lines : lines.Prepend($"{before.Name} {before.Root}")).Prepend(JournalChain.Instant(at));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
