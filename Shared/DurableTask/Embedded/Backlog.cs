namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>
/// Turns and writes that are queued or running. While there are too many, new instances wait their turn to be started:
/// what is under way goes first, and the queues stay small. Nothing else ever waits here, so it cannot block itself.
/// </summary>
internal sealed class Backlog(WorkCounter work, int limit)
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _count;

    public void Begin()
    {
        work.Begin();
        lock (_gate)
        {
            _count++;
        }
    }

    /// <summary>As <see cref="Begin"/>, once there is room; first come, first served.</summary>
    public async Task EnterAsync(CancellationToken cancellation)
    {
        TaskCompletionSource room;
        lock (_gate)
        {
            if (_count < limit)
            {
                _count++;
                work.Begin();
                return;
            }

            _waiting.Enqueue(room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using (cancellation.UnsafeRegister(_ => room.TrySetCanceled(cancellation), null))
        {
            await room.Task;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _count--;
            while (_count < limit && _waiting.TryDequeue(out var next))
            {
                work.Begin();
                if (next.TrySetResult())
                {
                    _count++;
                }
                else
                {
                    work.End();
                }
            }
        }

        work.End();
    }

    /// <summary>There will never be room again.</summary>
    public void Abandon(TaskHubException exception)
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var next))
            {
                next.TrySetException(exception);
            }
        }
    }
}
