using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// What the journal of a case adds up to. A pure fold: the same events give the same state (design invariant I11).
/// </summary>
public sealed record CaseState
{
    public static readonly CaseState Empty = new();

    /// <summary>Raised when a new orchestration takes the case over; whoever carries an older one may not append.</summary>
    public int Generation { get; init; } = 1;

    public ApplicationReceived? Received { get; init; }

    public string? ServiceId { get; init; }

    /// <summary>The former municipality of the declared residence, by whose rules the case goes; null: the municipality's own.</summary>
    public string? RuleSet { get; init; }

    public bool AdmitFirst { get; init; }

    public PersonAdmitted? Admission { get; init; }

    public ApplicationRegistered? Registration { get; init; }

    public string? Assignee { get; init; }

    public Contact? Contact { get; init; }

    public IReadOnlyList<CaseFile> Files { get; init; } = [];

    public IReadOnlyList<MessageFiled> Messages { get; init; } = [];

    /// <summary>Intake ids of messages nobody has dealt with yet.</summary>
    public IReadOnlyList<string> OpenMessages { get; init; } = [];

    public IReadOnlyList<string> StatusMails { get; init; } = [];

    public DocumentsReviewed? Review { get; init; }

    public DocumentsRequested? Request { get; init; }

    public bool Reminded { get; init; }

    /// <summary>The resident answered the last request, or its term passed.</summary>
    public bool AnswerEnded { get; init; }

    public DecisionClockStarted? DecisionClock { get; init; }

    /// <summary>The decision clock stands still; null while it runs.</summary>
    public DecisionClockPaused? DecisionPause { get; init; }

    /// <summary>Finished pauses of the decision clock; null while there were none, so that older stored states read the same.</summary>
    public IReadOnlyList<ClockPause>? DecisionPauses { get; init; }

    public DecisionTermExtended? Extension { get; init; }

    public ExtensionDispatched? ExtensionLetter { get; init; }

    public NeedsAssessed? Needs { get; init; }

    public IncomeAssessed? Income { get; init; }

    public CapacityAssessed? Capacity { get; init; }

    public DecisionProposed? Proposal { get; init; }

    /// <summary>The application ends without a decision about the service: taken back, or passed on.</summary>
    public ApplicationWithdrawn? Withdrawal { get; init; }

    /// <summary>What is known of the person and of whose application it is; null until somebody recorded it.</summary>
    public IdentityRecorded? Identity { get; init; }

    /// <summary>Every proposal the approver sent back.</summary>
    public IReadOnlyList<ProposalReturned> Returned { get; init; } = [];

    public DecisionApproved? Approval { get; init; }

    public DecisionDrafted? Draft { get; init; }

    public DecisionSigned? Decision { get; init; }

    public NoticeDispatched? Dispatch { get; init; }

    public NoticeSent? Notice { get; init; }

    public bool ContestEnded { get; init; }

    // Null until a channel is chosen or fails: the stored state of a case from before these members reads the same.
    public NoticeChannelChecked? NoticeWay { get; init; }

    public IReadOnlyList<NoticeReturned>? NoticeReturns { get; init; }

    public NoticeRedirected? NoticeRedirect { get; init; }

    /// <summary>What keeps the present notice from leaving; null when nothing does.</summary>
    public NoticeHindered? NoticeHindrance { get; init; }

    /// <summary>1 for the first sending of the notice, one more after every return that does not stand.</summary>
    [JsonIgnore]
    public int NoticeRound => 1 + (NoticeReturns?.Count(r => !r.Stands) ?? 0);

    /// <summary>The return that began the present round; null in the first.</summary>
    [JsonIgnore]
    public NoticeReturned? NoticeReturn => NoticeReturns?.LastOrDefault(r => !r.Stands);

    public IReadOnlyList<RungFired> Rungs { get; init; } = [];

    public CaseClosed? Closed { get; init; }

    // Null while nothing of the kind happened: the stored state of a case from before these members reads the same.
    public IReadOnlyList<SiblingCase>? Siblings { get; init; }

    public QueueStanding? Queue { get; init; }

    public ServiceTime? Service { get; init; }

    public IReadOnlyList<ContestCase>? Contests { get; init; }

    public Submission? Submission { get; init; }

    public DiscontinuanceDropped? Dropped { get; init; }

