namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>Counts what runs in the background, and knows when nothing does.</summary>
/// <param name="onProblem">Told of every exception: there should be none.</param>
internal sealed class EmulatedWork(Action<Exception> onProblem)
{
    private readonly Lock _gate = new();
    private int _running;
    private TaskCompletionSource _idle = Completed();

    public void Begin(Func<Task> work)
    {
        lock (_gate)
        {
            if (_running++ == 0)
            {
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        _ = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (Exception problem)
            {
                onProblem(problem);
            }
            finally
            {
                End();
            }
        });
    }

    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _idle.Task;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_running == 0)
            {
                _idle.TrySetResult();
            }
        }
    }

    private static TaskCompletionSource Completed()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        done.SetResult();
        return done;
    }
}
