using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases;

/// <summary>What staff found out about who the person is and whose application it is; a later record replaces an earlier one.</summary>
public sealed record IdentityRecorded : CaseEvent
{
    public required int Round { get; init; }

    public required Residence Residence { get; init; }

    /// <summary>A word of <see cref="Competences"/>, as it followed from the residence.</summary>
    public required string Competence { get; init; }

    public required string CompetenceExplanation { get; init; }

    /// <summary>By when what is not ours goes on; null where it stays.</summary>
    public Deadline? ForwardTerm { get; init; }

    public Representative? Representative { get; init; }

    public DateOnly? BirthDate { get; init; }

    /// <summary>The person's other code, old or new; both find the case.</summary>
    public string? OtherCode { get; init; }

    /// <summary>An earlier receipt of the same application, at the counter or elsewhere: the earlier day wins.</summary>
    public EarlierReceipt? Earlier { get; init; }

    /// <summary>The outer limit counted from the earlier receipt.</summary>
    public DateOnly? OuterLimit { get; init; }

    /// <summary>The earlier day of that limit where the calendars differ.</summary>
    public DateOnly? OuterSafe { get; init; }

    /// <summary>The decision clock counted from the earlier receipt, where everything was there from the first day.</summary>
    public DecisionClockStarted? Clock { get; init; }

    public string? Note { get; init; }

    public required string By { get; init; }
}

/// <param name="ReceivedOn">Day on which it was received the first time.</param>
/// <param name="Evidence">Where that is written: number and place.</param>
public sealed record EarlierReceipt(DateOnly ReceivedOn, string Evidence);

/// <summary>The application goes on to the institution that is competent; it ends here without an act of its own.</summary>
public sealed record ApplicationForwarded(int Round, string ToDative, string Contacts, string Note, Contact Contact, string By) : CaseEvent;
