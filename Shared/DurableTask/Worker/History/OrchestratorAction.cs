using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.DurableTask.Worker.History;

/// <summary>What an orchestrator decided, for its driver to carry out.</summary>
/// <param name="Id">The sequence number of the decision in its instance, from 0.</param>
internal abstract record OrchestratorAction(int Id)
{
    /// <summary>The kind as it is named in determinism errors.</summary>
    public abstract string Kind { get; }
}

internal sealed record ScheduleTaskAction(int Id, string Name, string? Version, string? Input) : OrchestratorAction(Id)
{
    public override string Kind => "ScheduleTask";
}

internal sealed record CreateSubOrchestrationAction(int Id, string InstanceId, string Name, string? Version, string? Input) : OrchestratorAction(Id)
{
    public override string Kind => "CreateSubOrchestration";
}

internal sealed record CreateTimerAction(int Id, DateTime FireAt) : OrchestratorAction(Id)
{
    public override string Kind => "CreateTimer";
}

internal sealed record SendEventAction(int Id, string InstanceId, string Name, string? Data) : OrchestratorAction(Id)
{
    public override string Kind => "SendEvent";
}

internal sealed record CompleteOrchestrationAction(
    int Id, OrchestrationRuntimeStatus Status, string? Result, TaskFailureDetails? FailureDetails) : OrchestratorAction(Id)
{
    /// <summary>Events that the next run begins with, when the status is ContinuedAsNew.</summary>
    public IReadOnlyList<EventRaisedEvent> CarryoverEvents { get; init; } = [];

    public override string Kind => "CompleteOrchestration";
}
