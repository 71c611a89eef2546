namespace SocialWorkflows.Casework.Cases;

/// <summary>The person is asked to say what they think before what was granted is discontinued (Administratīvā procesa likums, section 62).</summary>
/// <param name="Until">The last day of the answer, as the letter prints it.</param>
/// <param name="Reason">Why it may end, as the letter prints it.</param>
/// <param name="LegalBasis">The norm as printed.</param>
/// <param name="Contact">Where the letter goes.</param>
/// <param name="By">Id of the member of staff.</param>
public sealed record HearingInvited(DateOnly Until, string Reason, string LegalBasis, Contact Contact, string By) : CaseEvent
{
    /// <summary>The reason in easy language; null where the easy page points to the letter.</summary>
    public string? EasyReason { get; init; }
}

/// <summary>The letter of invitation lies ready for its channel.</summary>
public sealed record HearingDispatched(string FileId, string Channel, DateOnly DatedOn) : CaseEvent;
