using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;

namespace SocialWorkflows.Functions.Completeness;

/// <summary>Starts the decision clock on the day on which everything was received and registered, not before; lets a paused one go on.</summary>
internal sealed class StartDecisionClockActivity(CaseDesk desk) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.AppendAsync(
            input,
            "clock:decision",
            append =>
            {
                var state = append.State;
                var (pack, terms, _) = desk.Of(input.Reference, state);
                var completeOn = state.AdmitFirst || state.IsDiscontinuance ? state.Registration?.RegisteredOn : state.Review?.CompleteOn;
                return completeOn is { } day && state.DecisionClock is null && pack.FindService(state.ServiceId!) is { } service
                    ? [new DecisionClockStarted(day, DecisionTerm.Of(state, terms.Decision(service, day)))]
                    : [];
            },
            CancellationToken.None);
        return desk.View(await ResumeAsync(input, record));
    }

    /// <summary>A paused clock goes on from the day on which what was asked for came; an extended one keeps its later day.</summary>
    private async Task<CaseRecord> ResumeAsync(CaseInput input, CaseRecord record)
    {
        if (record.State is not { DecisionPause: { } pause, Review.CompleteOn: not null })
        {
            return record;
        }

        var (pack, terms, _) = desk.Of(input.Reference, record.State);
        return await desk.AppendAsync(
            input,
            $"clock:decision:resumed:{pause.Round}",
            append =>
            {
                if (append.State is not { DecisionPause: { } open, DecisionClock: { } clock, Review.CompleteOn: { } day } state)
                {
                    return [];
                }

                var resumedOn = day > open.Since ? day : open.Since;
                ClockPause[] pauses = [.. state.DecisionPauses ?? [], new ClockPause(open.Since, resumedOn, open.Because)];
                var term = terms.Decision(pack.FindService(state.ServiceId!)!, clock.CompleteOn, pauses);
                return [new DecisionClockResumed(resumedOn, DecisionTerm.Of(state, term))];
            },
            CancellationToken.None);
    }
}
