using System.Globalization;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions;

/// <summary>
/// What the orchestration of a case says of itself in its custom status while it waits. A hub that was restored from an older copy never heard
/// what was raised in the lost one; the version tells.
/// </summary>
/// <param name="Nudges">Each of them makes it look again; none when it does not wait.</param>
/// <param name="Version">The journal as it was when it last looked.</param>
internal sealed record Awaited(IReadOnlyList<string> Nudges, long Version)
{
    private const char Between = ',';
    private const char BeforeVersion = '@';

    public static Awaited Of(IEnumerable<Wait> waits, long version) => new([.. waits.Select(CaseNudges.Name)], version);

    /// <param name="customStatus">Null before the first wait. One without a version was written by a program before 2026-11-23: it has looked at nothing.</param>
    public static Awaited Parse(string? customStatus)
    {
        var parts = (customStatus ?? string.Empty).Split(BeforeVersion);
        return new Awaited(parts[0].Split(Between, StringSplitOptions.RemoveEmptyEntries), parts.Length > 1 ? long.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>The custom status; empty when it waits for nothing.</summary>
    public override string ToString() => Nudges.Count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{string.Join(Between, Nudges)}{BeforeVersion}{Version}");
}
