using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>What the head decides about a line of the destruction list; each decision is written into the line with who and when.</summary>
internal sealed class DestructionDesk(IRetentionLedger list, DestructionBook book, RetentionLook look, ICaseShredder shredder, ICaseBoard board, MunicipalityDirectory municipalities, TimeProvider time)
{
    /// <summary>A round takes moments from the line to the key; whatever stands there for longer was stopped.</summary>
    private static readonly TimeSpan Stopped = TimeSpan.FromHours(1);

    /// <summary>False when the line is not there, or stands otherwise by now.</summary>
    public Task<bool> ApproveAsync(string municipality, string kind, string subject, string by, CancellationToken cancellation) =>
        MoveAsync(municipality, kind, subject, [RetentionStates.Proposed], row => row.Then(RetentionStates.Approved, time.GetUtcNow(), by), cancellation);

    /// <summary>Before its term is over, also of a case that is still open: somebody knows already that it will be needed, as for a lawsuit.</summary>
    /// <returns>False when there is no such case, or its line stands otherwise.</returns>
    public async Task<bool> HoldEarlyAsync(string municipality, string number, string by, string reason, CancellationToken cancellation)
    {
        if (await board.FindByNumberAsync(municipality, number, cancellation) is not { } reference)
        {
            return false;
        }

        var today = municipalities.Get(municipality).Terms.DayOf(time.GetUtcNow());
        var held = new RetentionRow
        {
            Municipality = municipality,
            Kind = RetentionKinds.Case,
            SubjectId = reference.CaseId,
            Number = number,
            State = RetentionStates.Held,
            From = today,
            DueOn = today,
            GraceUntil = today,
            Rule = "Paturēts pirms termiņa beigām",
            Steps = [new RetentionStep(time.GetUtcNow(), by, RetentionStates.Held, reason)],
        };
        if (await list.FindAsync(municipality, held.Kind, held.SubjectId, cancellation) is not null || !await list.AddAsync(held, cancellation))
        {
            return await MoveAsync(
                municipality, held.Kind, held.SubjectId, [RetentionStates.Proposed, RetentionStates.Approved, RetentionStates.Waiting], row => row.Then(RetentionStates.Held, time.GetUtcNow(), by, reason), cancellation);
        }

        await book.EnterAsync(held, RetentionStates.Held, by, cancellation);
        return true;
    }

    /// <summary>Also of a line that was approved, and of a case whose destruction was stopped before its key was gone.</summary>
    public async Task<bool> HoldAsync(string municipality, string kind, string subject, string by, string reason, CancellationToken cancellation)
    {
        string[] from = await IsStoppedAsync(municipality, kind, subject, cancellation)
            ? [RetentionStates.Destroying]
            : [RetentionStates.Proposed, RetentionStates.Approved];
        return await MoveAsync(municipality, kind, subject, from, row => row.Then(RetentionStates.Held, time.GetUtcNow(), by, reason), cancellation);
    }

    /// <summary>The hold has ended: what is past its term is looked at anew, and the days for objections begin anew; what is not waits for that.</summary>
    public async Task<bool> ReleaseAsync(string municipality, string kind, string subject, string by, string reason, CancellationToken cancellation)
    {
        var next = await look.AtAsync(municipality, kind, subject, cancellation) is { Term.MayBeDestroyed: true } ? RetentionStates.Proposed : RetentionStates.Waiting;
        return await MoveAsync(
            municipality,
            kind,
            subject,
            [RetentionStates.Held],
            row => row.Then(next, time.GetUtcNow(), by, reason) with { GraceUntil = GraceFrom(municipality, row.GraceUntil) },
            cancellation);
    }

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

    /// <summary>
    /// An approval goes into the book first: without the line it binds nothing, the line without it would be held. Everything else goes into the line first:
    /// it destroys nothing, and what did not take effect must not be the last word about a case that went meanwhile.
    /// </summary>
    private async Task<bool> MoveAsync(string municipality, string kind, string subject, string[] from, Func<RetentionRow, RetentionRow> move, CancellationToken cancellation)
    {
        if (await list.FindAsync(municipality, kind, subject, cancellation) is not { } row || !from.Contains(row.State))
        {
            return false;
        }

        var moved = move(row);
        if (moved.State == RetentionStates.Approved)
        {
            await book.EnterAsync(moved, moved.State, moved.Steps[^1].By, cancellation);
            return await list.ReplaceAsync(moved, cancellation);
        }

        if (!await list.ReplaceAsync(moved, cancellation))
        {
            return false;
        }

        await book.EnterAsync(moved, moved.State, moved.Steps[^1].By, cancellation);
        return true;
    }
}
