namespace SocialWorkflows.Functions.Workplace.Counter;

/// <summary>One field of a counter form; its label and hint are the texts of its name.</summary>
internal sealed record CounterField(CounterPage Page, string Name)
{
    public bool Required { get; init; }

    /// <summary>An input type of HTML, or <c>area</c> for several lines.</summary>
    public string Type { get; init; } = "text";

    public int MaxLength { get; init; } = CounterForm.LongestLine;

    public string? Max { get; init; }

    /// <summary>Key of a hint under the label; null without one.</summary>
    public string? Hint { get; init; }

    public string? Autocomplete { get; init; }

    public string DescribedBy => string.Join(' ', new[] { Hint is null ? null : $"{Name}-hint", Page.ProblemOf(Name) is null ? null : $"{Name}-problem" }.OfType<string>());
}
