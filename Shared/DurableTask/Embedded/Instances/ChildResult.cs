using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>How the end of a sub-orchestration looks to its parent.</summary>
internal static class ChildResult
{
    public static HistoryEvent Of(string childId, ParentInstance parent, CompleteOrchestrationAction end, DateTime at) =>
        end.Status == OrchestrationRuntimeStatus.Completed
            ? new SubOrchestrationInstanceCompletedEvent(HistoryEvent.NoId, at, parent.TaskScheduledId, end.Result) { InstanceId = childId }
            : new SubOrchestrationInstanceFailedEvent(HistoryEvent.NoId, at, parent.TaskScheduledId, end.FailureDetails ?? Terminated(childId))
            {
                InstanceId = childId,
            };

    private static TaskFailureDetails Terminated(string childId) =>
        TaskFailureDetails.FromException(new OperationCanceledException($"The sub-orchestration '{childId}' was terminated."));
}
