using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// The open clocks of a case on today's calendar, each with the length it had when it was started (invariant I9): only what a
/// changed calendar moves is named. Pure; a case that reads the same gives nothing.
/// </summary>
public static class ClockRecalculation
{
    /// <summary>Months are told apart from the few days by which a term that ends on a free day is moved.</summary>
    private const int LongestMonths = 12;

    public static IReadOnlyList<ClockChange> Of(CaseState state, CaseTerms terms) => state.Closed is not null
        ? []
        : [.. Changes(state, terms).Where(c => !Same(c.Former, c.Now)).Select(c => new ClockChange(c.Clock, c.Former.Due, c.Former.SafeDue, c.Now, c.RemindOn))];

    private static IEnumerable<Candidate> Changes(CaseState state, CaseTerms terms)
    {
        var rules = terms.Rules;
        // A clock that stands still has no date, and an extended one ends on the day the person was told.
        if (state is { DecisionClock: { } decision, Decision: null, DecisionPause: null, Extension: null })
        {
            yield return new(
                CaseClocks.Decision,
                decision.Term,
                terms.With(rules with { Decision = Length(rules.Decision, decision.Term) }).DecisionOfTerm(decision.CompleteOn, state.DecisionPauses ?? []));
        }

        if (state is { Decision: { } signed, Notice: null })
        {
            yield return new(CaseClocks.Notice, signed.NoticeTerm, terms.With(rules with { Notice = Length(rules.Notice, signed.NoticeTerm) }).Notice(signed.DecidedOn));
        }

        if (state is { Request: { } request, AnswerEnded: false, IsProposed: false })
        {
            var same = terms.With(rules with { DocumentRequest = Length(rules.DocumentRequest, request.AnswerTerm) });
            yield return new(CaseClocks.Answer, request.AnswerTerm, same.DocumentRequest(request.AnswerTerm.From))
            {
                RemindOn = state.Reminded ? null : (request.Dues is null ? same : terms).DocumentReminder(request.AnswerTerm.From).Due,
            };
        }

        if (state is { Notice: { ContestTerm: { } contest } notice, ContestEnded: false })
        {
            var months = Months(contest.NotifiedOn ?? notice.NotifiedOn, contest.Due);
            yield return new(CaseClocks.Contest, contest, terms.With(rules with { Contest = rules.Contest with { Months = months } }).Contest(notice.Channel, notice.SentOn));
        }

        if (state is { Registration: { } registration, FirstReceivedOn: { } receivedOn, Extension: null, Decision: null })
        {
            var months = Months(receivedOn, registration.OuterLimit);
            var now = terms.With(rules with { OuterLimit = rules.OuterLimit with { Months = months } }).OuterLimit(receivedOn);
            yield return new(CaseClocks.Outer, now with { Due = registration.OuterLimit, SafeDue = now.SafeDue }, now);
        }

        if (state.Queue is { Ended: null, Offer: { } offer })
        {
            yield return new(CaseClocks.Offer, offer.AnswerTerm, terms.With(rules with { OfferAnswer = Length(rules.DocumentRequest, offer.AnswerTerm) }).Offer(offer.AnswerTerm.From));
        }

        if (state.Submission is { IsEnded: false, Registered: var submission })
        {
            yield return new(CaseClocks.Submission, submission.AnswerTerm, terms.With(rules with { Submission = Length(rules.DocumentRequest, submission.AnswerTerm) }).Submission(submission.AnswerTerm.From));
            yield return new(CaseClocks.Forwarding, submission.ForwardTerm, terms.With(rules with { Forwarding = Length(rules.DocumentRequest, submission.ForwardTerm) }).Forwarding(submission.ForwardTerm.From));
        }

        foreach (var open in (state.Contests ?? []).Where(c => c.WaitsForHandOver))
        {
            var term = open.Received.HandOverTerm!;
            yield return new($"{CaseClocks.HandOver}:{open.Received.Round}", term, terms.With(rules with { Forwarding = Length(rules.DocumentRequest, term) }).Forwarding(term.From));
        }
    }

    private static WorkingDayTerm Length(WorkingDayTerm like, Deadline term) => like with { WorkingDays = term.Days.Count(d => d.Counted) };

    private static int Months(DateOnly from, DateOnly due)
    {
        var months = 1;
        while (months < LongestMonths && from.AddMonths(months + 1) <= due)
        {
            months++;
        }

        return months;
    }

    private static bool Same(Deadline former, Deadline now) =>
        former.Due == now.Due && former.SafeDue == now.SafeDue && former.NotifiedOn == now.NotifiedOn;

    private sealed record Candidate(string Clock, Deadline Former, Deadline Now)
    {
        public DateOnly? RemindOn { get; init; }
    }
}
