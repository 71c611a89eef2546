namespace SocialWorkflows.DurableTask.Worker.Replay;

/// <summary>
/// Events that came before anybody waited, and waiters for events that have not come; names ignore case.
/// Of several waiters the latest is served first, as the Microsoft worker does.
/// </summary>
internal sealed class ExternalEvents(OrchestratorThread thread)
{
    private readonly Dictionary<string, Queue<string?>> _buffered = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);

    public bool HasWaiters => _waiters.Count > 0;

    public Task<string?> WaitFor(string name, CancellationToken cancellationToken)
    {
        if (_buffered.TryGetValue(name, out var queue))
        {
            var payload = queue.Dequeue();
            if (queue.Count == 0)
            {
                _buffered.Remove(name);
            }

            return Task.FromResult(payload);
        }

        var waiter = new Waiter();
        if (!_waiters.TryGetValue(name, out var waiters))
        {
            _waiters.Add(name, waiters = []);
        }

        waiters.Add(waiter);
        waiter.Cancellation = cancellationToken.UnsafeRegister(_ => Cancel(name, waiter, cancellationToken), null);
        return waiter.Task;
    }

    public void Raise(string name, string? payload)
    {
        if (_waiters.TryGetValue(name, out var waiters))
        {
            var latest = waiters[^1];
            Remove(name, latest);
            latest.Cancellation.Unregister();
            OrchestratorThread.Complete((latest, payload), static x => x.latest.SetResult(x.payload));
            return;
        }

        if (!_buffered.TryGetValue(name, out var queue))
        {
            _buffered.Add(name, queue = new Queue<string?>());
        }

        queue.Enqueue(payload);
    }

    private void Cancel(string name, Waiter waiter, CancellationToken cancellationToken)
    {
        // Not thrown: cancelled from a timer thread, the exception would end the process.
        if (thread.IsHere())
        {
            Remove(name, waiter);
            OrchestratorThread.Complete((waiter, cancellationToken), static x => x.waiter.TrySetCanceled(x.cancellationToken));
        }
    }

    private void Remove(string name, Waiter waiter)
    {
        if (_waiters.TryGetValue(name, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
        {
            _waiters.Remove(name);
        }
    }

    private sealed class Waiter : TaskCompletionSource<string?>
    {
        public CancellationTokenRegistration Cancellation { get; set; }
    }
}
