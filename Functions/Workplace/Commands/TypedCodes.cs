using System.Text.Json;
using System.Text.RegularExpressions;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Commands;

/// <summary>
/// Personal codes that somebody pasted into free text are masked before anything is stored: comments go to colleagues, letters and exports. Fields that ask
/// for a code keep it.
/// </summary>
internal static partial class TypedCodes
{
    private static readonly string[] FreeText =
        ["circumstances", "comment", "conflictReason", "easyReason", "findings", "hearing", "note", "reason", "reasoning", "volume", "what"];

    /// <returns>The inputs to go on with, and whether something in them was masked.</returns>
    public static (JsonElement Data, bool Masked) Hide(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.EnumerateObject().Any(p => IsText(p) && Masked(p.Value.GetString()!) != p.Value.GetString()))
        {
            return (data, false);
        }

        return (JsonSerializer.SerializeToElement(data.EnumerateObject()
            .ToDictionary(p => p.Name, p => IsText(p) ? JsonSerializer.SerializeToElement(Masked(p.Value.GetString()!)) : p.Value, StringComparer.Ordinal)), true);
    }

    private static bool IsText(JsonProperty property) => property.Value.ValueKind == JsonValueKind.String && FreeText.Contains(property.Name);

    /// <summary>With its hyphen a code is meant; eleven digits alone are one when they add up, and are else a telephone or a register number.</summary>
    private static string Masked(string text) => Code().Replace(
        text, match => PersonalCode.TryParse(match.Value, out var code) && (match.Value.Contains('-', StringComparison.Ordinal) || (code.ChecksumMatches && !match.Value.StartsWith("371", StringComparison.Ordinal))) ? code.Masked : match.Value);

    [GeneratedRegex(@"(?<![\d+])\d{6}-?\d{5}(?!\d)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
