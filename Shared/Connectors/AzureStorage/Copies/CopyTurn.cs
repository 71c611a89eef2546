using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Cases;

namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>A lease on the account that is written to: of two copies at once the second is refused, and one that lost its lease stops.</summary>
internal sealed class CopyTurn
{
    private const string Lock = "copy";

    private static readonly TimeSpan Held = TimeSpan.FromSeconds(60);

    private readonly BlobLease _lease;
    private readonly TimeProvider _time;
    private long _renewed;

    private CopyTurn(BlobLease lease, TimeProvider time) => (_lease, _time, _renewed) = (lease, time, time.GetTimestamp());

    /// <exception cref="StorageConflictException">Somebody else copies into this account.</exception>
    public static async Task<CopyTurn> TakeAsync(CaseTables to, CancellationToken cancellation)
    {
        await to.Locks.PutAsync(Lock, ReadOnlyMemory<byte>.Empty, BlobCondition.CreateOnly, cancellation);
        var lease = await to.Locks.LeaseAsync(Lock, Held, cancellation)
            ?? throw new StorageConflictException("Somebody else is copying into this account. Wait until that has ended; a lock left by a crash goes away after a minute.");
        return new CopyTurn(lease, to.Time);
    }

    /// <summary>Called often; asks the service only when a third of the lease is over.</summary>
    /// <returns>Whether it was asked: time, too, to write down how far the run has come.</returns>
    /// <exception cref="StorageConflictException">Somebody else has it now: stop at once.</exception>
    public async Task<bool> KeepAsync(CancellationToken cancellation)
    {
        if (_time.GetElapsedTime(_renewed) <= Held / 3)
        {
            return false;
        }

        await _lease.RenewAsync(cancellation);
        _renewed = _time.GetTimestamp();
        return true;
    }

    /// <summary>A lock that cannot be given back goes away within a minute; why the run ended matters more.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        try
        {
            await _lease.ReleaseAsync(cancellation);
        }
        catch (StorageException)
        {
            return;
        }
    }
}
