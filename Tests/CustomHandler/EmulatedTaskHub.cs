using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>One instance of the emulated Durable extension.</summary>
internal sealed class EmulatedInstance(string id, string name, string? input, Timestamp created)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string? Input { get; set; } = input;

    public Timestamp Created { get; } = created;

    public Timestamp Updated { get; set; } = created;

    public OrchestrationStatus Status { get; set; } = OrchestrationStatus.Pending;

    public string? Output { get; set; }

    public string? CustomStatus { get; set; }

    public TaskFailureDetails? Failure { get; set; }

    public ParentInstanceInfo? Parent { get; init; }

    public List<HistoryEvent> Past { get; } = [];

    public List<HistoryEvent> Inbox { get; } = [];

    public SortedSet<(DateTime Due, int Id)> Timers { get; } = [];

    public int Executions { get; set; }

    public bool IsBusy { get; set; }

    public bool IsFinished => Status is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Terminated;
}

/// <summary>
/// Plays the Durable extension: keeps histories, timers and events, has turns and activities run by the host, and is as strict as
/// the extension about what a handler may answer. It runs activities at least once: now and then one twice.
/// </summary>
internal sealed class EmulatedTaskHub(DateTimeOffset start)
{
    private const int CustomStatusLimit = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, EmulatedInstance> _instances = [];
    private DateTimeOffset _now = start;
    private int _running;
    private int _activities;
    private TaskCompletionSource _idle = Completed();

    public FunctionsHost Host { get; set; } = null!;

    /// <summary>Every how many activities one is run twice; 0 never.</summary>
    public int RepeatsEvery { get; init; }

    /// <summary>Takes in messages and runs nothing.</summary>
    public bool Stopped { get; set; }

    public int Turns { get; private set; }

    public int Redelivered { get; private set; }

