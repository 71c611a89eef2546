using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Documents;

/// <summary>What the letter about a moved term says.</summary>
public sealed record ExtensionLetterFacts
{
    public required Institution Institution { get; init; }

    /// <summary>Date of the letter.</summary>
    public required DateOnly Date { get; init; }

    public required string Number { get; init; }

    public required Addressee Addressee { get; init; }

    public required string RegistrationNumber { get; init; }

    /// <summary>When the application was registered.</summary>
    public required DateOnly ApplicationDate { get; init; }

    /// <summary>The new last day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Months from receipt the law allows at most, 1 to 12.</summary>
    public required int MostMonths { get; init; }

    public required string Reason { get; init; }

    public required string LegalBasis { get; init; }

    public required Signatory Signatory { get; init; }
}
