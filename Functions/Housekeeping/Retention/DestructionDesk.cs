using SocialWorkflows.Casework.Retention;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>What the head decides about a line of the destruction list; each decision is written into the line with who and when.</summary>
internal sealed class DestructionDesk(IRetentionLedger list, TimeProvider time)
{
    /// <summary>False when the line is not there, or stands otherwise by now.</summary>
    public Task<bool> ApproveAsync(string municipality, string kind, string subject, string by, CancellationToken cancellation) =>
        MoveAsync(municipality, kind, subject, [RetentionStates.Proposed], row => row.Then(RetentionStates.Approved, time.GetUtcNow(), by), cancellation);

    /// <summary>Also of a line that was approved, as long as nothing was destroyed.</summary>
    public Task<bool> HoldAsync(string municipality, string kind, string subject, string by, string reason, CancellationToken cancellation) =>
        MoveAsync(municipality, kind, subject, [RetentionStates.Proposed, RetentionStates.Approved], row => row.Then(RetentionStates.Held, time.GetUtcNow(), by, reason), cancellation);

    /// <summary>The hold has ended: it is looked at anew.</summary>
    public Task<bool> ReleaseAsync(string municipality, string kind, string subject, string by, string reason, CancellationToken cancellation) =>
        MoveAsync(municipality, kind, subject, [RetentionStates.Held], row => row.Then(RetentionStates.Proposed, time.GetUtcNow(), by, reason), cancellation);

    private async Task<bool> MoveAsync(string municipality, string kind, string subject, string[] from, Func<RetentionRow, RetentionRow> move, CancellationToken cancellation) =>
        await list.FindAsync(municipality, kind, subject, cancellation) is { } row && from.Contains(row.State) && await list.ReplaceAsync(move(row), cancellation);
}
