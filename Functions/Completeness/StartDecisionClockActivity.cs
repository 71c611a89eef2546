using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;

namespace SocialWorkflows.Functions.Completeness;

/// <summary>Starts the decision clock on the day on which everything was received and registered; not before.</summary>
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
                var completeOn = state.AdmitFirst ? state.Registration?.RegisteredOn : state.Review?.CompleteOn;
                return completeOn is { } day && state.DecisionClock is null && pack.FindService(state.ServiceId!) is { } service
                    ? [new DecisionClockStarted(day, terms.Decision(service, day))]
                    : [];
            },
            CancellationToken.None);
        return desk.View(record);
    }
}