    /// <summary>The invitation to be heard before what was granted ends; null while there was none.</summary>
    public HearingInvited? Hearing { get; init; }

    public HearingDispatched? HearingLetter { get; init; }

    /// <summary>The institution itself asks whether what it granted ends; there is no application, no paper to ask for and no receipt.</summary>
    [JsonIgnore]
    public bool IsDiscontinuance => Received?.Origin is { Kind: SiblingKinds.Discontinuance };

    /// <summary>What the registers said when they were asked last.</summary>
    public RegistersAsked? Registers { get; init; }

    public IReadOnlyList<ClocksRecalculated>? Recalculations { get; init; }

    public IReadOnlyList<StatusMailsJoined>? JoinedMails { get; init; }

    /// <summary>How e-mail to the person is sent, as it was set last; null while nobody set it.</summary>
    public SafeModeSet? Safety { get; init; }

    /// <summary>Whose business the case is, as it was set last; null while nobody set it.</summary>
    public CaseRestricted? Restriction { get; init; }

    /// <summary>What was counted of the family, as it was recorded last; null while nobody did.</summary>
    public FamilyRecorded? Family { get; init; }

    [JsonIgnore]
    public bool IsRestricted => Restriction is { Labels.Count: > 0 };

    /// <summary>One of <see cref="SafeModes"/>.</summary>
    [JsonIgnore]
    public string SafeMode => Safety?.Mode ?? SafeModes.Off;

    /// <summary>The newest wish to be written to elsewhere; null while there was none.</summary>
    public ContactRequest? ContactRequest { get; init; }

    /// <summary>Messages that wait for somebody to look at them, and have a day for it.</summary>
    [JsonIgnore]
    public IReadOnlyList<MessageFiled> OpenReplies => Closed is not null ? [] : [.. Messages.Where(m => m.LookTerm is not null && OpenMessages.Contains(m.IntakeId))];

    /// <summary>The number people know the case by, once it is registered.</summary>
    [JsonIgnore]
    public string? Number => Registration?.Number ?? Submission?.Registered.Number;

    /// <summary>The granted service is one whose start a person records: a contract is due, or its time is limited.</summary>
    [JsonIgnore]
    public bool HasServiceTime => Withdrawal is null && Proposal is { } proposal && Outcomes.TakesPlace(proposal.Outcome)
        && (proposal.ContractBy is not null || proposal.ReviewOn is not null || proposal.MaximumStayMonths is not null || proposal.GrantMonths is not null);

    /// <summary>Something of the case is still under way after the contest term.</summary>
    [JsonIgnore]
    internal bool IsOccupied =>
        (HasServiceTime && (Service?.Started is null || Service.IsRunning) && Service?.Ended is null)
        || Queue is { Ended: null }
        || (Contests?.Any(c => c.WaitsForHandOver || c.WaitsForResult) ?? false);

    /// <summary>Nothing is left to do or to wait for.</summary>
    [JsonIgnore]
    public bool MayClose => Closed is null && OpenMessages.Count == 0 && !IsOccupied
        && (Submission is { IsEnded: true } || Dropped is not null || (Notice is { } notice && (ContestEnded || notice.ContestTerm is null)));

    /// <summary>How the decision reads at present: proposed, withdrawn or null.</summary>
    public string? Outcome => Withdrawal switch
    {
        null => Proposal?.Outcome,
        { Forwarded: not null } => Outcomes.Forwarded,
        _ => Outcomes.Withdrawn,
    };

    /// <summary>The same application received once more at another door; null when it was not.</summary>
    public IReadOnlyList<ReceiptMerged>? Merged { get; init; }

    /// <summary>The day of an earlier receipt elsewhere; null when the case's own is the earliest.</summary>
    [JsonIgnore]
    public DateOnly? EarlierReceivedOn
    {
        get
        {
            DateOnly?[] elsewhere = [Identity?.Earlier?.ReceivedOn, .. (Merged ?? []).Select(m => (DateOnly?)m.ReceivedOn)];
            return elsewhere.Min() is { } day && day < Received?.ReceivedOn ? day : null;
        }
    }

    /// <summary>The day on which the application was received the first time, wherever.</summary>
    [JsonIgnore]
    public DateOnly? FirstReceivedOn => EarlierReceivedOn ?? Received?.ReceivedOn;

    /// <summary>True while a proposal or a withdrawal lies before the approver or beyond.</summary>
    public bool IsProposed => Withdrawal is not null || (Proposal is { } p && Returned.All(r => r.Round != p.Round));

