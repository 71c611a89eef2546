using System.Text.Json;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Housekeeping.Anchors;

/// <summary>
/// The journal against every anchor: each says which link stood at which entry on its day. A journal that was written anew, with all its hashes right,
/// has other links; one that was cut is too short.
/// </summary>
internal sealed class AnchorCheck(IStoreCheck stores, IAnchorStore anchors)
{
    public async Task<IReadOnlyList<string>> CompareAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        List<(string Name, ChainHead Head)> heads = [];
        foreach (var name in (await anchors.NamesAsync(cancellation)).Where(n => n.EndsWith(Anchor.Extension, StringComparison.Ordinal)))
        {
            if (await ReadAsync(name, cancellation) is { IsWhole: true } anchor)
            {
                heads.AddRange(anchor.Heads.Select(h => (name, h)));
            }
            else
            {
                problems.Add($"The anchor {name} is damaged or was changed. Compare it with its copy.");
            }
        }

        foreach (var municipality in heads.GroupBy(h => h.Head.Municipality, StringComparer.Ordinal))
        {
            var links = await stores.LinksAtAsync(municipality.Key, [.. municipality.Select(h => h.Head.Entries).Distinct()], cancellation);
            problems.AddRange(municipality.Where(h => links.GetValueOrDefault(h.Head.Entries) != h.Head.Link).Select(h => links.ContainsKey(h.Head.Entries)
                ? $"{h.Head.Municipality}: the journal up to entry {h.Head.Entries} is not the one anchored as {h.Name}; its history was rewritten."
                : $"{h.Head.Municipality}: the journal is shorter than the {h.Head.Entries} entries anchored as {h.Name}; its end was cut, or an older backup was restored."));
        }

        return problems;
    }

    private async Task<Anchor?> ReadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await anchors.FindAsync(name, cancellation) is { } content ? Anchor.Read(content) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
