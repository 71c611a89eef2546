using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Documents;

/// <summary>What a request for missing documents, or a reminder of one, says.</summary>
public sealed record DocumentLetterFacts
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

    public required IReadOnlyList<MissingDocument> Missing { get; init; }

    /// <summary>Last day to hand them in.</summary>
    public required DateOnly DueDate { get; init; }

    public required Signatory Signatory { get; init; }
}

/// <param name="Name">As the regulation calls it.</param>
/// <param name="EasyName">In easy language.</param>
public sealed record MissingDocument(string Name, string EasyName);
