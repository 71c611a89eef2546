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

    public async Task<IReadOnlyList<string>> CompareAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        List<(string Name, ChainHead Head)> heads = [];
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

                heads.AddRange(anchor.Heads.Select(h => (name, h)));
            }
            else
            {
                problems.Add($"The anchor {name} is damaged or was changed. Compare it with its copy.");
            }
        }

        problems.AddRange(names.Where(n => n.EndsWith(AnchorStamps.Extension, StringComparison.Ordinal) && !names.Contains(Path.ChangeExtension(n, Anchor.Extension)))
            .Select(n => $"The anchor of the time-stamp {n} is gone. Look for its copy."));
        foreach (var municipality in heads.GroupBy(h => h.Head.Municipality, StringComparer.Ordinal))
        {
            var links = await stores.LinksAtAsync(municipality.Key, [.. municipality.Select(h => h.Head.Entries).Distinct()], cancellation);
            problems.AddRange(municipality.Where(h => links.GetValueOrDefault(h.Head.Entries) != h.Head.Link).Select(h => links.ContainsKey(h.Head.Entries)
                ? $"{h.Head.Municipality}: the journal up to entry {h.Head.Entries} is not the one anchored as {h.Name}; its history was rewritten."
                : $"{h.Head.Municipality}: the journal is shorter than the {h.Head.Entries} entries anchored as {h.Name}; its end was cut, or an older backup was restored."));
        }

        return problems;
    }

    private static Anchor? Read(byte[]? content)
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
