using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Notification;

/// <summary>One at a time for each case, within this process; other cases hardly ever wait.</summary>
internal sealed class CaseTurns
{
    private const int Lanes = 64;
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1))];

    public async Task<IDisposable> TakeAsync(CaseRef reference, CancellationToken cancellation)
    {
        var lane = _lanes[(uint)reference.GetHashCode() % Lanes];
        await lane.WaitAsync(cancellation);
        return new Turn(lane);
    }

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
