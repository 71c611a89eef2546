using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>A fact that becomes true by time alone, with the append key that lets it happen once.</summary>
public sealed record TimedFact(string Key, DateTimeOffset At, CaseEvent Fact);

/// <summary>Who is told by a rung of a role on a day.</summary>
public delegate string RungPerson(string role, string? assignee, DateOnly day);

/// <summary>
/// What time alone will do to a case: rungs of its running clocks, the reminder and the end of an answer term, the end of the
/// contest term, of an offer and of a service. Pure; the orchestration sleeps until the first and lets the others follow.
/// </summary>
public static class CaseSchedule
{
    /// <summary>As long as nobody is away: the assignee, and one person for each other role.</summary>
    public static IReadOnlyList<TimedFact> Of(CaseState state, CaseTerms terms, Func<string, string> personOfRole) =>
        Of(state, terms, (role, assignee, _) => role is Roles.Assignee && assignee is not null ? assignee : personOfRole(role));

    /// <param name="state">The case.</param>
    /// <param name="terms">Its dates.</param>
    /// <param name="personOfRole">Who is told by a rung of a role on its day, for a case of this assignee (null: nobody's yet).</param>
    public static IReadOnlyList<TimedFact> Of(CaseState state, CaseTerms terms, RungPerson personOfRole) =>
        [.. Rungs(state, terms, personOfRole).Concat(Answer(state, terms)).Concat(Contest(state, terms)).Concat(Offer(state, terms)).Concat(ServiceClocks.Facts(state, terms)).OrderBy(f => f.At)];

    /// <summary>
    /// The clocks whose rungs fire now: the running one, and until the decision the outer legal limit wherever it ends sooner or
    /// nothing else runs yet, so that a case nobody opens is noticed too.
    /// </summary>
    public static IReadOnlyList<(string Clock, Deadline Term)> ClocksOf(CaseState state, CaseTerms terms)
    {
        List<(string Clock, Deadline Term)> clocks = state.RunningClock is { } running ? [running] : [];
        if (state is { Identity.ForwardTerm: { } forward, IsProposed: false, Closed: null })
        {
            clocks.Add((CaseClocks.Forwarding, forward));
        }

        clocks.AddRange(HandOvers(state));
        if (state is { Received: { } received, Decision: null, Closed: null, Submission: null })
        {
            var outer = state.Extension?.Term ?? terms.OuterLimit(state.FirstReceivedOn ?? received.ReceivedOn);
            if (clocks.All(c => outer.SafeDue < c.Term.SafeDue))
            {
                clocks.Add((CaseClocks.Outer, outer));
            }
        }

        clocks.AddRange(state.OpenReplies.Select(r => ($"{CaseClocks.Reply}:{r.IntakeId}", r.LookTerm!)));
        clocks.AddRange(ServiceClocks.Of(state, terms));
        return clocks;
    }

    private static IEnumerable<TimedFact> Rungs(CaseState state, CaseTerms terms, RungPerson personOfRole)
    {
        foreach (var (clock, term) in ClocksOf(state, terms))
        {
            var restart = Restart(state, clock);
            foreach (var (rung, day, at) in terms.Rungs(term))
            {
                if (state.Rungs.All(fired => fired.Clock != clock || fired.WorkingDaysLeft != rung.WorkingDaysLeft || fired.Restart != restart))
                {
                    yield return new(
                        $"rung:{clock}:{rung.WorkingDaysLeft}{(restart is null ? "" : $":{restart}")}",
                        at,
                        new RungFired(clock, rung.WorkingDaysLeft, rung.Role, personOfRole(rung.Role, state.Assignee, day)) { Restart = restart });
                }
            }
        }
    }

    /// <summary>A clock set anew reminds anew: its rungs of before were about another day.</summary>
    private static int? Restart(CaseState state, string clock)
    {
        var times = (clock is CaseClocks.Decision ? state.DecisionPauses?.Count ?? 0 : 0)
            + (clock is CaseClocks.Decision or CaseClocks.Outer && state.Extension is not null ? 1 : 0)
            + (state.Recalculations ?? []).Count(r => r.Changes.Any(c => c.Clock == clock && c.MovesTheDate));
        return times == 0 ? null : times;
    }

    private static IEnumerable<TimedFact> Answer(CaseState state, CaseTerms terms)
    {
        if (state is not { Request: { } request, AnswerEnded: false } || state.IsProposed)
        {
            yield break;
        }

        if (!state.Reminded)
        {
            yield return new($"reminded:{request.Round}", terms.MorningOf(request.RemindOn), new DocumentsReminded(request.Round));
        }

        yield return new($"overdue:{request.Round}", terms.EndOf(request.AnswerTerm.Due), new AnswerOverdue(request.Round));
    }

    private static IEnumerable<(string Clock, Deadline Term)> HandOvers(CaseState state) => state.Closed is not null
        ? []
        : (state.Contests ?? []).Where(c => c.WaitsForHandOver).Select(c => ($"{CaseClocks.HandOver}:{c.Received.Round}", c.Received.HandOverTerm!));

    private static IEnumerable<TimedFact> Offer(CaseState state, CaseTerms terms)
    {
        if (state is { Queue: { Ended: null, Offer: { } offer }, Closed: null })
        {
            yield return new($"offer-lapsed:{offer.Round}", terms.EndOf(offer.AnswerTerm.Due), new OfferLapsed(offer.Round));
        }
    }

    private static IEnumerable<TimedFact> Contest(CaseState state, CaseTerms terms)
    {
        if (state is { Notice.ContestTerm: { } contest, ContestEnded: false, Closed: null })
        {
            yield return new(state.NoticeRound == 1 ? "contest-ended" : $"contest-ended:{state.NoticeRound}", terms.EndOf(contest.Due), new ContestWindowEnded());
        }
    }
}
