using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Documents;

/// <summary>What the letter about a freed place says.</summary>
public sealed record OfferLetterFacts
{
    public required Institution Institution { get; init; }

    /// <summary>Date of the letter.</summary>
    public required DateOnly Date { get; init; }

    public required string Number { get; init; }

    public required Addressee Addressee { get; init; }

    public required string RegistrationNumber { get; init; }

    /// <summary>When the application was registered.</summary>
    public required DateOnly ApplicationDate { get; init; }

    /// <summary>Nominative, without quotation marks.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Where the place is; nominative.</summary>
    public required string FacilityName { get; init; }

    /// <summary>Last day of the answer; after it the place goes to the next in the queue.</summary>
    public required DateOnly AnswerUntil { get; init; }

    public required Signatory Signatory { get; init; }
}
