using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Protocol;
using Kind = SocialWorkflows.DurableTask.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>
/// One orchestrator work item of the extension, from taking the messages to its commit: a turn, and when that continues as new the
/// first turn of the next run. As strict as the extension about the answer. Nothing shows before the commit; an item that is given
/// back leaves no trace.
/// </summary>
internal sealed class EmulatedWorkItem(EmulatedTaskHub hub, EmulatedInstance instance)
{
    private const int CustomStatusLimit = 16 * 1024;
    private const string RetrySignal = "System.OutOfMemoryException";

    private readonly List<Action> _effects = [];
    private List<HistoryEvent> _past = [];
    private SortedSet<(DateTime Due, int Id)> _timers = [];

    public async Task RunAsync()
    {
        List<HistoryEvent> taken;
        lock (hub.Gate)
        {
            taken = [.. instance.Inbox];
            instance.Inbox.Clear();
            (_past, _timers) = ([.. instance.Past], [.. instance.Timers]);
        }

        if (!hub.Host.Knows(instance.Name))
        {
            Commit(() => Fail($"The function '{instance.Name}' doesn't exist, is disabled, or is not an orchestrator function.", null));
            return;
        }

        var execution = instance.Execution;
        var fresh = (List<HistoryEvent>)[Begun(), .. taken];
        while (true)
        {
            var outcome = await hub.Host.InvokeAsync(instance.Name, [("context", Convert.ToBase64String(Request(fresh).ToByteArray()))]);
            var response = Parse(outcome);
            if (outcome.TimedOut || outcome.HostStopped || response is { RequiresHistory: true } || response?.Actions.Any(IsRetrySignal) == true)
            {
                instance.Execution = execution;
                GiveBack(taken);
                return;
            }

            if (response is null || Refusal(response) is { } refused)
            {
                Commit(() => Fail($"Function '{instance.Name}' failed with an unhandled exception.", null));
                return;
            }

            if (Take(fresh, response) is not { } next)
            {
                Commit(() => Keep(response));
                return;
            }

            fresh = next;
        }
    }

    private OrchestratorRequest Request(List<HistoryEvent> fresh)
    {
        lock (hub.Gate)
        {
            hub.Turns++;
        }

        var request = new OrchestratorRequest { InstanceId = instance.Id, PastEvents = { _past }, NewEvents = { fresh } };
        request.Properties["defaultVersion"] = Value.ForString("1.0");
        return request;
    }

    private HistoryEvent Begun()
    {
        var begun = hub.New();
        begun.OrchestratorStarted = new OrchestratorStartedEvent();
        return begun;
    }

    private HistoryEvent Done()
    {
        var done = hub.New();
        done.OrchestratorCompleted = new OrchestratorCompletedEvent();
        return done;
    }

    private OrchestratorResponse? Parse(HostOutcome outcome)
    {
        try
        {
            if (outcome.Result is { ReturnValue: string { Length: > 0 } text })
            {
                return OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(text));
            }
        }
        catch (Exception problem) when (problem is FormatException or InvalidProtocolBufferException)
        {
            hub.Host.Violations.Enqueue(problem.Message);
        }