    /// <summary>Round of the proposal now on the table, or of the next one to be made.</summary>
    public int ProposalRound => IsProposed
        ? Withdrawal?.Round ?? Proposal!.Round
        : NextProposalRound;

    /// <summary>A round number no proposal of this case has used.</summary>
    public int NextProposalRound => Returned.Select(r => r.Round).Append(Withdrawal?.Round ?? 0).Append(Proposal?.Round ?? 0).Max() + 1;

    public int DocumentsRound => (Review?.Round ?? 0) + 1;

    public bool IsComplete => Review?.CompleteOn is not null;

    /// <summary>The clock that runs now, if any.</summary>
    public (string Clock, Deadline Term)? RunningClock => this switch
    {
        { Closed: not null } or { Notice: not null } => null,
        { Submission: { IsEnded: false } submission } => (CaseClocks.Submission, submission.Registered.AnswerTerm),
        { Decision: { } decision } => (CaseClocks.Notice, decision.NoticeTerm),
        { DecisionPause: not null } => null,
        { DecisionClock: { } clock } => (CaseClocks.Decision, clock.Term),
        _ => null,
    };

    public static CaseState Fold(IEnumerable<CaseEvent> events) => events.Aggregate(Empty, (state, e) => state.Apply(e));

    public CaseState Apply(CaseEvent fact) => fact switch
    {
        ApplicationReceived e => this with { Received = e, ServiceId = e.ServiceId, AdmitFirst = e.AdmitFirst, RuleSet = e.RuleSet, Files = [.. Files, .. e.Files], Contact = e.Entry?.Contact ?? (e.Origin is { Kind: SiblingKinds.Discontinuance } ? e.Prefill?.Contact : null) },
        MessageFiled e => File(e),
        MachineMailFiled or StatusMailBounced or StatusLinkOpened or StatusPageLeft => this,
        ReplyAddressChanged e => this with { Received = Received! with { ReplyTo = e.Address } },
        ContactChangeAsked e => this with { ContactRequest = new ContactRequest(e, IsAnswered: false) },
        ContactChangeAnswered e => AnswerContact(e),
        SafeModeSet e => this with { Safety = e },
        CaseRestricted e => this with { Restriction = e },
        FamilyRecorded e => this with { Family = e },
        FileReleased e => this with { Files = [.. Files.Select(f => f.FileId == e.FileId ? f.Released() : f)] },
        FileSetAside e => this with { Files = [.. Files.Select(f => Holds(f, e.FileId) ? f.SetAside() : f)] },
        MessageHandled e => this with { OpenMessages = Without(e.IntakeId) },
        ServiceChosen e => this with { ServiceId = e.ServiceId, AdmitFirst = e.AdmitFirst, RuleSet = e.RuleSet },
        PersonAdmitted e => this with { Admission = e, Contact = e.Contact },
        ApplicationRegistered e => this with { Registration = e, ServiceId = e.ServiceId, Assignee = e.Assignee },
        CaseAssigned e => this with { Assignee = e.To },
        StatusMailsJoined e => this with { JoinedMails = [.. JoinedMails ?? [], e] },
        StatusMailSent e => this with { StatusMails = [.. StatusMails, e.Kind] },
        DocumentsReviewed e => this with { Review = e, Contact = e.Contact, Request = null, Reminded = false, AnswerEnded = false, OpenMessages = [] },
        DocumentsRequested e => this with { Request = e },
        DocumentsReminderDispatched e => this with { Request = Request is { } asked && asked.Round == e.Round ? asked with { ReminderFileId = e.FileId } : Request },
        DocumentsReminded => this with { Reminded = true },
        AnswerOverdue => this with { AnswerEnded = true },
        DecisionClockStarted e => this with { DecisionClock = e },
        DecisionClockPaused e => this with { DecisionPause = e },
        DecisionClockResumed e => Resume(e),
        DecisionTermExtended e => this with { Extension = e, Contact = e.Contact, DecisionClock = DecisionClock is { } clock ? clock with { Term = e.Term } : null },
        ExtensionDispatched e => this with { ExtensionLetter = e },
        NeedsAssessed e => this with { Needs = e },
        IncomeAssessed e => this with { Income = e },
        CapacityAssessed e => this with { Capacity = e },
        DecisionProposed e => this with { Proposal = e },
        ApplicationWithdrawn e => this with { Withdrawal = e, Contact = e.Contact, OpenMessages = e.IntakeId is null ? OpenMessages : Without(e.IntakeId) },
        ApplicationForwarded e => this with { Withdrawal = new(e.Round, null, Received!.ReceivedOn, e.Note, e.Contact, e.By) { Forwarded = e }, Contact = e.Contact },
        IdentityRecorded e => Identify(e),
        ProposalReturned e => this with { Returned = [.. Returned, e], Withdrawal = null },
        DecisionApproved e => this with { Approval = e },
        DecisionDrafted e => this with { Draft = e },
        DecisionSigned e => this with { Decision = e },
        NoticeDispatched e => this with { Dispatch = e },
        NoticeChannelChecked e => this with { NoticeWay = e },
        NoticeReturned e => e.Stands
            ? this with { NoticeReturns = [.. NoticeReturns ?? [], e] }
            : this with { NoticeReturns = [.. NoticeReturns ?? [], e], Notice = null, Dispatch = null, NoticeWay = null, NoticeRedirect = null, NoticeHindrance = null, ContestEnded = false },
        NoticeRedirected e => this with { NoticeRedirect = e, Contact = new Contact(e.Channel, e.Address) },
        NoticeHindered e => this with { NoticeHindrance = e },
        NoticeHindranceEnded => this with { NoticeHindrance = null },
        NoticeSent e => this with { Notice = e, NoticeHindrance = null },
        ContestWindowEnded => this with { ContestEnded = true },
        RungFired e => this with { Rungs = [.. Rungs, e] },
        GenerationRaised e => this with { Generation = e.Generation },
        CaseClosed e => this with { Closed = e },
        SiblingsNamed e => this with { Siblings = [.. Siblings ?? [], .. e.Siblings] },
        QueueJoined e => this with { Queue = new QueueStanding(e.FacilityId, 0, null, null) },
        PlaceOffered e => this with { Queue = Queue! with { Round = e.Round, Offer = e } },
        OfferAnswered e => this with { Queue = Queue!.Answer(e), OpenMessages = e.IntakeId is null ? OpenMessages : Without(e.IntakeId) },
        OfferDispatched e => this with { Queue = Queue! with { Letter = e } },
        OfferLapsed => this with { Queue = Queue! with { Offer = null } },
        QueueLeft => this with { Queue = Queue! with { Offer = null, Ended = QueueStanding.EndedLeft } },
        ServiceStarted e => this with { Service = (Service ?? ServiceTime.None) with { Started = e } },
        ServiceReminded e => this with { Service = (Service ?? ServiceTime.None).Remind(e.About) },
        ServiceEnded e => this with { Service = (Service ?? ServiceTime.None) with { Ended = e } },
        DiscontinuanceDropped e => this with { Dropped = e },
        HearingInvited e => this with { Hearing = e, Contact = e.Contact },
        HearingDispatched e => this with { HearingLetter = e },
        ContestReceived e => this with { Contests = [.. Contests ?? [], new ContestCase(e, null, null)], OpenMessages = e.IntakeId is null ? OpenMessages : Without(e.IntakeId) },
        ContestReckoned e => this with { Contests = [.. Contests!.Select(c => c.Received.Round == e.Round ? c.Reckoned(e) : c)] },
        ContestHandedOver e => this with { Contests = [.. Contests!.Select(c => c.Received.Round == e.Round ? c with { HandedOver = e } : c)] },
        ContestDecided e => this with { Contests = [.. Contests!.Select(c => c.Received.Round == e.Round ? c with { Decided = e } : c)] },
        RegistersAsked e => this with { Registers = e },
        ReceiptMerged e => this with
        {
            Merged = [.. Merged ?? [], e],
            Registration = e.OuterLimit is { } limit && Registration is not null ? Registration with { OuterLimit = limit } : Registration,
            DecisionClock = e.Clock ?? DecisionClock,
        },
        SubmissionRegistered e => this with { Submission = new Submission(e, null, null), Assignee = e.Assignee },
        SubmissionAnswered e => this with { Submission = Submission! with { Answered = e } },
        SubmissionForwarded e => this with { Submission = Submission! with { Forwarded = e } },
        ClocksRecalculated e => e.Changes.Aggregate(this with { Recalculations = [.. Recalculations ?? [], e] }, (state, change) => state.Move(change)),
        _ => throw new InvalidOperationException($"The fold does not know the event {fact.GetType().Name}."),
    };

