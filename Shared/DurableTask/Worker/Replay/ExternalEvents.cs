using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Worker.Replay;

/// <summary>
/// Events that came before anybody waited, and waiters for events that have not come; names ignore case.
/// Of several waiters the latest is served first, as the Microsoft worker does.
/// </summary>
internal sealed class ExternalEvents(OrchestratorThread thread)
{
    private readonly Dictionary<string, Queue<(long Order, EventRaisedEvent Event)>> _buffered = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private long _raised;

    public bool HasWaiters => _waiters.Count > 0;

    /// <summary>What nobody has waited for, in the order it came.</summary>
    public IReadOnlyList<EventRaisedEvent> Unprocessed =>
        [.. _buffered.Values.SelectMany(queue => queue).OrderBy(item => item.Order).Select(item => item.Event)];

    public Task<string?> WaitFor(string name, CancellationToken cancellationToken)
    {
        if (_buffered.TryGetValue(name, out var queue))
        {
            var payload = queue.Dequeue().Event.Input;
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

    public void Raise(EventRaisedEvent raised)
    {
        if (_waiters.TryGetValue(raised.Name, out var waiters))
        {
            var latest = waiters[^1];
            Remove(raised.Name, latest);
            latest.Cancellation.Unregister();
            OrchestratorThread.Complete((latest, raised.Input), static x => x.latest.SetResult(x.Input));
            return;
        }

        Keep(raised);
    }

    /// <summary>As <see cref="Raise"/>, but for the next run: waiters of this one are passed over.</summary>
    public void Keep(EventRaisedEvent raised)
    {
        if (!_buffered.TryGetValue(raised.Name, out var queue))
        {
            _buffered.Add(raised.Name, queue = new());
        }

        queue.Enqueue((_raised++, raised));
    }

    public void ForgetUnprocessed() => _buffered.Clear();

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
