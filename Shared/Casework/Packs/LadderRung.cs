namespace SocialWorkflows.Casework.Packs;

/// <summary>What follows when a notice did not arrive through a channel.</summary>
public sealed record LadderRung : IDated
{
    /// <summary>The next step that is no channel: somebody decides.</summary>
    public const string Person = "person";

    /// <summary>See <see cref="Cases.NoticeCauses"/>.</summary>
    public required string Cause { get; init; }

    /// <summary>The channel to be taken next, or <c>person</c>.</summary>
    public required string Next { get; init; }

    /// <summary>The person counts as notified all the same: the day of notification stands.</summary>
    public bool Stands { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}
