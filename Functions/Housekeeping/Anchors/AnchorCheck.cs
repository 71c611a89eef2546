using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Housekeeping.Anchors;

/// <summary>
/// The journal against every anchor: each says which link stood at which entry on its day. A journal that was written anew, with all its hashes right,
/// has other links; one that was cut is too short. Where an anchor has a time-stamp, that must be of this anchor and of its day.
/// </summary>
internal sealed class AnchorCheck(IStoreCheck stores, IAnchorStore anchors)
{
    private static readonly TimeSpan OneNight = TimeSpan.FromDays(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(31);

    public async Task<IReadOnlyList<string>> CompareAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        List<(string Name, ChainHead Head)> heads = [];
        Dictionary<string, Anchor> whole = new(StringComparer.Ordinal);
        var names = await anchors.NamesAsync(cancellation);
        foreach (var name in names.Where(Anchor.IsName))
        {
            var content = await anchors.FindAsync(name, cancellation);
            if (Read(content) is { IsWhole: true } anchor)
            {
                if (names.Contains(AnchorStamps.NameOf(name)) && !IsStamped(content!, anchor.At, await anchors.FindAsync(AnchorStamps.NameOf(name), cancellation)))
                {
                    problems.Add($"The time-stamp {AnchorStamps.NameOf(name)} is not of the anchor {name} and its day: one of the two was changed. Compare both with their copies.");
                }

                whole[name] = anchor;
                heads.AddRange(anchor.Heads.Select(h => (name, h)));
            }
            else
            {
                problems.Add($"The anchor {name} is damaged or was changed. Compare it with its copy.");
            }
        }

        problems.AddRange(names.Where(n => n.EndsWith(AnchorStamps.Extension, StringComparison.Ordinal) && !names.Contains(Path.ChangeExtension(n, Anchor.Extension)))
            .Select(n => $"The anchor of the time-stamp {n} is gone. Look for its copy."));
        problems.AddRange(Missing(whole, names));
        problems.AddRange(Unstamped(names));
        foreach (var municipality in heads.GroupBy(h => h.Head.Municipality, StringComparer.Ordinal))
        {
            var links = await stores.LinksAtAsync(municipality.Key, [.. municipality.Select(h => h.Head.Entries).Distinct()], cancellation);
            problems.AddRange(municipality.Where(h => links.GetValueOrDefault(h.Head.Entries) != h.Head.Link).Select(h => links.ContainsKey(h.Head.Entries)
                ? $"{h.Head.Municipality}: the journal up to entry {h.Head.Entries} is not the one anchored as {h.Name}; its history was rewritten."
                : $"{h.Head.Municipality}: the journal is shorter than the {h.Head.Entries} entries anchored as {h.Name}; its end was cut, or an older backup was restored."));
        }

        return problems;
    }

    /// <summary>Taken away from the middle: the next one names it. Never written: a whole day without one, told as long as it is of the last week.</summary>
    private static IEnumerable<string> Missing(Dictionary<string, Anchor> whole, IReadOnlyList<string> names)
    {
        foreach (var (name, anchor) in whole)
        {
            if (anchor.Before is { } before && (!names.Contains(before.Name) || (whole.TryGetValue(before.Name, out var found) && found.Root != before.Root)))
            {
                yield return $"The anchor {before.Name}, which {name} follows, is gone or another one. Compare with its copy.";
            }
        }

        var days = names.Where(Anchor.IsName).ToList();
        for (var i = 1; i < days.Count; i++)
        {
            if (Anchor.DayOf(days[i]) - Anchor.DayOf(days[i - 1]) > OneNight && Anchor.DayOf(days[^1]) - Anchor.DayOf(days[i]) < AnchorStamps.Within
                && (!whole.TryGetValue(days[i], out var next) || next.Before is null || next.Before.Name == days[i - 1]))
            {
                yield return $"Between {days[i - 1]} and {days[i]} no anchor was written: the night's round did not run. Find out why.";
            }
        }
    }

    /// <summary>Where anchors are stamped, one that got no stamp in its week is missed for a month.</summary>
    private static IEnumerable<string> Unstamped(IReadOnlyList<string> names)
    {
        var anchors = names.Where(Anchor.IsName).ToList();
        var first = anchors.FindIndex(n => names.Contains(AnchorStamps.NameOf(n)));
        return first < 0 ? [] : anchors.Skip(first)
            .Where(n => !names.Contains(AnchorStamps.NameOf(n)) && Anchor.DayOf(anchors[^1]) - Anchor.DayOf(n) is var age && age > AnchorStamps.Within && age < Month)
            .Select(n => $"The anchor {n} has no time-stamp: the service gave none for a week. Ask why.");
    }

    internal static Anchor? Read(byte[]? content)
    {
        try
        {
            return content is null ? null : Anchor.Read(content);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Its imprint is this anchor's, its signature holds, and it was given in the days after. Whether its authority is trusted is not asked here.</summary>
    private static bool IsStamped(byte[] anchor, DateTimeOffset at, byte[]? token)
    {
        try
        {
            return Rfc3161TimestampToken.TryDecode(token, out var stamp, out var consumed) && consumed == token!.Length
                && stamp.VerifySignatureForData(anchor, out _)
                && stamp.TokenInfo.Timestamp - at is var later && later >= -TimeStampClient.Tolerance && later <= AnchorStamps.Within + OneNight;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
