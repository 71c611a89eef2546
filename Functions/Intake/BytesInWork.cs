using Microsoft.Extensions.Options;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// How many bytes of raw mail this process has in its hands at a time (<see cref="QueueOptions.MostBytes"/>). A step that reads a mail takes the mail's size
/// first and waits when there is no room, in the order of asking; a mail larger than all of it is worked on alone.
/// </summary>
internal sealed class BytesInWork(IOptions<QueueOptions> options)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(long Size, TaskCompletionSource Begun)> _waiting = [];
    private readonly long _most = options.Value.MostBytes;
    private long _taken;

    /// <summary>Dispose the result when the mail is no longer held.</summary>
    public async Task<IDisposable> TakeAsync(long size)
    {
        Task begun;
        lock (_gate)
        {
            var turn = (Size: size, Begun: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiting.AddLast(turn);
            begun = turn.Begun.Task;
            Admit();
        }

        await begun;
        return new Taken(this, size);
    }

    private void Return(long size)
    {
        lock (_gate)
        {
            _taken -= size;
            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting.First is { Value: var next } && (_taken == 0 || _taken + next.Size <= _most))
        {
            _waiting.RemoveFirst();
            _taken += next.Size;
            next.Begun.SetResult();
        }
    }

    private sealed class Taken(BytesInWork owner, long size) : IDisposable
    {
        private bool _isReturned;

        public void Dispose()
        {
            if (!_isReturned)
            {
                _isReturned = true;
                owner.Return(size);
            }
        }
    }
}
