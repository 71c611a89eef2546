using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

internal static class HistoryScan
{
    /// <summary>Activities that were scheduled and have no result.</summary>
    public static IEnumerable<TaskScheduledEvent> UnfinishedActivities(IReadOnlyList<HistoryEvent> history)
    {
        var finished = history.Select(e => e switch
        {
            TaskCompletedEvent completed => completed.TaskScheduledId,
            TaskFailedEvent failed => failed.TaskScheduledId,
            _ => HistoryEvent.NoId,
        }).ToHashSet();
        return history.OfType<TaskScheduledEvent>().Where(scheduled => !finished.Contains(scheduled.EventId));
    }

    public static DateTime LastTurn(IReadOnlyList<HistoryEvent> history) =>
        history.OfType<OrchestratorStartedEvent>().LastOrDefault()?.Timestamp ?? default;

    /// <summary>The events by which the history acknowledges decisions. The completing one is not among them.</summary>
    public static IEnumerable<HistoryEvent> Acknowledgements(IEnumerable<OrchestratorAction> actions, DateTime at) => actions
        .Select(HistoryEvent? (action) => action switch
        {
            ScheduleTaskAction task => new TaskScheduledEvent(task.Id, at, task.Name, task.Version, task.Input),
            CreateSubOrchestrationAction child =>
                new SubOrchestrationInstanceCreatedEvent(child.Id, at, child.InstanceId, child.Name, child.Version, child.Input),
            CreateTimerAction timer => new TimerCreatedEvent(timer.Id, at, timer.FireAt),
            SendEventAction sent => new EventSentEvent(sent.Id, at, sent.InstanceId, sent.Name, sent.Data),
            _ => null,
        })
        .OfType<HistoryEvent>();
}