    /// <summary>The file itself, what is inside it, and the container it is inside of.</summary>
    private bool Holds(CaseFile file, string fileId) =>
        file.FileId == fileId || file.InsideOf == fileId || Files.Any(f => f.FileId == fileId && f.InsideOf == file.FileId);

    /// <summary>A later record replaces an earlier one, but for an earlier receipt: that day stays.</summary>
    private CaseState Identify(IdentityRecorded identity) => this with
    {
        Identity = identity,
        Registration = identity.OuterLimit is { } limit && Registration is not null ? Registration with { OuterLimit = limit, OuterSafe = identity.OuterSafe } : Registration,
        DecisionClock = identity.Clock ?? DecisionClock,
    };

    /// <summary>An e-mail address changes by <see cref="ReplyAddressChanged"/>, whoever changes it.</summary>
    private CaseState AnswerContact(ContactChangeAnswered answer) => this with
    {
        ContactRequest = ContactRequest! with { IsAnswered = true },
        Contact = answer.Answer != ContactAnswers.Refused && ContactRequest.Asked is { What: ContactParts.PostalAddress, Value: var address }
            ? Contact! with { Address = address }
            : Contact,
    };

    private CaseState Resume(DecisionClockResumed resumed) => this with
    {
        DecisionClock = DecisionClock! with { Term = resumed.Term },
        DecisionPauses = [.. DecisionPauses ?? [], new ClockPause(DecisionPause!.Since, resumed.ResumedOn, DecisionPause.Because)],
        DecisionPause = null,
    };

