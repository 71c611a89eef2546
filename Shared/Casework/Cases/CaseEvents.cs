using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// One fact of a case. Events are stored for years: members may be added with a default, never renamed or removed;
/// the discriminators below are persisted names.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ApplicationReceived), "application-received")]
[JsonDerivedType(typeof(MessageFiled), "message-filed")]
[JsonDerivedType(typeof(MessageHandled), "message-handled")]
[JsonDerivedType(typeof(MachineMailFiled), "machine-mail-filed")]
[JsonDerivedType(typeof(StatusMailBounced), "status-mail-bounced")]
[JsonDerivedType(typeof(ServiceChosen), "service-chosen")]
[JsonDerivedType(typeof(PersonAdmitted), "person-admitted")]
[JsonDerivedType(typeof(ApplicationRegistered), "application-registered")]
[JsonDerivedType(typeof(StatusMailSent), "status-mail-sent")]
[JsonDerivedType(typeof(DocumentsReviewed), "documents-reviewed")]
[JsonDerivedType(typeof(DocumentsRequested), "documents-requested")]
[JsonDerivedType(typeof(DocumentsReminded), "documents-reminded")]
[JsonDerivedType(typeof(AnswerOverdue), "answer-overdue")]
[JsonDerivedType(typeof(DecisionClockStarted), "decision-clock-started")]
[JsonDerivedType(typeof(NeedsAssessed), "needs-assessed")]
[JsonDerivedType(typeof(IncomeAssessed), "income-assessed")]
[JsonDerivedType(typeof(CapacityAssessed), "capacity-assessed")]
[JsonDerivedType(typeof(DecisionProposed), "decision-proposed")]
[JsonDerivedType(typeof(ApplicationWithdrawn), "application-withdrawn")]
[JsonDerivedType(typeof(ProposalReturned), "proposal-returned")]
[JsonDerivedType(typeof(DecisionApproved), "decision-approved")]
[JsonDerivedType(typeof(DecisionDrafted), "decision-drafted")]
[JsonDerivedType(typeof(DecisionSigned), "decision-signed")]
[JsonDerivedType(typeof(NoticeDispatched), "notice-dispatched")]
[JsonDerivedType(typeof(NoticeSent), "notice-sent")]
[JsonDerivedType(typeof(ContestWindowEnded), "contest-window-ended")]
[JsonDerivedType(typeof(RungFired), "rung-fired")]
[JsonDerivedType(typeof(GenerationRaised), "generation-raised")]
[JsonDerivedType(typeof(CaseClosed), "case-closed")]
[JsonDerivedType(typeof(SiblingsNamed), "siblings-named")]
[JsonDerivedType(typeof(QueueJoined), "queue-joined")]
[JsonDerivedType(typeof(PlaceOffered), "place-offered")]
[JsonDerivedType(typeof(OfferAnswered), "offer-answered")]
[JsonDerivedType(typeof(OfferLapsed), "offer-lapsed")]
[JsonDerivedType(typeof(QueueLeft), "queue-left")]
[JsonDerivedType(typeof(ServiceStarted), "service-started")]
[JsonDerivedType(typeof(ServiceReminded), "service-reminded")]
[JsonDerivedType(typeof(ServiceEnded), "service-ended")]
[JsonDerivedType(typeof(ContestReceived), "contest-received")]
[JsonDerivedType(typeof(ContestHandedOver), "contest-handed-over")]
[JsonDerivedType(typeof(ContestDecided), "contest-decided")]
[JsonDerivedType(typeof(SubmissionRegistered), "submission-registered")]
[JsonDerivedType(typeof(SubmissionAnswered), "submission-answered")]
[JsonDerivedType(typeof(SubmissionForwarded), "submission-forwarded")]
[JsonDerivedType(typeof(ClocksRecalculated), "clocks-recalculated")]
[JsonDerivedType(typeof(RegistersAsked), "registers-asked")]
public abstract record CaseEvent;

/// <summary>The person a case is about, as the verified signature names them.</summary>
public sealed record Applicant(string GivenName, string Surname, string PersonalCode)
{
    [JsonIgnore]
    public string FullName => $"{GivenName} {Surname}";
}

