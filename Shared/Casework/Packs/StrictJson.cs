using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SocialWorkflows.Casework.Packs;

/// <summary>
/// Reads one JSON file into a typed record and reports everything in it that does not fit: unknown, missing, repeated
/// and null members, wrong kinds of values. Comments and trailing commas are refused.
/// </summary>
internal static class StrictJson
{
    private const int MaximumDepth = 16;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        MaxDepth = MaximumDepth,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonDocumentOptions DocumentOptions = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = MaximumDepth,
    };

    /// <summary>The record, or null when <paramref name="problems"/> tells why not.</summary>
    public static T? Read<T>(string file, string json, ProblemList problems)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json, DocumentOptions);
            var before = problems.Count;
            Walk(document.RootElement, typeof(T), file, "$", problems);
            return problems.Count == before ? document.RootElement.Deserialize<T>(Options) : null;
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number ? $" (line {number + 1})" : "";
            problems.Add(file, e.Path ?? "$", $"is not the JSON expected here{line}: {e.Message}");
            return null;
        }
    }

    private static void Walk(JsonElement element, Type type, string file, string path, ProblemList problems)
    {
        var info = Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                WalkMembers(element, info, file, path, problems);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, info.ElementType!, file, $"{path}[{index++}]", problems);
                }

                break;
            case JsonTypeInfoKind.None when Fits(element, info):
                break;
            default:
                problems.Add(file, path, $"expected {Expected(info)}, found {Found(element)}");
                break;
        }
    }

    private static void WalkMembers(JsonElement element, JsonTypeInfo info, string file, string path, ProblemList problems)
    {
        var members = info.Properties
            .Where(p => p.Set is not null || p.AssociatedParameter is not null)
            .ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (var given in element.EnumerateObject())
        {
            if (!members.TryGetValue(given.Name, out var member))
            {
                problems.Add(file, $"{path}.{given.Name}", "is not known here: remove it or correct its spelling");
            }
            else if (given.Value.ValueKind != JsonValueKind.Null || !member.IsSetNullable)
            {
                Walk(given.Value, member.PropertyType, file, $"{path}.{given.Name}", problems);
            }
        }

        foreach (var member in members.Values.Where(IsRequired).Where(m => !element.TryGetProperty(m.Name, out _)))
        {
            problems.Add(file, $"{path}.{member.Name}", "is missing");
        }
    }

    private static bool IsRequired(JsonPropertyInfo member) =>
        member.IsRequired || member.AssociatedParameter is { HasDefaultValue: false };

    private static bool Fits(JsonElement element, JsonTypeInfo info)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        try
        {
            element.Deserialize(info);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Expected(JsonTypeInfo info) => info.Kind switch
    {
        JsonTypeInfoKind.Object => "an object {…}",
        JsonTypeInfoKind.Enumerable => "a list […]",
        _ when info.Type == typeof(string) => "a text",
        _ when info.Type == typeof(int) => "a whole number",
        _ when info.Type == typeof(bool) => "true or false",
        _ when info.Type == typeof(DateOnly) => "a date like \"2026-06-08\"",
        _ => info.Type.Name,
    };

    private static string Found(JsonElement element)
    {
        const int longest = 40;
        var text = element.GetRawText();
        return text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…");
    }
}