        return null;
    }

    private static bool IsRetrySignal(OrchestratorAction action) => action.CompleteOrchestration?.FailureDetails?.InnerFailure?.ErrorType == RetrySignal;

    /// <returns>What the extension would throw over; null when it takes the answer.</returns>
    private string? Refusal(OrchestratorResponse response)
    {
        var refusal = response.CustomStatus?.Length * sizeof(char) > CustomStatusLimit ? "the custom status is too long"
            : response.Actions.Count(action => action.CompleteOrchestration is not null) > 1 ? "it ends twice"
            : response.Actions.DistinctBy(action => action.Id).Count() < response.Actions.Count ? "two actions have one id"
            : response.Actions.Any(action => action.SendEvent is { Instance: null }) ? "an event is sent to nobody"
            : response.Actions.SelectMany(action => action.CompleteOrchestration?.CarryoverEvents ?? []).Any(e => e.EventRaised is null) ? "something else than an event is carried over"
            : response.Actions.Any(action => !IsSupported(action.OrchestratorActionTypeCase)) ? "an action is not supported"
            : null;
        if (refusal is not null)
        {
            hub.Host.Violations.Enqueue($"{instance.Id}: {refusal}.");
        }

        return refusal;
    }

    private static bool IsSupported(Kind kind) =>
        kind is Kind.ScheduleTask or Kind.CreateTimer or Kind.CreateSubOrchestration or Kind.SendEvent or Kind.CompleteOrchestration;

    /// <returns>The events of the next run's first turn; null when there is none.</returns>
    private List<HistoryEvent>? Take(List<HistoryEvent> fresh, OrchestratorResponse response)
    {
        _past.AddRange(fresh);
        foreach (var action in response.Actions.Where(action => action.CompleteOrchestration is null))
        {
            _past.Add(Decided(action));
        }

        if (response.Actions.Select(action => action.CompleteOrchestration).FirstOrDefault(end => end is not null) is not { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } again)
        {
            _past.Add(Done());
            return null;
        }

        _past.Clear();
        _timers.Clear();
        instance.Execution++;
        return [Begun(), hub.Started(instance, again.Result), .. again.CarryoverEvents, Done()];
    }

    private HistoryEvent Decided(OrchestratorAction action)
    {
        var execution = instance.Execution;
        var decided = hub.New();
        decided.EventId = action.Id;
        switch (action.OrchestratorActionTypeCase)
        {
            case Kind.ScheduleTask:
                decided.TaskScheduled = new TaskScheduledEvent { Name = action.ScheduleTask.Name, Version = action.ScheduleTask.Version };
                _effects.Add(() => hub.Schedule(instance, execution, action.Id, action.ScheduleTask));
                break;
            case Kind.CreateTimer:
                decided.TimerCreated = new TimerCreatedEvent { FireAt = action.CreateTimer.FireAt };
                _timers.Add((action.CreateTimer.FireAt.ToDateTime(), action.Id));
                break;
            case Kind.CreateSubOrchestration:
                var child = action.CreateSubOrchestration;
                decided.SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent { InstanceId = child.InstanceId, Name = child.Name };
                var parent = new ParentInstanceInfo
                {
                    TaskScheduledId = action.Id,
                    OrchestrationInstance = new OrchestrationInstance { InstanceId = instance.Id },
                    Name = instance.Name,
                };
                _effects.Add(() => hub.Start(child.InstanceId, child.Name, child.Input, parent, execution));
                break;
            default:
                var sent = action.SendEvent;
                decided.EventSent = new EventSentEvent { InstanceId = sent.Instance.InstanceId, Name = sent.Name, Input = sent.Data };
                _effects.Add(() => hub.Put(sent.Instance.InstanceId, e => e.EventRaised = new EventRaisedEvent { Name = sent.Name, Input = sent.Data }));
                break;
        }

        return decided;
    }

    private void GiveBack(List<HistoryEvent> taken)
    {
        lock (hub.Gate)
        {
            hub.Redelivered++;
            instance.Inbox.InsertRange(0, taken);
            hub.Ended(instance);
        }
    }

    private void Commit(Action end)
    {
        lock (hub.Gate)
        {
            end();
            hub.Ended(instance);
        }
    }

    private void Keep(OrchestratorResponse response)
    {
        (instance.Past, instance.Timers) = (_past, _timers);
        instance.Status = OrchestrationStatus.Running;
        instance.CustomStatus = response.CustomStatus;
        _effects.ForEach(effect => effect());
        switch (response.Actions.Select(action => action.CompleteOrchestration).FirstOrDefault(end => end is not null))
        {
            case null:
                break;
            case { OrchestrationStatus: OrchestrationStatus.Failed } end:
                Fail(end.Result, end.FailureDetails);
                break;
            case { } end:
                instance.Status = end.OrchestrationStatus;
                instance.Output = end.Result;
                hub.TellParent(instance, e => e.SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = instance.Parent!.TaskScheduledId, Result = end.Result });
                break;
        }
    }

    private void Fail(string? reason, TaskFailureDetails? details)
    {
        instance.Status = OrchestrationStatus.Failed;
        instance.Output = reason;
        instance.Failure = details;
        hub.TellParent(instance, e => e.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = instance.Parent!.TaskScheduledId, FailureDetails = details });
    }
}
