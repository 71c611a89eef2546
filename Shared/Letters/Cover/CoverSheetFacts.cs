using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Letters.Cover;

/// <summary>What the sheet in front of a posted or handed letter says; the wording around it is the template's.</summary>
public sealed record CoverSheetFacts
{
    public required Institution Institution { get; init; }

    public required string AddresseeName { get; init; }

    /// <summary>As the person gave it; commas end its lines.</summary>
    public required string Address { get; init; }

    /// <summary>Registration number of the application.</summary>
    public required string Number { get; init; }

    /// <summary>Nobody applied: the case was begun by the institution.</summary>
    public bool IsOwnInitiative { get; init; }

    /// <summary>Number of the decision or letter enclosed.</summary>
    public required string DecisionNumber { get; init; }

    /// <summary>The day on which it is laid ready, and for which the dates are counted.</summary>
    public required DateOnly Date { get; init; }

    public required NoticeChannelRule Channel { get; init; }

    /// <summary>The day on which the person counts as notified when it leaves on <see cref="Date"/>.</summary>
    public required DateOnly NotifiedOn { get; init; }

    /// <summary>Last day to contest when it leaves on <see cref="Date"/>; null where nothing can be contested.</summary>
    public DateOnly? ContestUntil { get; init; }

    /// <summary>The letter was sent before, another way, and did not arrive.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>In bars and in figures; no personal data. The office reads it back when the letter leaves or returns.</summary>
    public required string Code { get; init; }
}
