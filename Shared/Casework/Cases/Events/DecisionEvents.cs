using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

public sealed record DecisionProposed : CaseEvent
{
    public required int Round { get; init; }

    public required string Outcome { get; init; }

    public required string Findings { get; init; }

    public required string Reasoning { get; init; }

    public string? Reason { get; init; }

    /// <summary>The reason in easy language, as it was typed; null: the easy page says that the reason stands in the decision.</summary>
    public string? EasyReason { get; init; }

    /// <summary>Section, paragraph and point the outcome rests on, beside the basis of the service; null where nobody named one.</summary>
    public string? Norm { get; init; }

    public string? Hearing { get; init; }

    public string? Volume { get; init; }

    public string? Fee { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    /// <summary>Where a place is taken, or for an outcome "queued" the facility whose queue is joined.</summary>
    public string? FacilityId { get; init; }

    /// <summary>By when the person is invited to conclude the contract; null where none is needed.</summary>
    public DateOnly? ContractBy { get; init; }

    /// <summary>Date of birth of whoever the service is for, where only the proposal asked for it.</summary>
    public DateOnly? RecipientBirthDate { get; init; }

    /// <summary>When the need is looked at again.</summary>
    public DateOnly? ReviewOn { get; init; }

    /// <summary>The longest stay of the service in months: its time is kept from the recorded start.</summary>
    public int? MaximumStayMonths { get; init; }

    /// <summary>The whole months for which a status is granted; it begins on <see cref="From"/> without anybody recording a start.</summary>
    public int? GrantMonths { get; init; }

    /// <summary>What the author said of being near the applicant; null where nothing spoke for it, and in records from before it was asked.</summary>
    public DeclaredConflict? Conflict { get; init; }

    public required string By { get; init; }
}

/// <summary>The resident took the application back; <c>IntakeId</c> is the message that says so.</summary>
public sealed record ApplicationWithdrawn(int Round, string? IntakeId, DateOnly AskedOn, string Note, Contact Contact, string By) : CaseEvent
{
    /// <summary>Only in the state of a case that is passed on instead of taken back; the journal has an event of its own for it.</summary>
    public ApplicationForwarded? Forwarded { get; init; }
}

public sealed record ProposalReturned(int Round, string Comment, string By) : CaseEvent;

/// <summary>Internal approval; the number is the decision's own series. The decision date is set by the signature.</summary>
public sealed record DecisionApproved(int Round, string DecisionNumber, string By) : CaseEvent
{
    /// <summary>What the approver said of being near the applicant; null where nothing spoke for it, and in records from before it was asked.</summary>
    public DeclaredConflict? Conflict { get; init; }
}

/// <summary>The letter as it waits for a qualified signature; nothing in it says it is signed.</summary>
public sealed record DecisionDrafted(string FileId) : CaseEvent;

public sealed record DecisionSigned : CaseEvent
{
    public required DateOnly DecidedOn { get; init; }

    public required string FileId { get; init; }

    public required string FileName { get; init; }

    /// <summary>Name in the signing certificate.</summary>
    public required string Signer { get; init; }

    public required string By { get; init; }

    /// <summary>What the signer said of being near the applicant; null where nothing spoke for it, where they had said it when they approved, and in records from before it was asked.</summary>
    public DeclaredConflict? Conflict { get; init; }

    /// <summary>The notice clock, running from the decision.</summary>
    public required Deadline NoticeTerm { get; init; }
}
