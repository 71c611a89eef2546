namespace SocialWorkflows.Letters;

/// <summary>A letter that the law does not allow as it stands, because a part is missing. It names parts, never their content.</summary>
public sealed class LetterRefusedException : Exception
{
    public LetterRefusedException()
    {
    }

    public LetterRefusedException(string message)
        : base(message)
    {
    }

    public LetterRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public LetterRefusedException(string letter, IReadOnlyList<LetterPart> missing)
        : base($"The letter '{letter}' cannot be composed; missing: {string.Join(", ", missing)}. Fill these parts in the case and compose it again.") =>
        Missing = missing;

    public IReadOnlyList<LetterPart> Missing { get; } = [];
}

/// <summary>Parts that a letter may lack; those of a decision follow section 67(2) of the Administrative Procedure Law.</summary>
public enum LetterPart
{
    Institution,
    Addressee,
    Number,
    RegistrationNumber,
    Service,
    Findings,
    LegalNorms,
    Reasoning,
    OperativePoints,

    /// <summary>„Atteikuma iemesls”: without it nothing is refused, wholly or in part.</summary>
    RefusalReason,

    /// <summary>Where and by when the act can be contested; its absence would open a year (section 79 of the same law).</summary>
    ContestInstructions,
    Signatory,
    MissingDocuments,
    ReceivingInstitution,

    /// <summary>The answer to a submission.</summary>
    Answer,
    Enclosures,
}
