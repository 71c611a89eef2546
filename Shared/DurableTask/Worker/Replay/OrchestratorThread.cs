namespace SocialWorkflows.DurableTask.Worker.Replay;

/// <summary>
/// Runs orchestrator code on one thread at a time: continuations are queued and run by <see cref="Drain"/>.
/// One that arrives from any other thread means that the code awaited something that is not durable; it is dropped,
/// remembered, and told (on that thread) to <c>onForeignWork</c>.
/// </summary>
internal sealed class OrchestratorThread(Action? onForeignWork) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _continuations = new();
    private volatile bool _sawForeignWork;
    private int _threadId;

    public bool SawForeignWork => _sawForeignWork;

    private bool IsCurrent => Volatile.Read(ref _threadId) == Environment.CurrentManagedThreadId;

    /// <summary>Makes the calling thread the orchestrator's until the returned value is disposed.</summary>
    public Lease Enter()
    {
        var lease = new Lease(this, Current);
        Volatile.Write(ref _threadId, Environment.CurrentManagedThreadId);
        SetSynchronizationContext(this);
        return lease;
    }

    /// <exception cref="InvalidOperationException">The caller is on another thread.</exception>
    public void ThrowIfElsewhere()
    {
        if (!IsHere())
        {
            throw new InvalidOperationException(ForeignAwait.Message);
        }
    }

    /// <summary>Whether the caller is on the orchestrator's thread; if not, that is remembered.</summary>
    public bool IsHere()
    {
        if (IsCurrent)
        {
            return true;
        }

        _sawForeignWork = true;
        onForeignWork?.Invoke();
        return false;
    }

    /// <summary>
    /// Completes a task so that awaiting code is queued rather than run inside the completion; code that awaits with
    /// ConfigureAwait(false) runs at once, still on this thread, since no context is set meanwhile.
    /// </summary>
    public static void Complete<TState>(TState state, Action<TState> complete)
    {
        var previous = Current;
        SetSynchronizationContext(null);
        try
        {
            complete(state);
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    public void Drain()
    {
        while (_continuations.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsHere())
        {
            _continuations.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException(ForeignAwait.Message);

    public override SynchronizationContext CreateCopy() => this;

    internal readonly struct Lease(OrchestratorThread thread, SynchronizationContext? previous) : IDisposable
    {
        public void Dispose()
        {
            Volatile.Write(ref thread._threadId, 0);
            SetSynchronizationContext(previous);
        }
    }
}
