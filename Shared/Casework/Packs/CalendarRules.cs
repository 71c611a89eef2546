namespace SocialWorkflows.Casework.Packs;

public sealed record CalendarRules : IDated
{
    /// <summary>Whether this municipality follows the Cabinet's moved working days.</summary>
    public required bool FollowsMovedDays { get; init; }

    /// <summary>False while the municipality has not confirmed the switch; shown to staff beside dates it changes.</summary>
    public required bool FollowsMovedDaysConfirmed { get; init; }

    /// <summary>IANA zone of civil days, <c>Europe/Riga</c>.</summary>
    public required string TimeZone { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}
