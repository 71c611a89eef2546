using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.Replay;
using Model = SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.Tests.DurableTask.Sidecar;

/// <summary>One run of an instance whose turns the remote worker takes: it is sent the whole history each time.</summary>
internal sealed class RemoteSession(string instanceId, RemoteWorker worker) : IOrchestrationSession
{
    private readonly List<Model.HistoryEvent> _history = [];

    public Model.ExecutionStartedEvent? Started => _history.OfType<Model.ExecutionStartedEvent>().FirstOrDefault();

    public OrchestratorResult Process(IEnumerable<Model.HistoryEvent> pastEvents, IEnumerable<Model.HistoryEvent> newEvents)
    {
        _history.AddRange(pastEvents);
        List<Model.HistoryEvent> turn = [.. newEvents];
        var request = new OrchestratorRequest
        {
            InstanceId = instanceId,
            PastEvents = { _history.Select(Write) },
            NewEvents = { turn.Select(Write) },
        };
        var response = worker.AskAsync<OrchestratorResponse>(new WorkItem { OrchestratorRequest = request }).GetAwaiter().GetResult();
        _history.AddRange(turn);

        IReadOnlyList<Model.OrchestratorAction> actions = [.. response.Actions.Select(ProtocolActions.Read)];
        var result = new OrchestratorResult(actions, response.CustomStatus, [], OpenActivities(actions)) { IsSuspended = IsSuspended() };
        return result.Completion is { Status: OrchestrationRuntimeStatus.ContinuedAsNew } ? result : result with { CancelledTimers = OpenTimers(result) };
    }

    private HistoryEvent Write(Model.HistoryEvent historyEvent) => ProtocolHistory.Write(historyEvent, instanceId);

    private int OpenActivities(IReadOnlyList<Model.OrchestratorAction> actions)
    {
        var ended = _history.Select(e => e switch
        {
            Model.TaskCompletedEvent completed => completed.TaskScheduledId,
            Model.TaskFailedEvent failed => failed.TaskScheduledId,
            _ => Model.HistoryEvent.NoId,
        }).ToHashSet();
        return _history.OfType<Model.TaskScheduledEvent>().Count(task => !ended.Contains(task.EventId)) + actions.OfType<Model.ScheduleTaskAction>().Count();
    }

    private bool IsSuspended() =>
        _history.LastOrDefault(e => e is Model.ExecutionSuspendedEvent or Model.ExecutionResumedEvent) is Model.ExecutionSuspendedEvent;

    /// <summary>Timers that an end leaves behind; this worker does not tell which it cancelled before.</summary>
    private IReadOnlyList<OpenTimer> OpenTimers(OrchestratorResult result) => result.Completion is null
        ? []
        : [.. _history.OfType<Model.TimerCreatedEvent>().Select(timer => new OpenTimer(timer.EventId, timer.FireAt))];
}
