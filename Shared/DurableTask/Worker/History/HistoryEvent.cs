using System.Text.Json.Serialization;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.DurableTask.Worker.History;

/// <summary>
/// One thing that happened to an instance. The kinds and their fields are those of the durable task protocol, so that
/// a protobuf driver is a mapping. Names of the kinds are stored: add, never rename.
/// </summary>
/// <param name="EventId">For TaskScheduled, TimerCreated, SubOrchestrationInstanceCreated and EventSent the id of the action it acknowledges; -1 otherwise.</param>
/// <param name="Timestamp">UTC.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(OrchestratorStartedEvent), "orchestratorStarted")]
[JsonDerivedType(typeof(OrchestratorCompletedEvent), "orchestratorCompleted")]
[JsonDerivedType(typeof(ExecutionStartedEvent), "executionStarted")]
[JsonDerivedType(typeof(ExecutionCompletedEvent), "executionCompleted")]
[JsonDerivedType(typeof(ExecutionTerminatedEvent), "executionTerminated")]
[JsonDerivedType(typeof(TaskScheduledEvent), "taskScheduled")]
[JsonDerivedType(typeof(TaskCompletedEvent), "taskCompleted")]
[JsonDerivedType(typeof(TaskFailedEvent), "taskFailed")]
[JsonDerivedType(typeof(SubOrchestrationInstanceCreatedEvent), "subOrchestrationInstanceCreated")]
[JsonDerivedType(typeof(SubOrchestrationInstanceCompletedEvent), "subOrchestrationInstanceCompleted")]
[JsonDerivedType(typeof(SubOrchestrationInstanceFailedEvent), "subOrchestrationInstanceFailed")]
[JsonDerivedType(typeof(TimerCreatedEvent), "timerCreated")]
[JsonDerivedType(typeof(TimerFiredEvent), "timerFired")]
[JsonDerivedType(typeof(EventSentEvent), "eventSent")]
[JsonDerivedType(typeof(EventRaisedEvent), "eventRaised")]
[JsonDerivedType(typeof(ExecutionSuspendedEvent), "executionSuspended")]
[JsonDerivedType(typeof(ExecutionResumedEvent), "executionResumed")]
[JsonDerivedType(typeof(GenericEvent), "genericEvent")]
internal abstract record HistoryEvent(int EventId, DateTime Timestamp)
{
    public const int NoId = -1;
}

/// <summary>A turn begins; its timestamp is the orchestrator's clock during the turn.</summary>
internal sealed record OrchestratorStartedEvent(int EventId, DateTime Timestamp) : HistoryEvent(EventId, Timestamp);

internal sealed record OrchestratorCompletedEvent(int EventId, DateTime Timestamp) : HistoryEvent(EventId, Timestamp);

internal sealed record ExecutionStartedEvent(int EventId, DateTime Timestamp, string Name, string? Version, string? Input)
    : HistoryEvent(EventId, Timestamp)
{
    /// <summary>Who called this instance; null for one that a client started.</summary>
    public ParentInstance? Parent { get; init; }

    /// <summary>Tells runs of one instance apart; null where the driver does not need it.</summary>
    public string? ExecutionId { get; init; }
}

/// <param name="TaskScheduledId">The id of the parent's decision, by which the result points back.</param>
internal sealed record ParentInstance(string InstanceId, string? Name, int TaskScheduledId);

internal sealed record ExecutionCompletedEvent(
    int EventId, DateTime Timestamp, OrchestrationRuntimeStatus OrchestrationStatus, string? Result, TaskFailureDetails? FailureDetails)
    : HistoryEvent(EventId, Timestamp);

internal sealed record ExecutionTerminatedEvent(int EventId, DateTime Timestamp, string? Input) : HistoryEvent(EventId, Timestamp)
{
    /// <summary>Whether unfinished sub-orchestrations are terminated too.</summary>
    public bool Recurse { get; init; }
}

/// <param name="Input">The reason.</param>
internal sealed record ExecutionSuspendedEvent(int EventId, DateTime Timestamp, string? Input) : HistoryEvent(EventId, Timestamp);

/// <param name="Input">The reason.</param>
internal sealed record ExecutionResumedEvent(int EventId, DateTime Timestamp, string? Input) : HistoryEvent(EventId, Timestamp);

internal sealed record TaskScheduledEvent(int EventId, DateTime Timestamp, string Name, string? Version, string? Input)
    : HistoryEvent(EventId, Timestamp);

internal sealed record TaskCompletedEvent(int EventId, DateTime Timestamp, int TaskScheduledId, string? Result)
    : HistoryEvent(EventId, Timestamp);

/// <param name="FailureDetails">Null when the host knew no more than that it failed.</param>
internal sealed record TaskFailedEvent(int EventId, DateTime Timestamp, int TaskScheduledId, TaskFailureDetails? FailureDetails)
    : HistoryEvent(EventId, Timestamp);

internal sealed record SubOrchestrationInstanceCreatedEvent(
    int EventId, DateTime Timestamp, string InstanceId, string Name, string? Version, string? Input)
    : HistoryEvent(EventId, Timestamp);

internal sealed record SubOrchestrationInstanceCompletedEvent(int EventId, DateTime Timestamp, int TaskScheduledId, string? Result)
    : HistoryEvent(EventId, Timestamp)
{
    /// <summary>Whose result it is, where the driver knows: fences off the child of an earlier run.</summary>
    public string? InstanceId { get; init; }
}

/// <param name="FailureDetails">Null when the host knew no more than that it failed.</param>
internal sealed record SubOrchestrationInstanceFailedEvent(
    int EventId, DateTime Timestamp, int TaskScheduledId, TaskFailureDetails? FailureDetails)
    : HistoryEvent(EventId, Timestamp)
{
    /// <inheritdoc cref="SubOrchestrationInstanceCompletedEvent.InstanceId"/>
    public string? InstanceId { get; init; }
}

internal sealed record TimerCreatedEvent(int EventId, DateTime Timestamp, DateTime FireAt) : HistoryEvent(EventId, Timestamp)
{
    /// <summary>The host's own timer that splits a long decision; no orchestrator code asked for it.</summary>
    public const int FakeTimerId = -100;
}

internal sealed record TimerFiredEvent(int EventId, DateTime Timestamp, DateTime FireAt, int TimerId) : HistoryEvent(EventId, Timestamp);

internal sealed record EventSentEvent(int EventId, DateTime Timestamp, string InstanceId, string Name, string? Input)
    : HistoryEvent(EventId, Timestamp);

internal sealed record EventRaisedEvent(int EventId, DateTime Timestamp, string Name, string? Input) : HistoryEvent(EventId, Timestamp);

/// <summary>Carries nothing that an orchestrator reacts to.</summary>
internal sealed record GenericEvent(int EventId, DateTime Timestamp, string? Data) : HistoryEvent(EventId, Timestamp);
