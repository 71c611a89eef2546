using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>One turn taken: what went in, what was decided, when.</summary>
/// <param name="Events">The turn as the history will hold it.</param>
/// <param name="Started">How the instance was started; null when it ended before its start was looked at.</param>
internal sealed record Turn(
    InstanceRuntime Instance, IReadOnlyList<Message> Messages, OrchestratorResult Result, List<HistoryEvent> Events, DateTime At, ExecutionStartedEvent? Started)
{
    /// <summary>The end of the instance, unless it goes on in a new run.</summary>
    public CompleteOrchestrationAction? End =>
        Result.Completion is { Status: not OrchestrationRuntimeStatus.ContinuedAsNew } completion ? completion : null;

    /// <summary>The events with which the next run begins; empty when there is none.</summary>
    public IReadOnlyList<HistoryEvent> NextRun => Result.Completion is { Status: OrchestrationRuntimeStatus.ContinuedAsNew } again && Started is { } started
        ? [started with { Timestamp = At, Input = again.Result }, .. again.CarryoverEvents]
        : [];

    public IEnumerable<int> FiredTimers => Messages.Select(message => message.Event).OfType<TimerFiredEvent>().Select(fired => fired.TimerId);

    /// <summary>Timers to arm: those made in this turn and not cancelled in it.</summary>
    public IEnumerable<CreateTimerAction> NewTimers => Result.Actions
        .OfType<CreateTimerAction>()
        .Where(timer => Result.CancelledTimers.All(cancelled => cancelled.Id != timer.Id));
}
