using SocialWorkflows.DurableTask.Client;
using Kind = SocialWorkflows.DurableTask.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;
using Model = SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Protocol;

/// <summary>Decisions in the protocol's form and back.</summary>
internal static class ProtocolActions
{
    /// <param name="instanceId">Who decided.</param>
    public static OrchestratorAction Write(Model.OrchestratorAction action, string instanceId) => action switch
    {
        Model.ScheduleTaskAction task => new()
        {
            Id = task.Id,
            ScheduleTask = new() { Name = task.Name, Version = task.Version, Input = task.Input },
        },
        Model.CreateSubOrchestrationAction child => new()
        {
            Id = child.Id,
            CreateSubOrchestration = new() { InstanceId = child.InstanceId, Name = child.Name, Version = child.Version, Input = child.Input },
        },
        Model.CreateTimerAction timer => new() { Id = timer.Id, CreateTimer = new() { FireAt = ProtocolTime.Write(timer.FireAt) } },
        Model.SendEventAction sent => new()
        {
            Id = sent.Id,
            SendEvent = new() { Instance = new() { InstanceId = sent.InstanceId }, Name = sent.Name, Data = sent.Data },
        },
        Model.CompleteOrchestrationAction end => new() { Id = end.Id, CompleteOrchestration = Write(end, instanceId) },
        _ => throw new ArgumentOutOfRangeException(nameof(action), action.Kind, "Not an action of the protocol."),
    };

    /// <exception cref="ArgumentOutOfRangeException">An action that a worker without entities does not make.</exception>
    public static Model.OrchestratorAction Read(OrchestratorAction message) => message.OrchestratorActionTypeCase switch
    {
        Kind.ScheduleTask => new Model.ScheduleTaskAction(message.Id, message.ScheduleTask.Name, message.ScheduleTask.Version, message.ScheduleTask.Input),
        Kind.CreateSubOrchestration => Read(message.Id, message.CreateSubOrchestration),
        Kind.CreateTimer => new Model.CreateTimerAction(message.Id, ProtocolTime.Read(message.CreateTimer.FireAt)),
        Kind.SendEvent => new Model.SendEventAction(
            message.Id, message.SendEvent.Instance?.InstanceId ?? string.Empty, message.SendEvent.Name, message.SendEvent.Data),
        Kind.CompleteOrchestration => Read(message.Id, message.CompleteOrchestration),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message.OrchestratorActionTypeCase, "Not an action of this worker."),
    };

    private static Model.CreateSubOrchestrationAction Read(int id, CreateSubOrchestrationAction child) =>
        new(id, child.InstanceId, child.Name, child.Version, child.Input);

    private static Model.CompleteOrchestrationAction Read(int id, CompleteOrchestrationAction end) =>
        new(id, (OrchestrationRuntimeStatus)end.OrchestrationStatus, end.Result, ProtocolFailures.Read(end.FailureDetails))
        {
            CarryoverEvents = [.. end.CarryoverEvents.Select(ProtocolHistory.Read).OfType<Model.EventRaisedEvent>()],
        };

    private static CompleteOrchestrationAction Write(Model.CompleteOrchestrationAction end, string instanceId) => new()
    {
        OrchestrationStatus = (OrchestrationStatus)end.Status,
        Result = end.Result,
        FailureDetails = ProtocolFailures.Write(end.FailureDetails),
        CarryoverEvents = { end.CarryoverEvents.Select(raised => ProtocolHistory.Write(raised, instanceId)) },
    };
}
