using SocialWorkflows.Letters.Decisions;

namespace SocialWorkflows.Letters.Documents;

/// <summary>What the letter says that invites a person to be heard before what was granted is discontinued.</summary>
public sealed record HearingLetterFacts : LetterFacts
{
    /// <summary>Nominative, without quotation marks.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The decision that granted it; null where it is not known.</summary>
    public FormerDecision? Granted { get; init; }

    public required string Reason { get; init; }

    /// <summary>The reason in easy language; when absent the easy page says that the reason stands in the letter.</summary>
    public string? EasyReason { get; init; }

    /// <summary>Last day of the answer.</summary>
    public required DateOnly Until { get; init; }

    public required string LegalBasis { get; init; }
}
