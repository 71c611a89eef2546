using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Documents;

/// <summary>What every letter about an application says, whatever else it is about.</summary>
public abstract record LetterFacts
{
    public required Institution Institution { get; init; }

    /// <summary>Date of the letter.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Number of the letter.</summary>
    public required string Number { get; init; }

    public required Addressee Addressee { get; init; }

    public required string RegistrationNumber { get; init; }

    /// <summary>When the application was registered.</summary>
    public required DateOnly ApplicationDate { get; init; }

    /// <summary>When it was received, where that was another day; null: the same.</summary>
    public DateOnly? ReceivedOn { get; init; }

    public required Signatory Signatory { get; init; }
}
