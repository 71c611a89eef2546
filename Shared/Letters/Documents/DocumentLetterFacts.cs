namespace SocialWorkflows.Letters.Documents;

/// <summary>What a request for missing documents, or a reminder of one, says.</summary>
public sealed record DocumentLetterFacts : LetterFacts
{
    public required IReadOnlyList<MissingDocument> Missing { get; init; }

    /// <summary>Last day to hand them in.</summary>
    public required DateOnly DueDate { get; init; }
}

/// <param name="Name">As the regulation calls it.</param>
/// <param name="EasyName">In easy language.</param>
public sealed record MissingDocument(string Name, string EasyName);
