using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>
/// Plays the Durable extension's task hub: keeps instances, their messages and timers, and has turns and activities run by the host.
/// Messages are delivered at least once: now and then an activity runs twice.
/// </summary>
internal sealed class EmulatedTaskHub
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, EmulatedInstance> _instances = [];
    private readonly EmulatedWork _work;
    private readonly EmulatedActivities _activities;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now;

    public EmulatedTaskHub(DateTimeOffset start)
    {
        _now = start;
        _work = new EmulatedWork(problem => Host.Violations.Enqueue(problem.ToString()));
        _activities = new EmulatedActivities(this);
    }

    public FunctionsHost Host { get; set; } = null!;

    /// <summary>Every how many activities one is run twice; 0 never.</summary>
    public int RepeatsEvery { get; init; }

    /// <summary>Takes in messages and runs nothing.</summary>
    public bool Stopped { get; set; }

    public int Turns { get; set; }

    public int Redelivered { get; set; }

    /// <summary>Guards everything in it.</summary>
    public Lock Gate => _gate;

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

    public DateTimeOffset UtcNow
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    /// <summary>False when an unfinished instance of that id exists; a finished one is replaced, as the extension's default is.</summary>
    public bool Start(string id, string name, string? input, ParentInstanceInfo? parent = null, int parentExecution = 0)
    {
        lock (_gate)
        {
            if (_instances.TryGetValue(id, out var existing) && !existing.IsFinished)
            {
                return false;
            }

            var instance = new EmulatedInstance(id, name, input, UtcNow.ToTimestamp()) { Parent = parent, ParentExecution = parentExecution };
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

    /// <returns>False when there is no unfinished instance of that id.</returns>
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
            var gone = _instances.Values.Where(which).ToList();
            gone.ForEach(i => _instances.Remove(i.Id));
            return gone.Count;
        }
    }

    public void AdvanceTo(DateTimeOffset now)
    {
        lock (_gate)
        {
            _now = now;
            foreach (var instance in _instances.Values.Where(i => !i.IsFinished).ToList())
            {
                FireDue(instance);
            }
        }
    }

    public Task WhenIdleAsync() => _work.WhenIdleAsync();

    /// <summary>The instance once it is as wanted; waits for ever for one that is not there, as the extension does.</summary>
    public async Task<EmulatedInstance> WhenAsync(string id, Func<EmulatedInstance, bool> isReached, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_instances.TryGetValue(id, out var instance) && isReached(instance))
                {
                    return instance;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    public HistoryEvent New() => new() { EventId = -1, Timestamp = UtcNow.ToTimestamp() };

    public HistoryEvent Started(EmulatedInstance instance, string? input)
    {
        var started = New();
        started.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = instance.Name,
            Input = input,
            Version = "1.0",
            OrchestrationInstance = new OrchestrationInstance { InstanceId = instance.Id, ExecutionId = $"{instance.Id}:{instance.Execution}" },
            ParentInstance = instance.Parent,
        };
        return started;
    }

    public void Schedule(EmulatedInstance instance, int execution, int id, ScheduleTaskAction task) => _activities.Schedule(instance, execution, id, task);

    public void Begin(Func<Task> work) => _work.Begin(work);

    /// <summary>The end of a sub-orchestration, for its parent's run that started it.</summary>
    public void TellParent(EmulatedInstance child, Action<HistoryEvent> fill)
    {
        if (child.Parent is { } parent && Find(parent.OrchestrationInstance.InstanceId) is { } instance && instance.Execution == child.ParentExecution)
        {
            Put(instance.Id, fill);
        }
    }

    /// <summary>A work item has ended: time that passed meanwhile, and messages that came, are next.</summary>
    public void Ended(EmulatedInstance instance)
    {
        lock (_gate)
        {
            instance.IsBusy = false;
            instance.Updated = UtcNow.ToTimestamp();
            FireDue(instance);
            Run(instance);
            var changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }

    private void Put(EmulatedInstance instance, HistoryEvent message)
    {
        instance.Inbox.Add(message);
        Run(instance);
    }

    private void FireDue(EmulatedInstance instance)
    {
        // A work item has its own copy until its commit, and asks again then.
        foreach (var (due, id) in instance.Timers.Where(t => !instance.IsBusy && t.Due <= _now.UtcDateTime).ToList())
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
        _work.Begin(() => new EmulatedWorkItem(this, instance).RunAsync());
    }
}
