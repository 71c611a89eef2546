namespace SocialWorkflows.DurableTask.Worker.Replay;

internal readonly record struct OpenTimer(int Id, DateTime FireAt);

/// <summary>Activities, sub-orchestrations and timers that orchestrator code may be awaiting, by sequence number.</summary>
internal sealed class OpenTasks(OrchestratorThread thread)
{
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly List<OpenTimer> _cancelledTimers = [];

    public int Count => _open.Count;

    /// <summary>How many of them are activities.</summary>
    public int Activities { get; private set; }

    /// <summary>Timers cancelled since the last <see cref="ForgetCancelledTimers"/>: a driver may drop them early.</summary>
    public IReadOnlyList<OpenTimer> CancelledTimers => [.. _cancelledTimers];

    public IEnumerable<OpenTimer> Timers => _open.Where(open => open.Value.IsTimer).Select(open => new OpenTimer(open.Key, open.Value.FireAt));

    /// <summary>Ids of the sub-orchestrations that are running.</summary>
    public IReadOnlyList<string> Children => [.. _open.Values.Select(open => open.ChildId).OfType<string>()];

    public void ForgetCancelledTimers() => _cancelledTimers.Clear();

    public Task<string?> OpenActivity(int id, string name)
    {
        Activities++;
        return Open(id, name).Task;
    }

    public Task<string?> OpenSubOrchestration(int id, string name, string childId)
    {
        var task = Open(id, name);
        task.ChildId = childId;
        return task.Task;
    }

    public Task OpenTimer(int id, DateTime fireAt, CancellationToken cancellationToken)
    {
        var timer = Open(id, name: null);
        timer.FireAt = fireAt;
        timer.Cancellation = cancellationToken.UnsafeRegister(_ => CancelTimer(id, cancellationToken), null);
        return timer.Task;
    }

    /// <summary>A result for a task that is not open is a duplicate, or came too late: ignored.</summary>
    public void Complete(int id, string? result)
    {
        if (Close(id) is { } task)
        {
            OrchestratorThread.Complete((task, result), static x => x.task.SetResult(x.result));
        }
    }

    /// <summary>Whether a result of the given child (null: the driver does not say) may be one for this task.</summary>
    public bool IsFrom(string? childId, int id) => childId is null || (_open.TryGetValue(id, out var task) && task.ChildId == childId);

    /// <inheritdoc cref="Complete"/>
    public void Fail(int id, TaskFailureDetails? details)
    {
        if (Close(id) is { } task)
        {
            var known = details ?? new TaskFailureDetails("(unknown)", "The host gave no details.", StackTrace: null, InnerFailure: null);
            var failure = new TaskFailedException(task.Name ?? "timer", id, known);
            OrchestratorThread.Complete((task, failure), static x => x.task.SetException(x.failure));
        }
    }

    private OpenTask Open(int id, string? name)
    {
        var task = new OpenTask(name);
        _open.Add(id, task);
        return task;
    }

    private OpenTask? Close(int id)
    {
        if (!_open.Remove(id, out var task))
        {
            return null;
        }

        task.Cancellation.Unregister();
        Activities -= task.IsActivity ? 1 : 0;
        return task;
    }

    private void CancelTimer(int id, CancellationToken cancellationToken)
    {
        // Not thrown: cancelled from a timer thread, the exception would end the process.
        if (thread.IsHere() && Close(id) is { } task)
        {
            _cancelledTimers.Add(new OpenTimer(id, task.FireAt));
            OrchestratorThread.Complete((task, cancellationToken), static x => x.task.TrySetCanceled(x.cancellationToken));
        }
    }

    private sealed class OpenTask(string? name) : TaskCompletionSource<string?>
    {
        /// <summary>The activity or orchestrator; null for a timer.</summary>
        public string? Name => name;

        /// <summary>The instance id of a sub-orchestration.</summary>
        public string? ChildId { get; set; }

        public bool IsTimer => Name is null;

        public bool IsActivity => Name is not null && ChildId is null;

        public DateTime FireAt { get; set; }

        public CancellationTokenRegistration Cancellation { get; set; }
    }
}
