using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>What the head decides about a line of the destruction list; each decision is written into the line with who and when.</summary>
internal sealed class DestructionDesk(IRetentionLedger list, ICaseShredder shredder, MunicipalityDirectory municipalities, TimeProvider time)
{
    /// <summary>A round takes moments from the line to the key; whatever stands there for longer was stopped.</summary>
    private static readonly TimeSpan Stopped = TimeSpan.FromHours(1);

    /// <summary>False when the line is not there, or stands otherwise by now.</summary>
    public Task<bool> ApproveAsync(string municipality, string kind, string subject, string by, CancellationToken cancellation) =>
        MoveAsync(municipality, kind, subject, [RetentionStates.Proposed], row => row.Then(RetentionStates.Approved, time.GetUtcNow(), by), cancellation);

    /// <summary>Also of a line that was approved, and of a case whose destruction was stopped before its key was gone.</summary>
    public async Task<bool> HoldAsync(string municipality, string kind, string subject, string by, string reason, CancellationToken cancellation)
    {
        string[] from = await IsStoppedAsync(municipality, kind, subject, cancellation)
            ? [RetentionStates.Destroying]
            : [RetentionStates.Proposed, RetentionStates.Approved];
        return await MoveAsync(municipality, kind, subject, from, row => row.Then(RetentionStates.Held, time.GetUtcNow(), by, reason), cancellation);
    }

    /// <summary>The hold has ended: it is looked at anew, and the days for objections begin anew.</summary>
    public Task<bool> ReleaseAsync(string municipality, string kind, string subject, string by, string reason, CancellationToken cancellation) =>
        MoveAsync(
            municipality,
            kind,
            subject,
            [RetentionStates.Held],
            row => row.Then(RetentionStates.Proposed, time.GetUtcNow(), by, reason) with { GraceUntil = GraceFrom(municipality, row.GraceUntil) },
            cancellation);

    private DateOnly GraceFrom(string municipality, DateOnly former)
    {
        var found = municipalities.Get(municipality);
        return found.Pack.Retention is { } rules ? found.Terms.DayOf(time.GetUtcNow()).AddDays(rules.GraceDays) : former;
    }

    private async Task<bool> IsStoppedAsync(string municipality, string kind, string subject, CancellationToken cancellation) =>
        kind == RetentionKinds.Case
        && await list.FindAsync(municipality, kind, subject, cancellation) is { State: RetentionStates.Destroying } row
        && time.GetUtcNow() - row.Steps[^1].At > Stopped
        && await shredder.DestroyedAtAsync(new CaseRef(municipality, subject), cancellation) is null;

    private async Task<bool> MoveAsync(string municipality, string kind, string subject, string[] from, Func<RetentionRow, RetentionRow> move, CancellationToken cancellation) =>
        await list.FindAsync(municipality, kind, subject, cancellation) is { } row && from.Contains(row.State) && await list.ReplaceAsync(move(row), cancellation);
}
