using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// Until when a contest is in time, and what it does to the decision, by the notice as it stands. A contest that came before its decision was
/// notified, or while a returned notice is on its way anew, is premature and so in time. Pure.
/// </summary>
internal static class ContestReckoning
{
    /// <summary>There is a decision of ours to contest.</summary>
    public static bool IsContestable(CaseState state) => state is { Decision: not null, Withdrawal: null } and ({ Notice: null } or { Notice.ContestTerm: not null });

    public static ContestReckoned Of(CaseState state, CaseTerms terms, ContestReceived contest)
    {
        var until = Until(state, terms, contest.WithoutInstruction == true);
        var late = until is { } last && contest.LodgedOn > last ? contest.LodgedOn.DayNumber - last.DayNumber : 0;
        var effect = terms.ContestLawOn(state.Decision!.DecidedOn)?.EffectOn(state.ServiceId, state.Outcome);
        return new ContestReckoned
        {
            Round = contest.Round,
            ContestUntil = until,
            DaysLate = late,
            // A late contest, and one by somebody who has no right shown, suspends nothing until the contest body says so.
            Suspends = effect is { } rule ? rule.Suspends && late == 0 && contest.From != "stranger" : null,
            SuspensionSource = effect?.Source,
        };
    }

    /// <summary>What a notice that was sent or came back changes about the contests that nobody has decided yet.</summary>
    /// <param name="after">The case as it is with that notice.</param>
    public static IEnumerable<ContestReckoned> Anew(CaseState after, CaseTerms terms) => (after.Contests ?? [])
        .Where(c => c is { Received.HandOverTerm: not null, Decided: null })
        .Select(c => (Former: c.Received, Now: Of(after, terms, c.Received)))
        .Where(c => c.Now.ContestUntil != c.Former.ContestUntil || c.Now.DaysLate != c.Former.DaysLate || c.Now.Suspends != c.Former.Suspends)
        .Select(c => c.Now);

    /// <summary>The last day; the longer term of the law where the letter does not say how to contest (Administratīvā procesa likums, section 79(1)).</summary>
    private static DateOnly? Until(CaseState state, CaseTerms terms, bool withoutInstruction) => state.Notice is not { } notice
        ? null
        : withoutInstruction && terms.ContestLawOn(notice.NotifiedOn) is { WithoutInstruction: var longer }
            ? terms.Contest(notice.Channel, notice.SentOn, longer.Months).Due
            : notice.ContestTerm?.Due;
}
