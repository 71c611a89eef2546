using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// The one date of a case that lists, pages and cards show: the running clock, else the term the case waits out or its service ends on, else the
/// outer legal limit. Until the decision that limit is shown wherever it ends sooner than the decision clock, and our own <c>SafeDue</c> is
/// never after it. <c>SafeDue</c> is for staff only.
/// </summary>
public sealed record ShownDates(DateOnly? Due, DateOnly? SafeDue)
{
    public static ShownDates Of(CaseState state) => state switch
    {
        { Closed: not null } => new(null, null),
        { Contests: { } contests } when contests.FirstOrDefault(c => c.WaitsForHandOver) is { Received.HandOverTerm: { } handOver } => state.RunningClock is { Term: var notice }
            ? new(Sooner(handOver.Due, notice.Due), Sooner(handOver.SafeDue, notice.SafeDue))
            : Of(handOver),
        { Queue: { Ended: null, Offer: { } offer } } => new(offer.AnswerTerm.Due, offer.AnswerTerm.Due),
        { ContestEnded: true, OpenReplies: [_, ..] replies } => Of(replies.Select(r => r.LookTerm!).MinBy(t => t.SafeDue)!),
        { ContestEnded: true, Service: { Ended: null, Started.Until: { } until } } => new(until, until),
        { Notice.ContestTerm: { } contest } => new(contest.Due, contest.Due),
        { RunningClock: (CaseClocks.Decision, var decision) } when OuterLimit.Of(state) is { } outer => new(Sooner(decision.Due, outer.Due), Sooner(decision.SafeDue, outer.SafeDue)),
        { RunningClock: { } running } => new(running.Term.Due, running.Term.SafeDue),
        { Request: { } request } => new(request.AnswerTerm.Due, OuterLimit.Of(state) is { } outer ? Sooner(request.AnswerTerm.Due, outer.SafeDue) : request.AnswerTerm.Due),
        _ when OuterLimit.Of(state) is { } outer => new(outer.Due, outer.SafeDue),
        _ => new(null, null),
    };

    private static DateOnly Sooner(DateOnly a, DateOnly b) => a < b ? a : b;

    private static ShownDates Of(Deadline term) => new(term.Due, term.SafeDue);
}
