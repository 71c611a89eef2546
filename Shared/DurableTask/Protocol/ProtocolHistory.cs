using SocialWorkflows.DurableTask.Client;
using Kind = SocialWorkflows.DurableTask.Protocol.HistoryEvent.EventTypeOneofCase;
using Model = SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Protocol;

/// <summary>History events in the protocol's form and back.</summary>
internal static class ProtocolHistory
{
    /// <summary>Kinds that no orchestrator reacts to, and kinds not known here, come as <see cref="Model.GenericEvent"/>.</summary>
    /// <exception cref="InvalidOperationException">An instant is out of range.</exception>
    public static Model.HistoryEvent Read(HistoryEvent message)
    {
        var (id, at) = (message.EventId, ProtocolTime.Read(message.Timestamp));
        return message.EventTypeCase switch
        {
            Kind.OrchestratorStarted => new Model.OrchestratorStartedEvent(id, at),
            Kind.OrchestratorCompleted => new Model.OrchestratorCompletedEvent(id, at),
            Kind.ExecutionStarted => Read(id, at, message.ExecutionStarted),
            Kind.ExecutionCompleted => Read(id, at, message.ExecutionCompleted),
            Kind.ExecutionTerminated => new Model.ExecutionTerminatedEvent(id, at, message.ExecutionTerminated.Input) { Recurse = message.ExecutionTerminated.Recurse },
            Kind.ExecutionSuspended => new Model.ExecutionSuspendedEvent(id, at, message.ExecutionSuspended.Input),
            Kind.ExecutionResumed => new Model.ExecutionResumedEvent(id, at, message.ExecutionResumed.Input),
            Kind.TaskScheduled => Read(id, at, message.TaskScheduled),
            Kind.TaskCompleted => new Model.TaskCompletedEvent(id, at, message.TaskCompleted.TaskScheduledId, message.TaskCompleted.Result),
            Kind.TaskFailed => new Model.TaskFailedEvent(id, at, message.TaskFailed.TaskScheduledId, ProtocolFailures.Read(message.TaskFailed.FailureDetails)),
            Kind.SubOrchestrationInstanceCreated => Read(id, at, message.SubOrchestrationInstanceCreated),
            Kind.SubOrchestrationInstanceCompleted => Read(id, at, message.SubOrchestrationInstanceCompleted),
            Kind.SubOrchestrationInstanceFailed => Read(id, at, message.SubOrchestrationInstanceFailed),
            Kind.TimerCreated => new Model.TimerCreatedEvent(id, at, ProtocolTime.Read(message.TimerCreated.FireAt)),
            Kind.TimerFired => new Model.TimerFiredEvent(id, at, ProtocolTime.Read(message.TimerFired.FireAt), message.TimerFired.TimerId),
            Kind.EventSent => new Model.EventSentEvent(id, at, message.EventSent.InstanceId, message.EventSent.Name, message.EventSent.Input),
            Kind.EventRaised => new Model.EventRaisedEvent(id, at, message.EventRaised.Name, message.EventRaised.Input),
            _ => new Model.GenericEvent(id, at, message.GenericEvent?.Data),
        };
    }

