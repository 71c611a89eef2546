namespace SocialWorkflows.Casework.Cases;

/// <summary>What <c>verify-journal</c> found; every problem names the case and version, never a person.</summary>
public sealed record JournalVerification(long Entries, int Cases, IReadOnlyList<string> Problems)
{
    public bool IsClean => Problems.Count == 0;
}

/// <summary>
/// Recomputes every hash and link, checks that versions have no gaps and keys no split, and that what is stored beside the
/// journal equals what the journal adds up to (design invariant I11).
/// </summary>
public interface IJournalVerifier
{
    Task<JournalVerification> VerifyAsync(CancellationToken cancellation);
}

/// <summary>Writes everything that lists and look-ups read anew from the journal, for when it was lost or damaged.</summary>
public interface IBoardRebuild
{
    /// <summary>How many cases were written. The journal itself is never touched.</summary>
    Task<int> RebuildAsync(CancellationToken cancellation);
}
