namespace SocialWorkflows.Casework.Packs;

/// <summary>Words (lower-case stems) by which the intake recognises what a message is about.</summary>
public sealed record RecognitionWords : IDated
{
    /// <summary>Marks a withdrawal: „atsauc”.</summary>
    public required IReadOnlyList<string> Withdrawal { get; init; }

    /// <summary>Marks a person in danger; such a message is flagged to a human first.</summary>
    public required IReadOnlyList<string> Urgent { get; init; }

    /// <summary>Words beside which a named service is not what is asked for: thanks, complaints, questions, refusals, other services already had.</summary>
    public IReadOnlyList<string> NotARequest { get; init; } = [];

    /// <summary>Words of other languages that are written with Latin letters; a letter with several of them goes to a person.</summary>
    public IReadOnlyList<string> OtherLanguages { get; init; } = [];

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Why these words; never empty in a pack that was read from files.</summary>
    public string Source { get; init; } = "";
}
