using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Completeness;

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
[JsonDerivedType(typeof(DecisionClockPaused), "decision-clock-paused")]
[JsonDerivedType(typeof(DecisionClockResumed), "decision-clock-resumed")]
[JsonDerivedType(typeof(DecisionTermExtended), "decision-term-extended")]
[JsonDerivedType(typeof(ExtensionDispatched), "extension-dispatched")]
[JsonDerivedType(typeof(IdentityRecorded), "identity-recorded")]
[JsonDerivedType(typeof(ApplicationForwarded), "application-forwarded")]
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
[JsonDerivedType(typeof(ReceiptMerged), "receipt-merged")]
public abstract record CaseEvent;

/// <summary>
/// The person a case is about, as the verified signature names them; without a Latvian personal code, which is then empty, as a
/// registrar read it from the papers.
/// </summary>
public sealed record Applicant(string GivenName, string Surname, string PersonalCode)
{
    /// <summary>Kind, country and number of the identity document of a person without a Latvian personal code; null for others.</summary>
    public string? Document { get; init; }

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

    /// <summary>Other institutions of municipalities the same letter was addressed to; null when there are none.</summary>
    public IReadOnlyList<string>? AlsoSentTo { get; init; }

    /// <summary>Every service the words of the message name, best first, where a person must choose among them.</summary>
    public IReadOnlyList<string>? Candidates { get; init; }

    /// <summary>The former municipality by whose rules it goes, known from the case it was opened beside.</summary>
    public string? RuleSet { get; init; }

    /// <summary>The case this one was opened beside; null for a case that a message opened.</summary>
    public CaseOrigin? Origin { get; init; }

    public CasePrefill? Prefill { get; init; }

    /// <summary>What was written down at the door; null for what came by mail.</summary>
    public DoorEntry? Entry { get; init; }
}

/// <summary>A later message of the same correspondence.</summary>
public sealed record MessageFiled : CaseEvent
{
    public required string IntakeId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required string MessageId { get; init; }

    /// <summary>How the case was found: case-address, references, case-number, or same-application for one that came twice.</summary>
    public required string MatchedBy { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<CaseFile> Files { get; init; }

    public bool WithdrawalSuspected { get; init; }

    /// <summary>What was written down at the door; null for what came by mail.</summary>
    public DoorEntry? Entry { get; init; }

    /// <summary>Words for what deceives the eye about its sender; null when nothing does.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>By when somebody looks at it; null where the pack has no rule, and in messages from before there was one.</summary>
    public Deadline? LookTerm { get; init; }
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
public sealed record AcceptedDocument(string Document, DateOnly ReceivedOn)
{
    /// <summary>The date on the paper, asked where it may not be too old.</summary>
    public DateOnly? Dated { get; init; }
}

public sealed record NotNeededDocument(string Document, string Because);

public sealed record DocumentsReviewed : CaseEvent
{
    public required int Round { get; init; }

    public required IReadOnlyList<AcceptedDocument> Accepted { get; init; }

    public required IReadOnlyList<NotNeededDocument> NotNeeded { get; init; }

    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Why each of <see cref="Missing"/> is missing; null when nothing is, and in reviews made before reasons were kept.</summary>
    public IReadOnlyList<MissingReason>? Why { get; init; }

    /// <summary>True: the decision is made on what is there, although papers are missing.</summary>
    public bool ProceedWithout { get; init; }

    /// <summary>The day on which everything needed was received and registered; null while something is missing.</summary>
    public DateOnly? CompleteOn { get; init; }

    public required Contact Contact { get; init; }

    public required string By { get; init; }
}

public sealed record DocumentsRequested(int Round, IReadOnlyList<string> Missing, Deadline AnswerTerm, DateOnly RemindOn, string LetterFileId) : CaseEvent
{
    /// <summary>Own last days of documents that take longer; the others end with the latest of the common term.</summary>
    public IReadOnlyList<DocumentDue>? Dues { get; init; }

    /// <summary>Channel of the letter, fixed when it is asked: a contact that changes later must not send it a second time.</summary>
    public string? Channel { get; init; }
}

/// <summary>The term of one document of a request.</summary>
public sealed record DocumentDue(string Document, Deadline Term);

public sealed record DocumentsReminded(int Round) : CaseEvent;

public sealed record AnswerOverdue(int Round) : CaseEvent;

/// <summary>All documents are received and registered: the decision clock runs from <c>CompleteOn</c>.</summary>
public sealed record DecisionClockStarted(DateOnly CompleteOn, Deadline Term) : CaseEvent;

public sealed record NeedsAssessed(string Level, string Findings, string By) : CaseEvent
{
    /// <summary>Hours of care a week, where the worker worked them out.</summary>
    public int? HoursAWeek { get; init; }
}

/// <summary>Monthly income of the household in euro; <c>Status</c>: none, low-income or poor, as the person holds it.</summary>
public sealed record IncomeAssessed(decimal MonthlyIncome, int HouseholdSize, string Status, string Findings, string By) : CaseEvent
{
    /// <summary>The ledger the average was taken from; null where the average came from elsewhere.</summary>
    public IReadOnlyList<IncomeEntry>? Ledger { get; init; }

    public int? Dependants { get; init; }

    /// <summary>Personal codes of the other members, as written on the card: to notice a person counted in two households.</summary>
    public IReadOnlyList<string>? MemberCodes { get; init; }

    /// <summary>What is known of whoever is obliged to maintain the client: unknown, nobody, poor or solvent.</summary>
    public string? Maintenance { get; init; }

    /// <summary>The calculation line by line, as it was on that day; null in assessments from before calculations were kept.</summary>
    public IReadOnlyList<string>? Lines { get; init; }
}

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
public sealed record ApplicationWithdrawn(int Round, string? IntakeId, DateOnly AskedOn, string Note, Contact Contact, string By) : CaseEvent
{
    /// <summary>Only in the state of a case that is passed on instead of taken back; the journal has an event of its own for it.</summary>
    public ApplicationForwarded? Forwarded { get; init; }
}

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
public sealed record RungFired(string Clock, int WorkingDaysLeft, string Role, string Person) : CaseEvent
{
    /// <summary>How often the clock had been set anew by then, by a pause or an extension; null for a clock that only ran.</summary>
    public int? Restart { get; init; }
}

public sealed record GenerationRaised(int Generation, string Reason) : CaseEvent;

public sealed record CaseClosed(DateOnly ClosedOn) : CaseEvent;
