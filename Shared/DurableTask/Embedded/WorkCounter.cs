namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>Counts what is queued or running anywhere in the hub, and tells when nothing is.</summary>
internal sealed class WorkCounter
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _count;

    public void Begin()
    {
        lock (_gate)
        {
            _count++;
        }
    }

    /// <summary>Called after what follows from the work has begun, so that the count does not touch zero in between.</summary>
    public void End()
    {
        TaskCompletionSource? idle;
        lock (_gate)
        {
            if (--_count > 0)
            {
                return;
            }

            (idle, _idle) = (_idle, null);
        }

        idle?.TrySetResult();
    }

    public Task WhenZero()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }
}
