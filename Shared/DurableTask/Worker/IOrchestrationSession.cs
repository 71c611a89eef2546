using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Worker;

/// <summary>Takes the turns of one run of an instance: by replaying it here, or by asking a worker elsewhere.</summary>
internal interface IOrchestrationSession
{
    /// <summary>How this run was started; null before its first turn.</summary>
    ExecutionStartedEvent? Started { get; }

    /// <param name="pastEvents">In a new session the whole history; later only what it was not given yet.</param>
    /// <param name="newEvents">The events of this turn.</param>
    OrchestratorResult Process(IEnumerable<HistoryEvent> pastEvents, IEnumerable<HistoryEvent> newEvents);
}
