namespace SocialWorkflows.Functions.Intake;

/// <summary>So many bytes at a time, given in the order of asking; what is larger than all of them is given alone.</summary>
/// <param name="most">Bytes.</param>
internal sealed class ByteShare(long most)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(long Size, TaskCompletionSource Begun)> _waiting = [];
    private long _taken;

    /// <summary>Dispose the result to give them back.</summary>
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
        while (_waiting.First is { Value: var next } && (_taken == 0 || _taken + next.Size <= most))
        {
            _waiting.RemoveFirst();
            _taken += next.Size;
            next.Begun.SetResult();
        }
    }

    private sealed class Taken(ByteShare owner, long size) : IDisposable
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
