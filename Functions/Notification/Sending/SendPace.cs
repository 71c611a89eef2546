using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>At most so many tries begin in any minute. A restart does not forget the last one: the ledger knows. Asked and counted only by who has the courier's turn.</summary>
internal sealed class SendPace(OutgoingOptions options, ISendLedger ledger, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private Queue<DateTimeOffset>? _begun;

    public async Task<bool> IsFreeAsync(CancellationToken cancellation)
    {
        if (options.Pace is not { } most)
        {
            return true;
        }

        var now = time.GetUtcNow();
        _begun ??= new Queue<DateTimeOffset>(Enumerable.Repeat(now, await ledger.TriedSinceAsync(now - Window, cancellation)));
        while (_begun.TryPeek(out var first) && now - first >= Window)
        {
            _begun.Dequeue();
        }

        return _begun.Count < most;
    }

    public void Begin() => _begun?.Enqueue(time.GetUtcNow());
}
