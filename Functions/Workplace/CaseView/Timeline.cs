using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.CaseView;

internal sealed record TimelineLine(string At, string Text, string By);

/// <summary>The journal of a case in plain words, newest last.</summary>
internal sealed class Timeline(MunicipalityPack pack, StaffDirectory staff, UiTexts texts)
{
    public IReadOnlyList<TimelineLine> Of(CaseRecord record) => Of(record, []);

    /// <summary>The other parts of the application are told in the same line of time, each event with its case's number.</summary>
    public IReadOnlyList<TimelineLine> Of(CaseRecord record, IReadOnlyList<CaseRecord> parts) =>
    [
        .. parts.SelectMany(part => part.Entries.Select(e => (Entry: e, Part: part.State.Number)))
            .Concat(record.Entries.Select(e => (Entry: e, Part: (string?)null)))
            .OrderBy(e => e.Entry.At)
            .Select(e => new TimelineLine(
                LocalTime.Text(e.Entry.At, pack.Calendar.TimeZone),
                e.Part is { } number ? $"{number}: {Told(e.Entry.Event)}" : Told(e.Entry.Event),
                Actors.Of(e.Entry.Event) is { } by ? Name(by) : texts["event.machine"])),
    ];

    private string Told(CaseEvent fact) => ConflictDesk.DeclaredIn(fact) is { } conflict
        ? $"{Words(fact)} {texts.Format("event.conflict", texts.Word("conflict", conflict.Kind), conflict.Reason)}"
        : Words(fact);

