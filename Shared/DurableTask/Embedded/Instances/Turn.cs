using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>One turn taken: what went in, what was decided, when.</summary>
/// <param name="Events">The turn as the history will hold it.</param>
internal sealed record Turn(
    InstanceRuntime Instance, IReadOnlyList<Message> Messages, OrchestratorResult Result, List<HistoryEvent> Events, DateTime At)
{
    public IEnumerable<int> FiredTimers => Messages.Select(message => message.Event).OfType<TimerFiredEvent>().Select(fired => fired.TimerId);

    /// <summary>Timers to arm: those made in this turn and not cancelled in it.</summary>
    public IEnumerable<CreateTimerAction> NewTimers => Result.Actions
        .OfType<CreateTimerAction>()
        .Where(timer => Result.CancelledTimers.All(cancelled => cancelled.Id != timer.Id));
}
