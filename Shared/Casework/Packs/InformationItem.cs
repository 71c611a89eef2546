namespace SocialWorkflows.Casework.Packs;

/// <summary>A fact or text of the sources that is shown as it stands and steers nothing.</summary>
public sealed record InformationItem : IDated
{
    public required string Id { get; init; }

    /// <summary>One of <see cref="InformationKinds.All"/>; the page groups by it.</summary>
    public required string Kind { get; init; }

    /// <summary>What is said, in Latvian; without the figure, which stands in <see cref="Value"/>.</summary>
    public required string Text { get; init; }

    /// <summary>More of the same fact, for example the parts of a sum.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    public decimal? Value { get; init; }

    /// <summary>What the value counts: „personas”, „EUR”.</summary>
    public string? Unit { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>Values of <see cref="InformationItem.Kind"/>, in the order in which they are shown.</summary>
public static class InformationKinds
{
    public static readonly IReadOnlyList<string> All =
    [
        "definition", "principle", "eligibility", "right", "duty", "way", "practical", "service", "fee", "function",
        "institution", "target-group", "figure", "activity", "project", "funding", "partner", "open",
    ];
}
