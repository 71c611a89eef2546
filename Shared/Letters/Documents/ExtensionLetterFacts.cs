namespace SocialWorkflows.Letters.Documents;

/// <summary>What the letter about a moved term says.</summary>
public sealed record ExtensionLetterFacts : LetterFacts
{
    /// <summary>The new last day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Months from receipt the law allows at most, 1 to 12.</summary>
    public required int MostMonths { get; init; }

    public required string Reason { get; init; }

    /// <summary>The reason in easy language; when absent the easy page says that the reason stands in the letter.</summary>
    public string? EasyReason { get; init; }

    public required string LegalBasis { get; init; }
}