/// <summary>Where the written notice goes and how; a person reads it from the application.</summary>
public sealed record Contact(string Channel, string Address);

/// <summary>A stored file with what was found out about it. <c>Signature</c> is the inspector's verdict word, null for plain files.</summary>
public sealed record CaseFile
{
    /// <summary>SHA-256 of the content, lower-case hex; also its place in the document store.</summary>
    public required string FileId { get; init; }

    public required string Name { get; init; }

    public required string MediaType { get; init; }

    public required long Size { get; init; }

    /// <summary>Name of the scanner that called the file clean.</summary>
    public required string Scanner { get; init; }

    public string? Signature { get; init; }

    public string? SignatureForStaff { get; init; }

    /// <summary>Set for files that were inside a signed container: the container's <see cref="FileId"/>.</summary>
    public string? InsideOf { get; init; }

    /// <summary>Document kind suggested by the file's name; a person confirms.</summary>
    public string? SuggestedDocument { get; init; }

    /// <summary>What a person must know before opening it: words of the mail room's file remarks, worst first.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }

    /// <summary>True: it is named and kept, and handed out to nobody.</summary>
    public bool Blocked { get; init; }
}

/// <summary>A signed application arrived and became a case. <c>Channel</c>: email, e-address, counter or first-contact.</summary>
public sealed record ApplicationReceived : CaseEvent
{
    public required string IntakeId { get; init; }

    public required string Channel { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Civil day of receipt in the municipality.</summary>
    public required DateOnly ReceivedOn { get; init; }

    public required Applicant Applicant { get; init; }

    public required string ReplyTo { get; init; }

    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    public required IReadOnlyList<CaseFile> Files { get; init; }

    /// <summary>Service recognised with certainty, or null: a person chooses.</summary>
    public string? ServiceId { get; init; }

    public IReadOnlyList<string> MatchedWords { get; init; } = [];

    /// <summary>True when the pack lets the person in first and registers afterwards.</summary>
    public bool AdmitFirst { get; init; }

    public bool Urgent { get; init; }

    /// <summary>Every service the words of the message name, best first, where a person must choose among them.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>The former municipality by whose rules it goes, known from the case it was opened beside.</summary>
    public string? RuleSet { get; init; }

    /// <summary>The case this one was opened beside; null for a case that a message opened.</summary>
    public CaseOrigin? Origin { get; init; }

    public CasePrefill? Prefill { get; init; }
}

/// <summary>A later message of the same correspondence.</summary>
public sealed record MessageFiled : CaseEvent
{
    public required string IntakeId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required string MessageId { get; init; }