    /// <param name="instanceId">Whose history it is: ExecutionStarted names its instance.</param>
    public static HistoryEvent Write(Model.HistoryEvent historyEvent, string instanceId)
    {
        var message = new HistoryEvent { EventId = historyEvent.EventId, Timestamp = ProtocolTime.Write(historyEvent.Timestamp) };
        switch (historyEvent)
        {
            case Model.OrchestratorStartedEvent:
                message.OrchestratorStarted = new();
                break;
            case Model.OrchestratorCompletedEvent:
                message.OrchestratorCompleted = new();
                break;
            case Model.ExecutionStartedEvent e:
                message.ExecutionStarted = Write(e, instanceId);
                break;
            case Model.ExecutionCompletedEvent e:
                message.ExecutionCompleted = new()
                {
                    OrchestrationStatus = (OrchestrationStatus)e.OrchestrationStatus,
                    Result = e.Result,
                    FailureDetails = ProtocolFailures.Write(e.FailureDetails),
                };
                break;
            case Model.ExecutionTerminatedEvent e:
                message.ExecutionTerminated = new() { Input = e.Input, Recurse = e.Recurse };
                break;
            case Model.ExecutionSuspendedEvent e:
                message.ExecutionSuspended = new() { Input = e.Input };
                break;
            case Model.ExecutionResumedEvent e:
                message.ExecutionResumed = new() { Input = e.Input };
                break;
            case Model.TaskScheduledEvent e:
                message.TaskScheduled = new() { Name = e.Name, Version = e.Version, Input = e.Input };
                break;
            case Model.TaskCompletedEvent e:
                message.TaskCompleted = new() { TaskScheduledId = e.TaskScheduledId, Result = e.Result };
                break;
            case Model.TaskFailedEvent e:
                message.TaskFailed = new() { TaskScheduledId = e.TaskScheduledId, FailureDetails = ProtocolFailures.Write(e.FailureDetails) };
                break;
            case Model.SubOrchestrationInstanceCreatedEvent e:
                message.SubOrchestrationInstanceCreated = new() { InstanceId = e.InstanceId, Name = e.Name, Version = e.Version, Input = e.Input };
                break;
            case Model.SubOrchestrationInstanceCompletedEvent e:
                message.SubOrchestrationInstanceCompleted = new() { TaskScheduledId = e.TaskScheduledId, Result = e.Result };
                break;
            case Model.SubOrchestrationInstanceFailedEvent e:
                message.SubOrchestrationInstanceFailed = new() { TaskScheduledId = e.TaskScheduledId, FailureDetails = ProtocolFailures.Write(e.FailureDetails) };
                break;
            case Model.TimerCreatedEvent e:
                message.TimerCreated = new() { FireAt = ProtocolTime.Write(e.FireAt) };
                break;
            case Model.TimerFiredEvent e:
                message.TimerFired = new() { FireAt = ProtocolTime.Write(e.FireAt), TimerId = e.TimerId };
                break;
            case Model.EventSentEvent e:
                message.EventSent = new() { InstanceId = e.InstanceId, Name = e.Name, Input = e.Input };
                break;
            case Model.EventRaisedEvent e:
                message.EventRaised = new() { Name = e.Name, Input = e.Input };
                break;
            case Model.GenericEvent e:
                message.GenericEvent = new() { Data = e.Data };
                break;
        }

        return message;
    }

    private static Model.ExecutionStartedEvent Read(int id, DateTime at, ExecutionStartedEvent started) =>
        new(id, at, started.Name, started.Version, started.Input)
        {
            ExecutionId = started.OrchestrationInstance?.ExecutionId,
            Parent = started.ParentInstance is { OrchestrationInstance: { } parent } info
                ? new Model.ParentInstance(parent.InstanceId, info.Name, info.TaskScheduledId)
                : null,
        };

    private static Model.ExecutionCompletedEvent Read(int id, DateTime at, ExecutionCompletedEvent completed) => new(
        id, at, (OrchestrationRuntimeStatus)completed.OrchestrationStatus, completed.Result, ProtocolFailures.Read(completed.FailureDetails));

    private static Model.TaskScheduledEvent Read(int id, DateTime at, TaskScheduledEvent scheduled) =>
        new(id, at, scheduled.Name, scheduled.Version, scheduled.Input);

    private static Model.SubOrchestrationInstanceCreatedEvent Read(int id, DateTime at, SubOrchestrationInstanceCreatedEvent created) =>
        new(id, at, created.InstanceId, created.Name, created.Version, created.Input);

    private static Model.SubOrchestrationInstanceCompletedEvent Read(int id, DateTime at, SubOrchestrationInstanceCompletedEvent completed) =>
        new(id, at, completed.TaskScheduledId, completed.Result);

    private static Model.SubOrchestrationInstanceFailedEvent Read(int id, DateTime at, SubOrchestrationInstanceFailedEvent failed) =>
        new(id, at, failed.TaskScheduledId, ProtocolFailures.Read(failed.FailureDetails));

    private static ExecutionStartedEvent Write(Model.ExecutionStartedEvent started, string instanceId) => new()
    {
        Name = started.Name,
        Version = started.Version,
        Input = started.Input,
        OrchestrationInstance = new() { InstanceId = instanceId, ExecutionId = started.ExecutionId },
        ParentInstance = started.Parent is not { } parent ? null : new()
        {
            TaskScheduledId = parent.TaskScheduledId,
            Name = parent.Name,
            OrchestrationInstance = new() { InstanceId = parent.InstanceId },
        },
    };
}
