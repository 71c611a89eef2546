using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>One open date of a case: as it was told, and as the calendar of today has it.</summary>
/// <param name="RemindOn">Today's day of the reminder that belongs to it; null where none is to come.</param>
/// <param name="FormerRemindOn">The day of that reminder as it stands.</param>
internal sealed record OpenClock(string Clock, Deadline Former, Deadline Now, DateOnly? RemindOn = null, DateOnly? FormerRemindOn = null)
{
    public bool IsChanged => Former.Due != Now.Due || Former.SafeDue != Now.SafeDue || Former.NotifiedOn != Now.NotifiedOn || RemindOn != FormerRemindOn
        || (PersonsDay.IsKept(Now) && !PersonsDay.IsKept(Former));
}

/// <summary>Every date of a case that has not been reached or used up, computed anew with its own length.</summary>
internal static class OpenClocks
{
    public static IEnumerable<OpenClock> Of(CaseState state, CaseTerms terms) =>
    [
        .. BeforeDecision(state, terms),
        .. Answer(state, terms),
        .. AfterDecision(state, terms),
        .. Passing(state, terms),
        .. Replies(state, terms),
        .. Service(state, terms),
    ];

    /// <summary>A clock that stands still has no date, and one that ends on the day of an extension keeps the day the person was told.</summary>
    private static IEnumerable<OpenClock> BeforeDecision(CaseState state, CaseTerms terms)
    {
        if (state is { DecisionClock: { } decision, Decision: null, DecisionPause: null } && !DecisionTerm.IsPromised(state))
        {
            var counted = terms.Anew(decision.Term).Decision(decision.CompleteOn, state.DecisionPauses ?? []);
            yield return new(CaseClocks.Decision, decision.Term, DecisionTerm.Of(state, counted));
        }

        if (state is { Registration: { } registration, FirstReceivedOn: { } receivedOn, Extension: null, Decision: null })
        {
            var now = terms.OuterLimit(receivedOn, TermLength.Months(receivedOn, registration.OuterLimit));
            yield return new(CaseClocks.Outer, now with { Due = registration.OuterLimit, SafeDue = registration.OuterSafe ?? registration.OuterLimit }, now);
        }
    }

    private static IEnumerable<OpenClock> Answer(CaseState state, CaseTerms terms)
    {
        if (state is not { Request: { } request, AnswerEnded: false, IsProposed: false })
        {
            yield break;
        }

        // The reminder goes before the common term, which is that of the request only where no document has a later one of its own.
        var askedOn = request.AnswerTerm.From;
        var term = PersonsDay.NotSooner(request.AnswerTerm, terms.Anew(request.AnswerTerm).DocumentRequest(askedOn));
        var remindOn = PersonsDay.IsKept(term) ? request.RemindOn : (request.Dues is null ? terms.Anew(request.AnswerTerm) : terms).DocumentReminder(askedOn).Due;
        yield return new(
            CaseClocks.Answer,
            request.AnswerTerm,
            term,
            state.Reminded ? null : remindOn,
            state.Reminded ? null : request.RemindOn);
        foreach (var (document, due) in request.Dues ?? [])
        {
            yield return new($"{CaseClocks.Document}:{document}", due, PersonsDay.NotSooner(due, terms.Anew(due).DocumentRequest(due.From)));
        }
    }

    private static IEnumerable<OpenClock> AfterDecision(CaseState state, CaseTerms terms)
    {
        if (state is { Decision: { } signed, Notice: null })
        {
            yield return new(CaseClocks.Notice, signed.NoticeTerm, terms.Anew(signed.NoticeTerm).Notice(signed.DecidedOn));
        }

        if (state is { Notice: { ContestTerm: { } contest } notice, ContestEnded: false })
        {
            var now = terms.Contest(notice.Channel, notice.SentOn, TermLength.Months(contest.NotifiedOn ?? notice.NotifiedOn, contest.Due));
            yield return new(CaseClocks.Contest, contest, PersonsDay.NotSooner(contest, now));
        }

        if (state.Queue is { Ended: null, Offer: { } offer })
        {
            yield return new(CaseClocks.Offer, offer.AnswerTerm, PersonsDay.NotSooner(offer.AnswerTerm, terms.Anew(offer.AnswerTerm).Offer(offer.AnswerTerm.From)));
        }
    }

    /// <summary>What is to be answered by or passed on to somebody else.</summary>
    private static IEnumerable<OpenClock> Passing(CaseState state, CaseTerms terms)
    {
        if (state.Submission is { IsEnded: false, Registered: var submission })
        {
            yield return new(CaseClocks.Submission, submission.AnswerTerm, terms.Anew(submission.AnswerTerm).Submission(submission.AnswerTerm.From));
            yield return new(CaseClocks.Forwarding, submission.ForwardTerm, terms.Anew(submission.ForwardTerm).Forwarding(submission.ForwardTerm.From));
        }

        if (state is { Identity.ForwardTerm: { } forward, IsProposed: false })
        {
            yield return new(CaseClocks.Forwarding, forward, terms.Anew(forward).ForwardApplication(forward.From));
        }

        foreach (var open in (state.Contests ?? []).Where(c => c.WaitsForHandOver))
        {
            var term = open.Received.HandOverTerm!;
            yield return new($"{CaseClocks.HandOver}:{open.Received.Round}", term, terms.Anew(term).Forwarding(term.From));
        }
    }

    private static IEnumerable<OpenClock> Replies(CaseState state, CaseTerms terms) =>
        state.OpenReplies.Select(r => new OpenClock($"{CaseClocks.Reply}:{r.IntakeId}", r.LookTerm!, terms.Anew(r.LookTerm!).Reply(r.ReceivedOn)));

    /// <summary>The day on which staff are told that a service ends; its last day itself is counted in whole months and moves with no calendar.</summary>
    private static IEnumerable<OpenClock> Service(CaseState state, CaseTerms terms)
    {
        if (state.Service is { Ended: null, Started: { RemindOn: { } remindOn, Until: { } until } started } service && !service.Reminded.Contains(ServiceReminders.Ending))
        {
            var term = terms.ServiceDay(CaseClocks.ServiceEnd, started.StartedOn, until);
            yield return new(CaseClocks.ServiceEnd, term, term, terms.ServiceEndReminder(started.StartedOn, until), remindOn);
        }
    }
}