    /// <summary>How the case was found: case-address, references or case-number.</summary>
    public required string MatchedBy { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<CaseFile> Files { get; init; }

    public bool WithdrawalSuspected { get; init; }

    /// <summary>Words for what deceives the eye about its sender; null when nothing does.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}

public sealed record MessageHandled(string IntakeId, string Note, string By) : CaseEvent;

public sealed record ServiceChosen(string ServiceId, bool AdmitFirst, string By) : CaseEvent
{
    /// <summary>The former municipality by whose rules the case goes; null where the municipality has rules of its own only.</summary>
    public string? RuleSet { get; init; }
}

public sealed record PersonAdmitted(string? FacilityId, DateOnly AdmittedOn, string Circumstances, Contact Contact, string By) : CaseEvent;

/// <summary><c>Number</c> is unique per municipality and year; gaps are allowed, repeats never.</summary>
public sealed record ApplicationRegistered(string Number, string ServiceId, DateOnly RegisteredOn, string Assignee) : CaseEvent
{
    /// <summary>One month from receipt (Administratīvā procesa likums, section 64(1)).</summary>
    public required DateOnly OuterLimit { get; init; }
}

/// <summary>A neutral status line went to the resident's mailbox through the send ledger.</summary>
public sealed record StatusMailSent(string Kind, string OperationId) : CaseEvent;

/// <summary>A document a person accepted, with the day on which it was received.</summary>
public sealed record AcceptedDocument(string Document, DateOnly ReceivedOn);

public sealed record NotNeededDocument(string Document, string Because);

public sealed record DocumentsReviewed : CaseEvent
{
    public required int Round { get; init; }

    public required IReadOnlyList<AcceptedDocument> Accepted { get; init; }

    public required IReadOnlyList<NotNeededDocument> NotNeeded { get; init; }

    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>True: the decision is made on what is there, although papers are missing.</summary>
    public bool ProceedWithout { get; init; }

    /// <summary>The day on which everything needed was received and registered; null while something is missing.</summary>
    public DateOnly? CompleteOn { get; init; }

    public required Contact Contact { get; init; }

    public required string By { get; init; }
}

public sealed record DocumentsRequested(int Round, IReadOnlyList<string> Missing, Deadline AnswerTerm, DateOnly RemindOn, string LetterFileId) : CaseEvent
{
    /// <summary>Channel of the letter, fixed when it is asked: a contact that changes later must not send it a second time.</summary>
    public string? Channel { get; init; }
}

public sealed record DocumentsReminded(int Round) : CaseEvent;

public sealed record AnswerOverdue(int Round) : CaseEvent;

/// <summary>All documents are received and registered: the decision clock runs from <c>CompleteOn</c>.</summary>
public sealed record DecisionClockStarted(DateOnly CompleteOn, Deadline Term) : CaseEvent;

public sealed record NeedsAssessed(string Level, string Findings, string By) : CaseEvent;

/// <summary>Monthly income of the household in euro; <c>Status</c>: none, low-income or poor.</summary>
public sealed record IncomeAssessed(decimal MonthlyIncome, int HouseholdSize, string Status, string Findings, string By) : CaseEvent;

/// <summary><c>Answer</c>: yes, queue or no.</summary>
public sealed record CapacityAssessed(string Answer, string? FacilityId, string Findings, string By) : CaseEvent;

public sealed record DecisionProposed : CaseEvent
{
    public required int Round { get; init; }

    public required string Outcome { get; init; }

    public required string Findings { get; init; }

    public required string Reasoning { get; init; }

    public string? Reason { get; init; }

    public string? Hearing { get; init; }

    public string? Volume { get; init; }

    public string? Fee { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    /// <summary>Where a place is taken, or for an outcome "queued" the facility whose queue is joined.</summary>
    public string? FacilityId { get; init; }

    /// <summary>By when the person is invited to conclude the contract; null where none is needed.</summary>
    public DateOnly? ContractBy { get; init; }

    /// <summary>When the need is looked at again.</summary>
    public DateOnly? ReviewOn { get; init; }

    /// <summary>The longest stay of the service in months: its time is kept from the recorded start.</summary>
    public int? MaximumStayMonths { get; init; }

    public required string By { get; init; }
}

/// <summary>The resident took the application back; <c>IntakeId</c> is the message that says so.</summary>
public sealed record ApplicationWithdrawn(int Round, string? IntakeId, DateOnly AskedOn, string Note, Contact Contact, string By) : CaseEvent;

public sealed record ProposalReturned(int Round, string Comment, string By) : CaseEvent;

/// <summary>Internal approval; the number is the decision's own series. The decision date is set by the signature.</summary>
public sealed record DecisionApproved(int Round, string DecisionNumber, string By) : CaseEvent;

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

    /// <summary>The notice clock, running from the decision.</summary>
    public required Deadline NoticeTerm { get; init; }
}

/// <summary>The signed letter lies ready for its channel; a person or the channel confirms the sending.</summary>
public sealed record NoticeDispatched(string Channel, string OperationId) : CaseEvent;

public sealed record NoticeSent(string Channel, DateOnly SentOn, string Evidence, string By) : CaseEvent
{
    /// <summary>The contest term, running from the day of notification; null where nothing can be contested.</summary>
    public Deadline? ContestTerm { get; init; }

    public required DateOnly NotifiedOn { get; init; }
}

public sealed record ContestWindowEnded : CaseEvent;

/// <summary>A reminder of a clock reached its person; each rung of a clock fires once.</summary>
public sealed record RungFired(string Clock, int WorkingDaysLeft, string Role, string Person) : CaseEvent;

public sealed record GenerationRaised(int Generation, string Reason) : CaseEvent;

public sealed record CaseClosed(DateOnly ClosedOn) : CaseEvent;
