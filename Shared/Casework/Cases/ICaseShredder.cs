namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// Destroys what a case says about people and keeps what proves that it was there: its key goes, and with it every event; rows, hashes and links stay.
/// Board row, look-up keys, outbox marks and notes of tasks go as well, and what ledger rows of the case say about people.
/// </summary>
public interface ICaseShredder
{
    /// <summary>Repeatable; a repeat finishes what a crash left.</summary>
    Task DestroyAsync(CaseRef reference, CancellationToken cancellation);

    /// <summary>When the key of the case was destroyed; null while it can be read, or where there is no such case.</summary>
    Task<DateTimeOffset?> DestroyedAtAsync(CaseRef reference, CancellationToken cancellation);
}
