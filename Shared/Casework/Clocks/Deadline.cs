namespace SocialWorkflows.Casework.Clocks;

/// <summary>One civil day of a term: whether it was counted and why or why not, in Latvian.</summary>
public sealed record LedgerDay(DateOnly Date, bool Counted, string Reason);

/// <summary>
/// A computed term with every day it ran over; the same object feeds card, page, e-mail and letter, so that all show one date.
/// </summary>
public sealed record Deadline
{
    /// <summary>The day of the event; it is not counted (Administratīvā procesa likums, section 42).</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of the term by this municipality's calendar.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>The earlier date where calendars differ: our own duty runs on it. Shown to staff only.</summary>
    public required DateOnly SafeDue { get; init; }

    /// <summary>For contest terms: the day on which the addressee counts as notified.</summary>
    public DateOnly? NotifiedOn { get; init; }

    /// <summary>The day of notification by the other calendar, where it differs: shown to staff only, no term runs from it.</summary>
    public DateOnly? OtherNotifiedOn { get; init; }

    /// <summary>True when the term touches a year whose moved working days the data do not have.</summary>
    public required bool Provisional { get; init; }

    public required IReadOnlyList<LedgerDay> Days { get; init; }

    /// <summary>One Latvian sentence that explains the date.</summary>
    public required string Sentence { get; init; }
}
