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
            clocks.AddRange((request.Dues ?? []).Where(d => d.Term.Due != request.AnswerTerm.Due).Select(d => new ClockView("case.clock.document", d.Term, !state.AnswerEnded)));
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

        if (state.Queue is { Ended: null, Offer: { } offer })
        {
            clocks.Add(new ClockView("case.clock.offer", offer.AnswerTerm, IsRunning: true));
        }

        if (state is { Identity.ForwardTerm: { } forward, Submission: null })
        {
            clocks.Add(new ClockView("case.clock.forwarding", forward, !state.IsProposed));
        }

        if (state.Submission is { Registered: var submission } general)
        {
            clocks.Add(new ClockView("case.clock.submission", submission.AnswerTerm, !general.IsEnded));
            clocks.Add(new ClockView("case.clock.forwarding", submission.ForwardTerm, !general.IsEnded));
        }

        clocks.AddRange((state.Contests ?? [])
            .Where(c => c.Received.HandOverTerm is not null)
            .Select(c => new ClockView("case.clock.hand-over", c.Received.HandOverTerm!, c.HandedOver is null)));
        clocks.AddRange(state.Messages.Where(m => m.LookTerm is not null).Select(m => new ClockView("case.clock.reply", m.LookTerm!, state.OpenMessages.Contains(m.IntakeId))));
        return [.. clocks.OrderByDescending(c => c.IsRunning)];
    }
}
