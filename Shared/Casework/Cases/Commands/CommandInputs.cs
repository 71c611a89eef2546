using System.Globalization;
using System.Text.Json;
using SocialWorkflows.Casework.Assessment;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Reads a card's inputs; what is missing or malformed is refused with the field's name.</summary>
public sealed class CommandInputs(JsonElement data)
{
    /// <summary>Longest free text a person may enter, in characters.</summary>
    public const int MaximumText = 4000;

    public string Text(string name, string label) =>
        Optional(name) ?? throw new CommandRefusedException("missing-field", $"Aizpildiet lauku „{label}”.", $"The field '{name}' is required.");

    public string? Optional(string name)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => string.Empty,
        };
        if (text.Length > MaximumText)
        {
            throw new CommandRefusedException("too-long", $"Teksts ir garāks par {MaximumText} rakstzīmēm. Saīsiniet to.", $"The field '{name}' is longer than {MaximumText} characters.");
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>What was ticked in a list of choices; cards send it with commas between.</summary>
    public IReadOnlyList<string> Many(string name) =>
        [.. (Optional(name) ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    public bool Flag(string name) => Optional(name) is { } text && string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    public string OneOf(string name, string label, params string[] allowed)
    {
        var value = Text(name, label);
        return allowed.Contains(value)
            ? value
            : throw new CommandRefusedException("bad-choice", $"Laukā „{label}” izvēlieties vienu no piedāvātajām vērtībām.", $"The field '{name}' must be one of: {string.Join(", ", allowed)}.");
    }

    public DateOnly Day(string name, string label) => OptionalDay(name, label) ?? throw Missing(name, label);

    public DateOnly? OptionalDay(string name, string label)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new CommandRefusedException("bad-date", $"Laukā „{label}” norādiet datumu.", $"The field '{name}' must be a date like 2026-06-30.");
    }

    public int Count(string name, string label, int least, int most) =>
        int.TryParse(Text(name, label), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most
            ? count
            : throw new CommandRefusedException("bad-number", $"Laukā „{label}” norādiet skaitli no {least} līdz {most}.", $"The field '{name}' must be a whole number from {least} to {most}.");

    /// <summary>An amount of euro; what can be read in two ways is asked about, never guessed.</summary>
    public decimal Euro(string name, string label) => Euro(Text(name, label), name, label);

    /// <summary>Amounts of several people, separated by +: „312,50 + 120”. Empty when the field is.</summary>
    public IReadOnlyList<decimal> Euros(string name, string label) =>
        Optional(name) is { } text ? [.. text.Split('+').Select(part => Euro(part, name, label))] : [];

    private static decimal Euro(string text, string name, string label)
    {
        var reading = EuroText.Read(text);
        return reading.Amount ?? throw Asked(reading.Question!.Value, name, label);
    }

    private static CommandRefusedException Asked(AmountQuestion question, string name, string label) =>
        new("bad-amount", AmountQuestions.Latvian(question, label), AmountQuestions.English(question, name));

    private static CommandRefusedException Missing(string name, string label) =>
        new("missing-field", $"Aizpildiet lauku „{label}”.", $"The field '{name}' is required.");
}
