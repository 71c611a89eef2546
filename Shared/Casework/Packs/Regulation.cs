namespace SocialWorkflows.Casework.Packs;

public sealed record Regulation : IDated
{
    public required string Id { get; init; }

    /// <summary>What it governs, for example <c>services</c>; of one subject one act follows the other without a gap.</summary>
    public required string Subject { get; init; }

    public required string Citation { get; init; }

    /// <summary>Day from which the rules are applied; the source says where only the day of adoption is known.</summary>
    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}
