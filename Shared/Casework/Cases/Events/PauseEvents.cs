using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>The decision clock stands still because the person is asked for more; the day itself still counts.</summary>
public sealed record DecisionClockPaused(int Round, DateOnly Since, string Because, string By) : CaseEvent;

/// <summary>What was asked for came, or its term passed: the clock goes on with what was left of it.</summary>
public sealed record DecisionClockResumed(DateOnly ResumedOn, Deadline Term) : CaseEvent;

/// <summary>
/// The term to decide was moved for objective reasons (Administratīvā procesa likums, section 64(2)); the person is told in a
/// letter.
/// </summary>
public sealed record DecisionTermExtended(DateOnly Until, string Reason, string LegalBasis, Deadline Term, Contact Contact, string By) : CaseEvent
{
    /// <summary>The reason in easy language, as it was typed; null: the easy page says that it stands in the letter.</summary>
    public string? EasyReason { get; init; }
}

/// <summary>The letter about the extension lies ready for its channel.</summary>
public sealed record ExtensionDispatched(string FileId, string Channel, DateOnly DatedOn) : CaseEvent;