    private string Words(CaseEvent fact) => fact switch
    {
        ApplicationReceived => texts["event.application-received"],
        MessageFiled => texts["event.message-filed"],
        FileReleased e => texts.Format("event.file-released", e.Reason),
        FileSetAside e => texts.Format("event.file-set-aside", e.Reason),
        MachineMailFiled e => texts.Format("event.machine-mail-filed", texts.Word("machine-mail", e.Kind)),
        StatusMailBounced e => texts.Format("event.status-mail-bounced", texts.Word("mail", e.Kind), texts.Word("bounce", e.Cause)),
        StatusLinkOpened => texts["event.status-link-opened"],
        StatusPageLeft => texts["event.status-page-left"],
        ContactChangeAsked e => texts.Format("event.contact-change-asked", texts.Word("contact-part", e.What), LatvianDate.Numeric(e.Until)),
        ContactChangeAnswered e => texts.Format("event.contact-change-answered", texts.Word("contact-answer", e.Answer), e.Note).TrimEnd(),
        ReplyAddressChanged { By: ReplyAddressChanged.Resident } => texts["event.reply-address-changed-resident"],
        ReplyAddressChanged => texts["event.reply-address-changed"],
        SafeModeSet e => texts.Format("event.safe-mode-set", texts.Word("safe-mode", e.Mode), e.Note),
        CaseRestricted { Labels.Count: 0 } e => texts.Format("event.case-freed", e.Reason),
        CaseRestricted e => texts.Format("event.case-restricted", string.Join(", ", e.Labels.Select(l => texts.Word("restriction", l))), e.Reason),
        FamilyRecorded => texts["event.family-recorded"],
        ReceiptMerged e => texts.Format("event.receipt-merged", LatvianDate.Numeric(e.ReceivedOn), texts.Word("channel-in", e.Channel)),
        MessageHandled e => texts.Format("event.message-handled", e.Note),
        ServiceChosen e => texts.Format("event.service-chosen", Service(e.ServiceId)),
        PersonAdmitted e => texts.Format("event.person-admitted", LatvianDate.Numeric(e.AdmittedOn)),
        ApplicationRegistered e => texts.Format("event.application-registered", e.Number, Name(e.Assignee)) + (e.AssignedBecause is { } why ? $" ({texts.Word("assigned", why)})" : string.Empty),
        CaseAssigned e => texts.Format("event.case-assigned", e.From is { } from ? Name(from) : "–", Name(e.To), e.Reason),
        StatusMailsJoined e => texts.Format("event.status-mails-joined", string.Join(", ", e.Also.Prepend(e.Lead).Select(l => texts.Word("mail", l.Kind)))),
        StatusMailSent e => texts.Format("event.status-mail-sent", texts.Word("mail", e.Kind)),
        DocumentsReviewed e => Reviewed(e),
        DocumentsRequested e => texts.Format("event.documents-requested", LatvianDate.Numeric(e.AnswerTerm.Due)),
        DocumentsReminded => texts["event.documents-reminded"],
        AnswerOverdue => texts["event.answer-overdue"],
        DecisionClockStarted e => texts.Format("event.decision-clock-started", LatvianDate.Numeric(e.Term.Due)),
        DecisionClockPaused e => texts.Format("event.decision-clock-paused", LatvianDate.Numeric(e.Since), e.Because),
        DecisionClockResumed e => texts.Format("event.decision-clock-resumed", LatvianDate.Numeric(e.ResumedOn), LatvianDate.Numeric(e.Term.Due)),
        DecisionTermExtended e => texts.Format("event.decision-term-extended", LatvianDate.Numeric(e.Until), e.Reason, e.LegalBasis),
        ExtensionDispatched e => texts.Format("event.extension-dispatched", Channel(e.Channel)),
        IdentityRecorded e => texts.Format("event.identity-recorded", e.CompetenceExplanation),
        ApplicationForwarded e => texts.Format("event.application-forwarded", e.ToDative),
        NeedsAssessed e => texts.Format("event.needs-assessed", texts.Word("level", e.Level)),
        IncomeAssessed e => texts.Format("event.income-assessed", texts.Word("status", e.Status)),
        CapacityAssessed e => texts.Format("event.capacity-assessed", texts.Word("capacity", e.Answer)),
        DecisionProposed e => texts.Format("event.decision-proposed", texts.Word("outcome", e.Outcome)),
        ApplicationWithdrawn e => texts.Format("event.application-withdrawn", LatvianDate.Numeric(e.AskedOn)),
        ProposalReturned e => texts.Format("event.proposal-returned", e.Comment),
        DecisionApproved e => texts.Format("event.decision-approved", e.DecisionNumber),
        DecisionDrafted => texts["event.decision-drafted"],
        DecisionSigned e => texts.Format("event.decision-signed", e.Signer, LatvianDate.Numeric(e.DecidedOn)),
        NoticeDispatched e => texts.Format("event.notice-dispatched", Channel(e.Channel)),
        NoticeChannelChecked e => texts.Format("event.notice-channel-checked", Channel(e.Channel), texts.Word("notice-reason", e.Because), texts.Word("e-address-standing", e.Standing)),
        NoticeReturned e => texts.Format(
            "event.notice-returned",
            Channel(e.Channel),
            texts.Word("notice-cause", e.Cause),
            e.Stands ? texts["event.notice-returned.stands"] : e.Next is { } next ? texts.Format("event.notice-returned.next", Channel(next)) : texts["event.notice-returned.person"],
            e.Note),
        NoticeRedirected e => texts.Format("event.notice-redirected", Channel(e.Channel), e.Reason),
        NoticeHindered e => texts.Format("event.notice-hindered", texts.Word("notice-cause", e.What)),
        NoticeHindranceEnded => texts["event.notice-hindrance-ended"],
        NoticeSent e => texts.Format("event.notice-sent", LatvianDate.Numeric(e.SentOn), Channel(e.Channel), LatvianDate.Numeric(e.NotifiedOn)),
        ContestWindowEnded => texts["event.contest-window-ended"],
        RungFired e => texts.Format("event.rung-fired", Clock(e.Clock), texts.Word("role", e.Role), Name(e.Person)),
        GenerationRaised => texts["event.generation-raised"],
        CaseClosed => texts["event.case-closed"],
        SiblingsNamed e => texts.Format("event.siblings-named", string.Join("; ", e.Siblings.Select(s => Service(s.ServiceId)))),
        QueueJoined e => texts.Format("event.queue-joined", Facility(e.FacilityId)),
        PlaceOffered e => texts.Format("event.place-offered", Facility(e.FacilityId), LatvianDate.Numeric(e.AnswerTerm.Due)),
        OfferAnswered e => texts.Format("event.offer-answered", texts.Word("offer", e.Answer), e.Note),
        OfferDispatched e => texts.Format("event.offer-dispatched", Channel(e.Channel)),
        OfferLapsed => texts["event.offer-lapsed"],
        QueueLeft e => texts.Format("event.queue-left", e.Reason),
        ServiceStarted e => e.Until is { } until
            ? texts.Format("event.service-started-until", LatvianDate.Numeric(e.StartedOn), LatvianDate.Numeric(until), e.Note)
            : texts.Format("event.service-started", LatvianDate.Numeric(e.StartedOn), e.Note),
        ServiceReminded e => texts.Format("event.service-reminded", texts.Word("service-date", e.About), LatvianDate.Numeric(e.Day)),
        ServiceEnded e => texts.Format("event.service-ended", LatvianDate.Numeric(e.On), e.By is null ? texts["event.service-ended.term"] : e.Reason),
        DiscontinuanceDropped e => texts.Format("event.discontinuance-dropped", e.Reason),
        HearingInvited e => texts.Format("event.hearing-invited", LatvianDate.Numeric(e.Until), e.Reason),
        HearingDispatched e => texts.Format("event.hearing-dispatched", Channel(e.Channel)),
        DocumentsReminderDispatched e => texts.Format("event.documents-reminder-dispatched", Channel(e.Channel)),
        ContestReceived e => (e.DaysLate == 0
            ? texts.Format("event.contest-received", LatvianDate.Numeric(e.LodgedOn), texts.Word("contest-from", e.From), texts.Word("contest-route", e.Route))
            : texts.Format("event.contest-received-late", LatvianDate.Numeric(e.LodgedOn), texts.Word("contest-from", e.From), texts.Word("contest-route", e.Route), e.DaysLate))
            + (e.Number is { } contest ? $" {texts.Format("event.contest-number", contest)}" : string.Empty),
        ContestReckoned { ContestUntil: { } until } e => texts.Format("event.contest-reckoned", LatvianDate.Numeric(until), e.DaysLate, Effect(e)),
        ContestReckoned e => texts.Format("event.contest-reckoned.open", Effect(e)),
        ContestHandedOver e => texts.Format("event.contest-handed-over", LatvianDate.Numeric(e.On), pack.Decision.ContestBodyLocative)
            + (e.Files is { } files ? $" {texts.Format("event.contest-files", files.Count)}" : string.Empty),
        ContestDecided e => texts.Format("event.contest-decided", texts.Word("contest-result", e.Result), e.Note),
        RegistersAsked e => texts.Format(
            "event.registers-asked", string.Join("; ", e.Fields.Select(f => $"{f.Register}, {f.Field}: {f.Value ?? texts["register.unknown"]}"))),
        SubmissionRegistered e => texts.Format("event.submission-registered", e.Number, LatvianDate.Numeric(e.AnswerTerm.Due)),
        SubmissionAnswered e => texts.Format("event.submission-answered", LatvianDate.Numeric(e.SentOn), Channel(e.Channel)),
        SubmissionForwarded e => texts.Format("event.submission-forwarded", e.Institution, LatvianDate.Numeric(e.SentOn)),
        ClocksRecalculated e => texts.Format(
            "event.clocks-recalculated",
            string.Join("; ", e.Changes.Select(c => $"{Clock(c.Clock)}: {LatvianDate.Numeric(c.FormerDue)} → {LatvianDate.Numeric(c.Term.Due)}"))),
        _ => throw new InvalidOperationException($"The timeline has no words for {fact.GetType().Name}."),
    };

    private string Reviewed(DocumentsReviewed review) => review switch
    {
        { Missing.Count: 0 } => texts["event.documents-complete"],
        { ProceedWithout: true } => texts.Format("event.documents-proceed", Documents(review.Missing)),
        _ => texts.Format("event.documents-missing", Documents(review.Missing)),
    };

    private string Effect(ContestReckoned reckoned) => reckoned.Suspends is { } suspends ? texts[suspends ? "card.contest.suspended" : "card.contest.not-suspended"] : string.Empty;

    private string Documents(IEnumerable<string> ids) => string.Join("; ", ids.Select(id => texts.DocumentName(pack, id)));

    private string Service(string id) => pack.FindServiceAnywhere(id) is { } service ? texts.ServiceName(service) : id;

    /// <summary>The clock's name without the round behind it.</summary>
    private string Clock(string id) => texts.Word("case.clock", id.Split(':')[0]);

    private string Facility(string id) => pack.Facilities.FirstOrDefault(f => f.Id == id)?.Name ?? id;

    private string Channel(string id) => texts.ChannelName(pack, id);

    private string Name(string personId) => staff.Find(personId)?.Name ?? personId;
}
