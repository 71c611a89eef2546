namespace SocialWorkflows.Casework.Packs;

public sealed record DecisionRules : IDated
{
    /// <summary>Whether author and approver must be two persons.</summary>
    public required bool TwoPersons { get; init; }

    /// <summary>Body to which a decision is contested, in the locative: „Smiltenes novada pašvaldības domē”.</summary>
    public required string ContestBodyLocative { get; init; }

    public required string ContestBodyAddress { get; init; }

    /// <summary>Where the contest submission is handed in, in the locative.</summary>
    public required string ContestHandedInLocative { get; init; }

    /// <summary>Decisions of this municipality for which contesting has another effect than the law of the state says, with the norm that says so.</summary>
    public IReadOnlyList<SuspensionException> SuspensionExceptions { get; init; } = [];

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}
