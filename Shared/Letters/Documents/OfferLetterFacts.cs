namespace SocialWorkflows.Letters.Documents;

/// <summary>What the letter about a freed place says.</summary>
public sealed record OfferLetterFacts : LetterFacts
{
    /// <summary>Nominative, without quotation marks.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Where the place is; nominative.</summary>
    public required string FacilityName { get; init; }

    /// <summary>Last day of the answer; after it the place goes to the next in the queue.</summary>
    public required DateOnly AnswerUntil { get; init; }
}