    private CaseState File(MessageFiled message) => this with
    {
        Messages = [.. Messages, message],
        Files = [.. Files, .. message.Files],
        OpenMessages = [.. OpenMessages, message.IntakeId],
        AnswerEnded = AnswerEnded || Request is not null,
    };

    private CaseState Move(ClockChange change) => change.Clock.Split(':') switch
    {
        [CaseClocks.Decision] => this with { DecisionClock = DecisionClock! with { Term = change.Term } },
        [CaseClocks.Notice] => this with { Decision = Decision! with { NoticeTerm = change.Term } },
        [CaseClocks.Answer] => this with { Request = Request! with { AnswerTerm = change.Term, RemindOn = change.RemindOn ?? Request.RemindOn } },
        [CaseClocks.Contest] => this with { Notice = Notice! with { ContestTerm = change.Term, NotifiedOn = change.Term.NotifiedOn ?? Notice.NotifiedOn } },
        [CaseClocks.Outer] => this with { Registration = Registration! with { OuterLimit = change.Term.Due, OuterSafe = change.Term.SafeDue } },
        [CaseClocks.Offer] => this with { Queue = Queue! with { Offer = Queue.Offer! with { AnswerTerm = change.Term } } },
        [CaseClocks.Submission] => this with { Submission = Submission! with { Registered = Submission.Registered with { AnswerTerm = change.Term } } },
        [CaseClocks.Forwarding] when Submission is null => this with { Identity = Identity! with { ForwardTerm = change.Term } },
        [CaseClocks.Forwarding] => this with { Submission = Submission! with { Registered = Submission.Registered with { ForwardTerm = change.Term } } },
        [CaseClocks.Document, var id] => this with { Request = Request! with { Dues = [.. Request.Dues!.Select(d => d.Document == id ? d with { Term = change.Term } : d)] } },
        [CaseClocks.Reply, var id] => this with { Messages = [.. Messages.Select(m => m.IntakeId == id ? m with { LookTerm = change.Term } : m)] },
        [CaseClocks.ServiceEnd] => this with { Service = Service! with { Started = Service.Started! with { RemindOn = change.RemindOn ?? Service.Started.RemindOn } } },
        [CaseClocks.HandOver, var round] => this with
        {
            Contests = [.. Contests!.Select(c => c.Received.Round == int.Parse(round, System.Globalization.CultureInfo.InvariantCulture)
                ? c with { Received = c.Received with { HandOverTerm = change.Term } }
                : c)],
        },
        _ => throw new InvalidOperationException($"The fold does not know the clock {change.Clock}."),
    };

    private string[] Without(string intakeId) => [.. OpenMessages.Where(id => id != intakeId)];
}
