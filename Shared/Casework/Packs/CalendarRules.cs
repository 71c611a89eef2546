namespace SocialWorkflows.Casework.Packs;

/// <summary>How the days of one municipality differ from those of the state.</summary>
public sealed record CalendarRules : IDated
{
    /// <summary>Whether this municipality follows the Cabinet's moved working days, in versions that meet without a gap.</summary>
    public required IReadOnlyList<MovedDaysSwitch> FollowsMovedDays { get; init; }

    /// <summary>IANA zone of civil days, <c>Europe/Riga</c>.</summary>
    public required string TimeZone { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }

    /// <summary>The version for a day; of days before the first one nothing else is known, so the first stands for them too.</summary>
    public MovedDaysSwitch SwitchOn(DateOnly day) => FollowsMovedDays.FirstOrDefault(s => s.IsValidOn(day))
        ?? (day < FollowsMovedDays[0].ValidFrom ? FollowsMovedDays[0] : FollowsMovedDays[^1]);
}

/// <summary>The municipality's practice with moved working days for a time.</summary>
public sealed record MovedDaysSwitch : IDated
{
    public required bool Follows { get; init; }

    /// <summary>False while the municipality has not confirmed it; shown to staff beside dates it changes.</summary>
    public required bool Confirmed { get; init; }

    /// <summary>Single moves about which the municipality decided otherwise.</summary>
    public IReadOnlyList<MoveExemption> Exceptions { get; init; } = [];

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>The move that frees the weekday <paramref name="Free"/> is, against the rule, followed or not.</summary>
public sealed record MoveExemption(DateOnly Free, bool Follows, string Source);