    public IReadOnlyList<EmulatedInstance> Instances
    {
        get
        {
            lock (_gate)
            {
                return [.. _instances.Values];
            }
        }
    }

    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                var due = _instances.Values.Where(i => !i.IsFinished).SelectMany(i => i.Timers).Select(t => t.Due).ToList();
                return due.Count == 0 ? null : new DateTimeOffset(due.Min(), TimeSpan.Zero);
            }
        }
    }

    private Timestamp Now => _now.ToTimestamp();

    /// <summary>False when an unfinished instance of that id exists; a finished one is replaced, as the extension's default is.</summary>
    public bool Start(string id, string name, string? input, ParentInstanceInfo? parent = null)
    {
        lock (_gate)
        {
            if (_instances.TryGetValue(id, out var existing) && !existing.IsFinished)
            {
                return false;
            }

            var instance = new EmulatedInstance(id, name, input, Now) { Parent = parent };
            _instances[id] = instance;
            Put(instance, Started(instance, input));
            return true;
        }
    }

    public EmulatedInstance? Find(string id)
    {
        lock (_gate)
        {
            return _instances.GetValueOrDefault(id);
        }
    }

    public bool Put(string id, Action<HistoryEvent> fill)
    {
        lock (_gate)
        {
            if (!_instances.TryGetValue(id, out var instance) || instance.IsFinished)
            {
                return false;
            }

            var message = New();
            fill(message);
            Put(instance, message);
            return true;
        }
    }

    public int Purge(Func<EmulatedInstance, bool> which)
    {
        lock (_gate)
        {
            var gone = _instances.Values.Where(i => i.IsFinished && which(i)).ToList();
            gone.ForEach(i => _instances.Remove(i.Id));
            return gone.Count;
        }
    }

    public void AdvanceTo(DateTimeOffset now)
    {
        lock (_gate)
        {
            _now = now;
            foreach (var instance in _instances.Values.Where(i => !i.IsFinished))
            {
                FireDue(instance);
            }
        }
    }

    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _idle.Task;
        }
    }

    private static TaskCompletionSource Completed()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        done.SetResult();
        return done;
    }

    private HistoryEvent New() => new() { EventId = -1, Timestamp = Now };

    private HistoryEvent Started(EmulatedInstance instance, string? input)
    {
        var started = New();
        started.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = instance.Name,
            Input = input,
            Version = "1.0",
            OrchestrationInstance = new OrchestrationInstance { InstanceId = instance.Id, ExecutionId = $"{instance.Id}:{instance.Executions++}" },
            ParentInstance = instance.Parent,
        };
        return started;
    }

    private void Put(EmulatedInstance instance, HistoryEvent message)
    {
        instance.Inbox.Add(message);
        Run(instance);
    }

    private void FireDue(EmulatedInstance instance)
    {
        foreach (var (due, id) in instance.Timers.Where(t => t.Due <= _now.UtcDateTime).ToList())
        {
            instance.Timers.Remove((due, id));
            var fired = New();
            fired.TimerFired = new TimerFiredEvent { TimerId = id, FireAt = Timestamp.FromDateTime(due) };
            Put(instance, fired);
        }
    }

    private void Run(EmulatedInstance instance)
    {
        if (Stopped || instance.IsBusy || instance.IsFinished || instance.Inbox.Count == 0)
        {
            return;
        }

        instance.IsBusy = true;
        Begin(() => TurnAsync(instance));
    }

    private void Begin(Func<Task> work)
    {
        if (_running++ == 0)
        {
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (Exception problem)
            {
                lock (_gate)
                {
                    Host.Violations.Enqueue(problem.ToString());
                }
            }
            finally
            {
                lock (_gate)
                {
                    if (--_running == 0)
                    {
                        _idle.TrySetResult();
                    }
                }
            }
        });
    }

    private async Task TurnAsync(EmulatedInstance instance)
    {
        List<HistoryEvent> fresh;
        OrchestratorRequest request;
        lock (_gate)
        {
            Turns++;
            var begun = New();
            begun.OrchestratorStarted = new OrchestratorStartedEvent();
            fresh = [begun, .. instance.Inbox];
            instance.Inbox.Clear();
            request = new OrchestratorRequest { InstanceId = instance.Id, PastEvents = { instance.Past }, NewEvents = { fresh } };
            request.Properties["defaultVersion"] = Value.ForString("1.0");
        }

        var outcome = await Host.InvokeAsync(instance.Name, [("context", Convert.ToBase64String(request.ToByteArray()))]);
        lock (_gate)
        {
            instance.IsBusy = false;
            instance.Updated = Now;
            if (outcome.TimedOut)
            {
                Redeliver(instance, fresh);
            }
            else if (Parse(outcome) is not { } response)
            {
                Fail(instance, $"Function '{instance.Name}' failed with an unhandled exception.", null);
            }
            else if (response.RequiresHistory || response.Actions.Any(IsRetrySignal))
            {
                Redeliver(instance, fresh);
            }
            else
            {
                Apply(instance, fresh, response);
                FireDue(instance);
            }

            Run(instance);
        }
    }

    private void Redeliver(EmulatedInstance instance, List<HistoryEvent> fresh)
    {
        Redelivered++;
        instance.Inbox.InsertRange(0, fresh.Skip(1));
    }

    private static bool IsRetrySignal(OrchestratorAction action) =>
        action.CompleteOrchestration?.FailureDetails?.InnerFailure?.ErrorType == "System.OutOfMemoryException";

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
            Host.Violations.Enqueue(problem.Message);
        }

        return null;
    }

    private void Apply(EmulatedInstance instance, List<HistoryEvent> fresh, OrchestratorResponse response)
    {
        if (response.CustomStatus?.Length * sizeof(char) > CustomStatusLimit || response.Actions.Count(a => a.CompleteOrchestration is not null) > 1)
        {
            Host.Violations.Enqueue($"{instance.Id}: custom status too long or two endings.");
            Fail(instance, "invalid response", null);
            return;
        }

        instance.Status = OrchestrationStatus.Running;
        instance.CustomStatus = response.CustomStatus;
        instance.Past.AddRange(fresh);
        foreach (var action in response.Actions)
        {
            Apply(instance, action);
        }

        if (!instance.IsFinished && instance.Past.Count > 0)
        {
            var done = New();
            done.OrchestratorCompleted = new OrchestratorCompletedEvent();
            instance.Past.Add(done);
        }
    }

    private void Apply(EmulatedInstance instance, OrchestratorAction action)
    {
        var decided = New();
        decided.EventId = action.Id;
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                decided.TaskScheduled = new TaskScheduledEvent { Name = action.ScheduleTask.Name, Version = action.ScheduleTask.Version };
                RunActivity(instance, action.Id, action.ScheduleTask);
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                decided.TimerCreated = new TimerCreatedEvent { FireAt = action.CreateTimer.FireAt };
                instance.Timers.Add((action.CreateTimer.FireAt.ToDateTime(), action.Id));
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                var child = action.CreateSubOrchestration;
                decided.SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent { InstanceId = child.InstanceId, Name = child.Name };
                Start(child.InstanceId, child.Name, child.Input, new ParentInstanceInfo
                {
                    TaskScheduledId = action.Id,
                    OrchestrationInstance = new OrchestrationInstance { InstanceId = instance.Id },
                    Name = instance.Name,
                });
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                decided.EventSent = new EventSentEvent { InstanceId = action.SendEvent.Instance.InstanceId, Name = action.SendEvent.Name, Input = action.SendEvent.Data };
                Put(action.SendEvent.Instance.InstanceId, e => e.EventRaised = new EventRaisedEvent { Name = action.SendEvent.Name, Input = action.SendEvent.Data });
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration:
                End(instance, action.CompleteOrchestration);
                return;
            default:
                Host.Violations.Enqueue($"{instance.Id}: an action the extension does not support.");
                Fail(instance, "NotSupportedException", null);
                return;
        }

        instance.Past.Add(decided);
    }

    private void End(EmulatedInstance instance, CompleteOrchestrationAction end)
    {
        if (end.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew)
        {
            instance.Past.Clear();
            instance.Timers.Clear();
            instance.Inbox.InsertRange(0, [Started(instance, end.Result), .. end.CarryoverEvents]);
            return;
        }

        if (end.OrchestrationStatus == OrchestrationStatus.Failed)
        {
            Fail(instance, end.Result, end.FailureDetails);
            return;
        }

        instance.Status = end.OrchestrationStatus;
        instance.Output = end.Result;
        TellParent(instance, e => e.SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = instance.Parent!.TaskScheduledId, Result = end.Result });
    }

    private void Fail(EmulatedInstance instance, string? reason, TaskFailureDetails? details)
    {
        instance.Status = OrchestrationStatus.Failed;
        instance.Output = reason;
        instance.Failure = details;
        TellParent(instance, e => e.SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = instance.Parent!.TaskScheduledId, FailureDetails = details });
    }

    private void TellParent(EmulatedInstance instance, Action<HistoryEvent> fill)
    {
        if (instance.Parent is { } parent)
        {
            Put(parent.OrchestrationInstance.InstanceId, fill);
        }
    }

    private void RunActivity(EmulatedInstance instance, int id, ScheduleTaskAction task)
    {
        Begin(() => ActivityAsync(instance, id, task));
        if (RepeatsEvery > 0 && ++_activities % RepeatsEvery == 0)
        {
            Begin(() => ActivityAsync(instance, id, task));
        }
    }

    private async Task ActivityAsync(EmulatedInstance instance, int id, ScheduleTaskAction task)
    {
        var input = HostWire.ActivityInput(task.Input);
        var outcome = await Host.InvokeAsync(task.Name, [("input", input)], [("instanceId", instance.Id), ("data", input)]);
        lock (_gate)
        {
            if (instance.IsFinished)
            {
                return;
            }

            var message = New();
            if (outcome.Failure is { } failure)
            {
                message.TaskFailed = new TaskFailedEvent
                {
                    TaskScheduledId = id,
                    FailureDetails = new TaskFailureDetails
                    {
                        ErrorType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException",
                        ErrorMessage = $"Exception while executing function: Functions.{task.Name}",
                        InnerFailure = new TaskFailureDetails { ErrorType = "System.Net.Http.HttpRequestException", ErrorMessage = failure },
                    },
                };
            }
            else
            {
                message.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = id, Result = HostWire.ActivityResult(outcome.Result!.ReturnValue) };
            }

            Put(instance, message);
        }
    }
}
