using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>What became of a mail: written into the ledger, told to the case, and to a person where the machine can do no more.</summary>
internal sealed partial class SendEnds(ISendLedger ledger, ICaseJournal journal, SendTasks people, NoticeReturns notices, TimeProvider time, ILogger<SendEnds> logger)
{
    /// <summary>Detail of a send that was kept back because the person's mail is not safe. Persisted.</summary>
    public const string SafeMode = "safe-mode";

    /// <summary>Changes the row as it stands now, whoever else changes it; null when it stands where the change has no place.</summary>
    public async Task<SendRow?> ChangeAsync(string operationId, Func<SendRow, SendRow?> move, CancellationToken cancellation)
    {
        while (await ledger.FindAsync(operationId, cancellation) is { } row && move(row) is { } next)
        {
            if (await ledger.ReplaceAsync(next, cancellation) is { } written)
            {
                return written;
            }
        }

        return null;
    }

    /// <summary>The next server has it, and the case is told.</summary>
    public async Task AcceptedAsync(SendRow row, string? providerId, string? detail, CancellationToken cancellation)
    {
        var sent = await ChangeAsync(row.OperationId, r => SendMoves.Accept(r, time.GetUtcNow(), providerId, detail), cancellation);
        LogSent(row.Kind, row.OperationId);
        await WordAsync(row, sent, cancellation);
    }

    /// <summary>The receiver's server has it.</summary>
    public async Task DeliveredAsync(SendRow row, CancellationToken cancellation) =>
        await WordAsync(row, await ChangeAsync(row.OperationId, r => SendMoves.Deliver(r, time.GetUtcNow()), cancellation), cancellation);

    /// <summary>It came back: a task says why, and the case remembers it (<see cref="StatusMailBounced"/>); a notice falls back to the next channel of its ladder.</summary>
    /// <param name="row">The send.</param>
    /// <param name="cause">Word of the case journal: address, mailbox, size, route, refused or unknown.</param>
    /// <param name="status">Enhanced status code (RFC 3463), empty when not given.</param>
    /// <param name="intakeId">The message that said so; empty when it was an event of the provider.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>The case it belongs to.</returns>
    public async Task<CaseRef?> BouncedAsync(SendRow row, string cause, string status, string intakeId, CancellationToken cancellation)
    {
        var reference = await CaseOfAsync(row, cancellation);
        var detail = status.Length > 0 ? $"{cause} {status}" : cause;
        if (reference is { } notified && await notices.ReturnAsync(notified, row, status, cancellation))
        {
            // The ladder tells people itself.
            await WordAsync(row, await ChangeAsync(row.OperationId, r => SendMoves.Bounce(r, time.GetUtcNow(), detail), cancellation), cancellation);
            return reference;
        }

        await people.RaiseBouncedAsync(row, reference?.CaseId ?? (intakeId.Length > 0 ? intakeId : row.SubjectId), cause, cancellation);
        await WordAsync(row, await ChangeAsync(row.OperationId, r => SendMoves.Bounce(r, time.GetUtcNow(), detail), cancellation), cancellation);
        if (reference is { } known)
        {
            var fact = new StatusMailBounced(row.OperationId, row.Kind, cause, status, intakeId);
            await AppendAsync(known, $"bounced:{row.OperationId}", fact, cancellation);
        }

        return reference;
    }

    /// <summary>
    /// Ends it, unless somebody has it in hand or ended it since it was read. Then a person is told; a crash in between leaves the row due, and the next
    /// round tells (<see cref="TellAsync"/>).
    /// </summary>
    public async Task GiveUpAsync(SendRow row, string state, string detail, CancellationToken cancellation)
    {
        if (await ChangeAsync(row.OperationId, r => r.State == row.State && r.Lease == row.Lease ? SendMoves.GiveUp(r, state, detail, time.GetUtcNow()) : null, cancellation) is { } given)
        {
            LogGivenToPerson(row.Kind, row.OperationId, state);
            await TellAsync(given, cancellation);
        }
    }

