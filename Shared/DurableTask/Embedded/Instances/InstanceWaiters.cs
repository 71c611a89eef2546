namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>
/// Who waits for instances to start or to finish: told by the commit that makes it so. Only instances that somebody waits
/// for are in here, whether they are in memory or not.
/// </summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiter> _started = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Waiter> _finished = new(StringComparer.Ordinal);

    /// <param name="id">The instance.</param>
    /// <param name="isStarted">Looked at once the wait is registered: whether there is nothing to wait for.</param>
    public Task UntilStartedAsync(string id, Func<bool> isStarted, CancellationToken cancellation) => WaitAsync(_started, id, isStarted, cancellation);

    /// <param name="id">The instance.</param>
    /// <param name="isFinished">Looked at once the wait is registered: whether there is nothing to wait for.</param>
    public Task UntilFinishedAsync(string id, Func<bool> isFinished, CancellationToken cancellation) => WaitAsync(_finished, id, isFinished, cancellation);

    public void Started(string id) => Take(_started, id)?.TrySetResult();

    public void Finished(string id)
    {
        Started(id);
        Take(_finished, id)?.TrySetResult();
    }

    /// <summary>Nobody will tell them any more.</summary>
    public void Abandon(TaskHubException exception)
    {
        List<Waiter> left;
        lock (_gate)
        {
            left = [.. _started.Values, .. _finished.Values];
            _started.Clear();
            _finished.Clear();
        }

        left.ForEach(waiter => waiter.TrySetException(exception));
    }

    private async Task WaitAsync(Dictionary<string, Waiter> waiters, string id, Func<bool> isOver, CancellationToken cancellation)
    {
        Waiter? waiter;
        lock (_gate)
        {
            if (!waiters.TryGetValue(id, out waiter))
            {
                waiters.Add(id, waiter = new Waiter());
            }

            waiter.Count++;
        }

        try
        {
            if (!isOver())
            {
                await waiter.Task.WaitAsync(cancellation);
            }
        }
        finally
        {
            lock (_gate)
            {
                if (--waiter.Count == 0 && waiters.TryGetValue(id, out var current) && current == waiter)
                {
                    waiters.Remove(id);
                }
            }
        }
    }

    private Waiter? Take(Dictionary<string, Waiter> waiters, string id)
    {
        lock (_gate)
        {
            return waiters.Remove(id, out var waiter) ? waiter : null;
        }
    }

    private sealed class Waiter() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        /// <summary>How many wait by it.</summary>
        public int Count { get; set; }
    }
}
