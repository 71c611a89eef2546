namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// Destroys what a case says about people and keeps what proves that it was there: its key goes, and with it every event; rows, hashes and links stay.
/// Board row, look-up keys, outbox marks and notes of tasks go as well, and what the send ledger says of it. Messages are forgotten by the intake ledger,
/// one by one: another case may need them.
/// </summary>
public interface ICaseShredder
{
    /// <summary>Repeatable; a repeat finishes what a crash left, whatever its version.</summary>
    /// <param name="reference">The case.</param>
    /// <param name="version">Its newest entry when it was decided that it may go; compared in the commit that destroys the key.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>False when something was added since, or the case is not there: then nothing was destroyed.</returns>
    Task<bool> DestroyAsync(CaseRef reference, long version, CancellationToken cancellation);

    /// <summary>When the key of the case was destroyed; null while it can be read, or where there is no such case.</summary>
    Task<DateTimeOffset?> DestroyedAtAsync(CaseRef reference, CancellationToken cancellation);
}
