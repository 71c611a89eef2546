using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialWorkflows.Casework.Packs;

/// <summary>
/// Fills in what a pack says it takes from another one. An object with <c>"inherits": "latvija"</c> is the object at the
/// same place of that pack (in a list: the element with the same <c>id</c>, or without ids the one at the same index), with the members given beside it in place of
/// the inherited ones. Nothing is inherited silently; templates are, where the institution names <c>templatesFrom</c>.
/// </summary>
public static class PackInheritance
{
    public const string Member = "inherits";

    private const string TemplatesFrom = "templatesFrom";
    private const string TemplateFolder = "templates/";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    /// <param name="files">The pack's own files, keyed by path inside its folder.</param>
    /// <param name="baseFiles">The resolved files of another pack, or null when there is none of that name.</param>
    /// <returns>The files with everything inherited written out.</returns>
    /// <exception cref="PackException">An <c>inherits</c> points to nothing.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(
        IReadOnlyDictionary<string, string> files,
        Func<string, IReadOnlyDictionary<string, string>?> baseFiles)
    {
        var problems = new ProblemList();
        var resolved = files.ToDictionary(
            f => f.Key,
            f => f.Key.EndsWith(".json", StringComparison.Ordinal) ? new Resolution(f.Key, baseFiles, problems).Of(f.Value) : f.Value,
            StringComparer.Ordinal);
        AddTemplates(resolved, baseFiles, problems);
        problems.ThrowIfAny();
        return resolved;
    }

    private static void AddTemplates(
        Dictionary<string, string> files, Func<string, IReadOnlyDictionary<string, string>?> baseFiles, ProblemList problems)
    {
        if (TemplatesFromOf(files) is not { } from)
        {
            return;
        }

        if (baseFiles(from) is not { } foreign)
        {
            problems.Add(PackFiles.Institution, $"$.{TemplatesFrom}", $"\"{from}\" is no folder of a pack");
            return;
        }

        foreach (var (name, text) in foreign.Where(f => f.Key.StartsWith(TemplateFolder, StringComparison.Ordinal)))
        {
            files.TryAdd(name, text);
        }
    }

    private static string? TemplatesFromOf(Dictionary<string, string> files)
    {
        try
        {
            return files.TryGetValue(PackFiles.Institution, out var json)
                && JsonNode.Parse(json, documentOptions: Strict) is JsonObject institution
                && institution[TemplatesFrom] is JsonValue value
                && value.TryGetValue<string>(out var from)
                ? from
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The inheritance of one file.</summary>
    private sealed class Resolution(string file, Func<string, IReadOnlyDictionary<string, string>?> baseFiles, ProblemList problems)
    {
        /// <summary>A text that is no JSON is given back as it is; its reader tells what is wrong with it.</summary>
        public string Of(string json)
        {
            if (!json.Contains($"\"{Member}\"", StringComparison.Ordinal))
            {
                return json;
            }

            try
            {
                return Fill(JsonNode.Parse(json, documentOptions: Strict), "$", Root)?.ToJsonString(Readable) ?? "null";
            }
            catch (JsonException)
            {
                return json;
            }
        }

        private JsonNode? Root(string pack) =>
            baseFiles(pack) is { } files && files.TryGetValue(file, out var json) ? JsonNode.Parse(json, documentOptions: Strict) : null;

        private JsonNode? Fill(JsonNode? node, string path, Func<string, JsonNode?> counterpart) => node switch
        {
            JsonObject own => FillObject(own, path, counterpart),
            JsonArray list => new JsonArray([.. list.Select((item, i) => Fill(item, $"{path}[{i}]", pack => SameElement(counterpart(pack) as JsonArray, item, i)))]),
            _ => node?.DeepClone(),
        };

        private JsonObject FillObject(JsonObject own, string path, Func<string, JsonNode?> counterpart)
        {
            var filled = own.ContainsKey(Member) ? Inherited(own[Member], path, counterpart) : [];
            foreach (var (name, value) in own.Where(m => m.Key != Member))
            {
                filled[name] = Fill(value, $"{path}.{name}", pack => (counterpart(pack) as JsonObject)?[name]);
            }

            return filled;
        }

        private JsonObject Inherited(JsonNode? from, string path, Func<string, JsonNode?> counterpart)
        {
            var place = $"{path}.{Member}";
            if (from is not JsonValue value || !value.TryGetValue<string>(out var pack))
            {
                problems.Add(file, place, "must be the name of a pack, like \"latvija\"");
                return [];
            }

            if (baseFiles(pack) is null)
            {
                problems.Add(file, place, $"\"{pack}\" is no folder of a pack");
                return [];
            }

            if (counterpart(pack) is JsonObject found)
            {
                return (JsonObject)found.DeepClone();
            }

            problems.Add(file, place, $"{pack}/{file} has nothing at this place: in a list the element with the same id is taken");
            return [];
        }

        private static JsonNode? SameElement(JsonArray? list, JsonNode? item, int index) => list switch
        {
            null => null,
            _ when item is JsonObject own && own["id"] is { } id =>
                list.FirstOrDefault(e => e is JsonObject other && JsonNode.DeepEquals(other["id"], id)),
            _ => index < list.Count ? list[index] : null,
        };
    }
}