    /// <summary>The person's mail is no longer safe: what was planned before that stays, and somebody tells them in the way that was agreed.</summary>
    public Task KeepBackAsync(SendRow row, CancellationToken cancellation) => GiveUpAsync(row, SendStates.Held, SafeMode, cancellation);

    /// <summary>A person is told of a mail that ended without leaving for certain, once; a decision whose recipient was refused goes on by its ladder instead, which tells people itself.</summary>
    public async Task TellAsync(SendRow row, CancellationToken cancellation)
    {
        if (!await IsReturnedAsync(row, cancellation))
        {
            await people.RaiseAsync(row, cancellation);
        }

        if (await ChangeAsync(row.OperationId, r => r.State == row.State ? SendMoves.Told(r) : null, cancellation) is null
            && await ledger.FindAsync(row.OperationId, cancellation) is { } now && SendStates.HasLeft(now.State))
        {
            await people.CloseAsync(now, cancellation);
        }
    }

    /// <summary>Whether it is a decision, refused at its recipient before anything was handed over, and the case now waits for another way.</summary>
    private async Task<bool> IsReturnedAsync(SendRow row, CancellationToken cancellation) =>
        SendDetails.StatusOf(row.Detail) is { } status && await CaseOfAsync(row, cancellation) is { } reference && await notices.ReturnAsync(reference, row, status, cancellation);

    /// <summary>Tells the case that its mail has left, once, and takes back what people were asked to find out.</summary>
    public async Task FollowUpAsync(SendRow row, CancellationToken cancellation)
    {
        if (row is { Kind: NoticeMailDesk.Kind, State: not SendStates.Bounced } && await notices.IsOvertakenAsync(row, cancellation) is { } number)
        {
            await people.RaiseTwoWaysAsync(row, number, cancellation);
        }

        // A row of an older version does not know its round; the orchestration that waits for it tells the case, as it does of a notice.
        if (row.ContentId is not null && StatusMails.IsOfACase(row.Kind) && await journal.ReadAsync(new CaseRef(row.Municipality, row.SubjectId), cancellation) is { } record)
        {
            var joined = record.State.JoinedMails?.FirstOrDefault(j => j.Lead.Kind == row.Kind && j.Lead.Round == row.Round);
            foreach (var line in joined is null ? [new StatusLine(row.Kind, row.Round)] : (StatusLine[])[joined.Lead, .. joined.Also])
            {
                await AppendAsync(record.Case, StatusLines.Key(line), new StatusMailSent(line.Kind, row.OperationId), cancellation);
            }
        }

        await ChangeAsync(row.OperationId, SendMoves.FollowedUp, cancellation);
    }

    private async Task WordAsync(SendRow before, SendRow? after, CancellationToken cancellation)
    {
        if (after is null)
        {
            return;
        }

        // Of a doubt the task may stand already: a crash came between it and the row.
        if (before.State is SendStates.Unknown or SendStates.Failed or SendStates.Doubt)
        {
            await people.CloseAsync(after, cancellation);
        }

        if (after.DueAt is not null)
        {
            await FollowUpAsync(after, cancellation);
        }
    }

    private Task<AppendResult> AppendAsync(CaseRef reference, string key, CaseEvent fact, CancellationToken cancellation) =>
        journal.AppendAsync(new Append { Case = reference, Key = key, Decide = append => append.State.Closed is null ? [fact] : [] }, cancellation);

    private async Task<CaseRef?> CaseOfAsync(SendRow row, CancellationToken cancellation) =>
        (await journal.ReadAsync(new CaseRef(row.Municipality, row.SubjectId), cancellation))?.Case;

    [LoggerMessage(LogLevel.Information, "Sent {Kind} {OperationId}.")]
    private partial void LogSent(string kind, string operationId);

    [LoggerMessage(LogLevel.Warning, "Send {Kind} {OperationId} is {State}: a person must look.")]
    private partial void LogGivenToPerson(string kind, string operationId, string state);
}
