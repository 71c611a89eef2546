using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// The one date of a case that lists, pages and cards show: the running clock, else the term the case waits out or its service ends on, else the
/// outer legal limit. <c>SafeDue</c> is for staff only.
/// </summary>
public sealed record ShownDates(DateOnly? Due, DateOnly? SafeDue)
{
    public static ShownDates Of(CaseState state) => state switch
    {
        { Closed: not null } => new(null, null),
        { Contests: { } contests } when contests.FirstOrDefault(c => c.WaitsForHandOver) is { } open => new(open.Received.HandOverTerm!.Due, open.Received.HandOverTerm.SafeDue),
        { Queue: { Ended: null, Offer: { } offer } } => new(offer.AnswerTerm.Due, offer.AnswerTerm.Due),
        { ContestEnded: true, OpenReplies: [_, ..] replies } => Of(replies.Select(r => r.LookTerm!).MinBy(t => t.SafeDue)!),
        { ContestEnded: true, Service: { Ended: null, Started.Until: { } until } } => new(until, until),
        { Notice.ContestTerm: { } contest } => new(contest.Due, contest.Due),
        { RunningClock: { } running } => new(running.Term.Due, running.Term.SafeDue),
        { Request: { } request } => new(request.AnswerTerm.Due, request.AnswerTerm.Due),
        { Registration: { } registration } => new(registration.OuterLimit, registration.OuterLimit),
        _ => new(null, null),
    };

    private static ShownDates Of(Deadline term) => new(term.Due, term.SafeDue);
}
