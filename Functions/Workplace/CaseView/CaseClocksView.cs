using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Functions.Workplace.CaseView;

/// <summary>A term on the case page. <c>Key</c> names its title among the texts.</summary>
internal sealed record ClockView(string Key, Deadline Term, bool IsRunning);

internal static class CaseClocksView
{
    public static IReadOnlyList<ClockView> Of(CaseState state)
    {
        List<ClockView> clocks = [];
        if (state.Request is { } request)
        {
            clocks.Add(new ClockView("case.clock.answer", request.AnswerTerm, !state.AnswerEnded));
        }

        if (state is { DecisionClock: { } decision, DecisionPause: null })
        {
            clocks.Add(new ClockView("case.clock.decision", decision.Term, state.Decision is null));
        }

        if (state.Decision is { } signed)
        {
            clocks.Add(new ClockView("case.clock.notice", signed.NoticeTerm, state.Notice is null));
        }

        if (state.Notice is { ContestTerm: { } contest })
        {
            clocks.Add(new ClockView("case.clock.contest", contest, !state.ContestEnded));
        }

        return [.. clocks.OrderByDescending(c => c.IsRunning)];
    }
}
