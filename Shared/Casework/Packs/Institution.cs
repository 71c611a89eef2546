namespace SocialWorkflows.Casework.Packs;

/// <summary>The municipal institution as it appears in letters; Latvian case forms are data, never guessed.</summary>
public sealed record Institution : IDated
{
    /// <summary>Nominative: „Smiltenes novada Sociālais dienests”.</summary>
    public required string Name { get; init; }

    /// <summary>Locative: „Smiltenes novada Sociālajā dienestā”.</summary>
    public required string NameLocative { get; init; }

    /// <summary>Parent body line of the letterhead, if any.</summary>
    public string? ParentLine { get; init; }

    public string? RegistrationNumber { get; init; }

    public required string Address { get; init; }

    public required string Phone { get; init; }

    /// <summary>The public mailbox; also the base of per-case reply addresses.</summary>
    public required string Email { get; init; }

    /// <summary>Place of decisions in the locative: „Smiltenē”.</summary>
    public required string PlaceLocative { get; init; }

    public required string Website { get; init; }

    /// <summary>Who stands in the place of the institution of the source texts after a reform, or null.</summary>
    public LegalSuccessor? LegalSuccessor { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Where name, address and contacts come from; never empty in a pack that was read from files.</summary>
    public string Source { get; init; } = "";
}

/// <summary>The municipality that took over rights and duties of another one.</summary>
public sealed record LegalSuccessor : IDated
{
    public required string Name { get; init; }

    /// <summary>What staff must know about it, in Latvian.</summary>
    public required string Note { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}
