using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Casework.Packs;

/// <summary>One file of a pack with one thing wrong in it.</summary>
/// <param name="Shape">The place with its indexes left out: <c>$[].documents[].source</c>.</param>
internal sealed record PackMutant(string Pack, string File, string Path, string Shape, string Kind, string Json)
{
    public override string ToString() => $"{Pack}/{File} {Path} {Kind}";
}

/// <summary>
/// Spoils a file in every way a tired person does: a member forgotten, misspelt or left blank, a reference to nothing, dates and
/// limits the wrong way round, numbers of zero and less, an entry twice, versions that overlap or leave a day out, years far away.
/// Of places with one shape the first and the last are taken.
/// </summary>
internal static partial class PackMutator
{
    private static readonly string[] References = ["document", "documents", "facilities", "regulation", "role", "services"];

    private static readonly (string From, string To)[] Pairs =
        [("validFrom", "validTo"), ("fromYear", "toYear"), ("minimumAge", "belowAge"), ("first", "other"), ("free", "working")];

    public static IEnumerable<PackMutant> Of(string pack, string file, string json)
    {
        var places = Places(JsonNode.Parse(json)!, "$").ToList();
        foreach (var same in places.GroupBy(p => Index().Replace(p, "[]")))
        {
            foreach (var path in new[] { same.First(), same.Last() }.Distinct())
            {
                foreach (var (kind, change) in ChangesAt(At(JsonNode.Parse(json)!, path), same.Key))
                {
                    var root = JsonNode.Parse(json)!;
                    change(At(root, path)!);
                    if (JsonNode.DeepEquals(root, JsonNode.Parse(json)))
                    {
                        continue;
                    }

                    yield return new PackMutant(pack, file, path, same.Key, kind, root.ToJsonString());
                }
            }
        }
    }

    private static IEnumerable<string> Places(JsonNode node, string path) => node switch
    {
        JsonObject o => [path, .. o.Where(m => m.Value is not null).SelectMany(m => Places(m.Value!, $"{path}.{m.Key}"))],
        JsonArray a => [path, .. a.SelectMany((item, i) => Places(item!, $"{path}[{i}]"))],
        _ => [path],
    };

    private static JsonNode? At(JsonNode root, string path) => Step().Matches(path[1..]).Aggregate<Match, JsonNode?>(
        root, (node, step) => step.Value[0] == '[' ? node![int.Parse(step.Value[1..^1])] : node![step.Value[1..]]);

    private static IEnumerable<(string Kind, Action<JsonNode> Change)> ChangesAt(JsonNode? here, string shape)
    {
        if (shape != "$" && !shape.EndsWith("[]", StringComparison.Ordinal))
        {
            yield return ("drop", node => node.Parent!.AsObject().Remove(node.GetPropertyName()));
        }

        var changes = here switch
        {
            JsonObject o => OfObject(o),
            JsonValue v when v.TryGetValue<string>(out var text) => OfText(text, shape),
            JsonValue v when v.TryGetValue<decimal>(out _) => OfNumber(shape),
            _ => [],
        };
        foreach (var change in changes)
        {
            yield return change;
        }
    }

    private static IEnumerable<(string, Action<JsonNode>)> OfObject(JsonObject here)
    {
        yield return ("unknown", node => node["nezinams"] = 1);
        foreach (var (from, to) in Pairs.Where(p => here[p.From] is not null && here[p.To] is not null))
        {
            yield return ("swap", node =>
            {
                var (a, b) = (node[from]!.DeepClone(), node[to]!.DeepClone());
                (node[from], node[to]) = (b, a);
            }
            );
        }

        if (here["fromYear"] is not null)
        {
            yield return ("swap", node => node["toYear"] = node["fromYear"]!.GetValue<int>() - 1);
        }

        var isInList = here.Parent is JsonArray;
        if (here["validFrom"] is not null)
        {
            yield return ("swap", node => node["validTo"] = Day(DateOnly.Parse(node["validFrom"]!.GetValue<string>()).AddDays(-1)));
            yield return ("end", node => node["validTo"] = "2026-06-30");
            if (isInList)
            {
                yield return ("overlap", node => Follow(node, Day(DateOnly.Parse(node["validFrom"]!.GetValue<string>()).AddDays(1))));
                yield return ("gap", node =>
                {
                    Follow(node, "2026-07-02");
                    node["validTo"] = "2026-06-30";
                }
                );
            }
        }

        if (isInList)
        {
            yield return ("twice", node => node.Parent!.AsArray().Add(node.DeepClone()));
        }
    }

    private static IEnumerable<(string, Action<JsonNode>)> OfText(string text, string shape)
    {
        yield return ("blank", node => node.ReplaceWith(" "));
        if (shape.Split('.')[^1] is var name && References.Contains(name.Replace("[]", "", StringComparison.Ordinal)))
        {
            yield return ("dangle", node => node.ReplaceWith("NAV_TADA"));
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out _))
        {
            yield return ("far", node => node.ReplaceWith("2300-01-01"));
            yield return ("far", node => node.ReplaceWith("1900-01-01"));
        }
    }

    private static IEnumerable<(string, Action<JsonNode>)> OfNumber(string shape)
    {
        yield return ("zero", node => node.ReplaceWith(0));
        yield return ("negative", node => node.ReplaceWith(-1));
        yield return ("far", node => node.ReplaceWith(99_999));
    }

    private static void Follow(JsonNode node, string from)
    {
        var next = node.DeepClone();
        next["validFrom"] = from;
        next.AsObject().Remove("validTo");
        node.Parent!.AsArray().Add(next);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd");

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, 1000)]
    private static partial Regex Index();

    [GeneratedRegex(@"\.[^.\[]+|\[\d+\]", RegexOptions.None, 1000)]
    private static partial Regex Step();
}
