namespace SocialWorkflows.Casework.Clocks;

/// <summary>
/// A computed date with the days that led to it. For our own duties <see cref="Due"/> follows the municipality's switch for
/// moved working days and <see cref="SafeDue"/> is the earlier date where the two calendars differ; for what a person may do
/// (contest, send documents) both are the later date.
/// </summary>
public sealed record Deadline
{
    public required DeadlineKind Kind { get; init; }

    /// <summary>The day of the event; never counted itself.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day, to its end.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>Date shown to staff only; rungs run on it.</summary>
    public required DateOnly SafeDue { get; init; }

    /// <summary>For <see cref="DeadlineKind.Contest"/>: the day on which the addressee counts as notified.</summary>
    public DateOnly? NotifiedOn { get; init; }

    /// <summary>Reaches into a year whose moved days are not published; the date may change.</summary>
    public required bool Provisional { get; init; }

    public required IReadOnlyList<LedgerDay> Days { get; init; }

    /// <summary>The date and its reason in one or two Latvian sentences.</summary>
    public required string Sentence { get; init; }
}

/// <summary>One civil day of a clock: whether it used up a day of the term, and why, in Latvian.</summary>
public sealed record LedgerDay(DateOnly Date, bool Counted, string Reason);

/// <summary>
/// A time in which a clock stood still. The day it stopped still counts, the day it went on does not count (as any day of
/// an event), so that stopping and going on within one day changes nothing.
/// </summary>
/// <param name="From">Day on which the clock stopped.</param>
/// <param name="Until">Day on which it went on.</param>
/// <param name="Because">Latvian reason without personal data: „gaidām dokumentus”.</param>
public sealed record ClockPause(DateOnly From, DateOnly Until, string Because);

/// <summary>A clock that stands still now: it has no date, only days left.</summary>
public sealed record PausedClock
{
    public required DateOnly Since { get; init; }

    public required string Because { get; init; }

    public required int WorkingDaysUsed { get; init; }

    public required int WorkingDaysLeft { get; init; }

    public required IReadOnlyList<LedgerDay> Days { get; init; }

    public required string Sentence { get; init; }
}
