using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>An adaptive card of schema 1.5, the version Microsoft Teams renders.</summary>
internal sealed record AdaptiveCard
{
    /// <summary>Largest card a Teams channel takes, in UTF-8 bytes.</summary>
    public const int MaximumBytes = 28 * 1024;

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public string Type { get; } = "AdaptiveCard";

    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public string? Version { get; init; }

    public string? Lang { get; init; }

    public required IReadOnlyList<CardElement> Body { get; init; }

    public IReadOnlyList<CardAction>? Actions { get; init; }

    /// <summary>Lets Teams fetch the present state for the people named, when they look at an old card.</summary>
    public CardRefresh? Refresh { get; init; }

    public static AdaptiveCard Create(string lang, IReadOnlyList<CardElement> body, IReadOnlyList<CardAction> actions) => new()
    {
        Schema = "http://adaptivecards.io/schemas/adaptive-card.json",
        Version = "1.5",
        Lang = lang,
        Body = body,
        Actions = actions.Count == 0 ? null : actions,
    };

    /// <summary>For the page, which has no limit.</summary>
    public string ToPageJson() => JsonSerializer.Serialize(this, Written);

    /// <summary>Whether Teams takes the card, with this many bytes more.</summary>
    public bool Fits(int room) => JsonSerializer.SerializeToUtf8Bytes(this, Written).Length + room <= MaximumBytes;

    /// <exception cref="InvalidOperationException">The card is larger than <see cref="MaximumBytes"/>.</exception>
    public string ToJson()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, Written);
        return json.Length <= MaximumBytes
            ? System.Text.Encoding.UTF8.GetString(json)
            : throw new InvalidOperationException($"A card has {json.Length} bytes; {MaximumBytes} are allowed.");
    }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "TextBlock")]
[JsonDerivedType(typeof(FactSet), "FactSet")]
[JsonDerivedType(typeof(ActionSet), "ActionSet")]
[JsonDerivedType(typeof(TextInput), "Input.Text")]
[JsonDerivedType(typeof(NumberInput), "Input.Number")]
[JsonDerivedType(typeof(DateInput), "Input.Date")]
[JsonDerivedType(typeof(ToggleInput), "Input.Toggle")]
[JsonDerivedType(typeof(ChoiceInput), "Input.ChoiceSet")]
internal abstract record CardElement
{
    public bool? Separator { get; init; }

    public string? Spacing { get; init; }
}

internal sealed record TextBlock(string Text) : CardElement
{
    public string Text { get; } = CardText.Plain(Text);

    public bool Wrap { get; } = true;

    public string? Weight { get; init; }

    public string? Size { get; init; }

    public string? Color { get; init; }

    public bool? IsSubtle { get; init; }
}

internal sealed record Fact(string Title, string Value)
{
    public string Value { get; } = CardText.Plain(Value);
}

internal sealed record FactSet(IReadOnlyList<Fact> Facts) : CardElement;

/// <summary>Actions that belong to what stands above them, not to the whole card.</summary>
internal sealed record ActionSet(IReadOnlyList<CardAction> Actions) : CardElement;

internal abstract record InputElement(string Id, string Label) : CardElement
{
    public bool? IsRequired { get; init; }

    public string? ErrorMessage { get; init; }
}

internal sealed record TextInput(string Id, string Label) : InputElement(Id, Label)
{
    public bool? IsMultiline { get; init; }

    public int? MaxLength { get; init; }

    public string? Placeholder { get; init; }

    public string? Value { get; init; }
}

internal sealed record NumberInput(string Id, string Label, int Min, int Max) : InputElement(Id, Label)
{
    public int? Value { get; init; }
}

/// <summary>Days as ISO 8601 text.</summary>
internal sealed record DateInput(string Id, string Label) : InputElement(Id, Label)
{
    public string? Value { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }
}

internal sealed record ToggleInput(string Id, string Title, string? Label = null) : CardElement
{
    public string Value { get; } = "false";
}

internal sealed record Choice(string Title, string Value);

internal sealed record ChoiceInput(string Id, string Label, IReadOnlyList<Choice> Choices) : InputElement(Id, Label)
{
    public string Style { get; init; } = "compact";

    /// <summary>Several may be chosen; the value is their ids with commas between.</summary>
    public bool? IsMultiSelect { get; init; }

    public string? Value { get; init; }

    public string? Placeholder { get; init; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExecuteAction), "Action.Execute")]
[JsonDerivedType(typeof(ShowCardAction), "Action.ShowCard")]
[JsonDerivedType(typeof(OpenUrlAction), "Action.OpenUrl")]
internal abstract record CardAction(string Title)
{
    public string? Style { get; init; }
}

/// <summary>Sends the inputs together with <c>Data</c>; the verb stands in both because hosts pass on either.</summary>
internal sealed record ExecuteAction(string Title, string Verb, JsonObject Data) : CardAction(Title)
{
    /// <summary><c>none</c>: the inputs of the card are neither sent nor needed.</summary>
    public string? AssociatedInputs { get; init; }
}

internal sealed record ShowCardAction(string Title, AdaptiveCard Card) : CardAction(Title);

internal sealed record OpenUrlAction(string Title, Uri Url) : CardAction(Title);

internal sealed record CardRefresh(CardAction Action, IReadOnlyList<string> UserIds);
