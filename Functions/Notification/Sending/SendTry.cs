using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// One try of one mail: claimed under a lease, handed over, and what came of it written down. Wherever the process dies, the row says what is
/// known, and <see cref="RescueAsync"/> goes on from there.
/// </summary>
internal sealed class SendTry(
    ISendLedger ledger, IDocumentStore documents, IMailSender sender, SendEnds ends, SendOutage outage, SendPace pace, RecipientGate gate, SafeSends safe, SendBackOff backOff,
    SendLease lease, OutgoingOptions options, TimeProvider time)
{
    /// <summary>Tries of one mail to which the provider, otherwise well, said "later".</summary>
    public const int MaximumAttempts = 10;

    /// <summary>A mail in doubt is handed over once more, never a third time.</summary>
    private const int AttemptsInDoubt = 2;

    private const string DraftPrefix = "draft:";

    /// <summary>Tries a planned row; somebody else may have been faster.</summary>
    public async Task RunAsync(SendRow row, CancellationToken cancellation)
    {
        OutgoingMail mail;
        try
        {
            mail = OutgoingMailFile.Read(await documents.GetAsync(row.ContentId!, cancellation));
        }
        catch (Exception problem) when (problem is PermanentMailException or DocumentStoreException)
        {
            await ends.GiveUpAsync(row, SendStates.Failed, "content", cancellation);
            return;
        }

        if (!gate.Admits(mail))
        {
            await ends.GiveUpAsync(row, SendStates.Held, "recipient-not-listed", cancellation);
        }
        else if (!await safe.MayLeaveAsync(row, mail, cancellation))
        {
            await ends.KeepBackAsync(row, cancellation);
        }
        else if (row.ProviderId?.StartsWith(DraftPrefix, StringComparison.Ordinal) == true && sender is not IDraftSender)
        {
            // The draft lies with a provider that is no longer ours: nobody can say any more whether it was sent.
            await ends.GiveUpAsync(row, SendStates.Unknown, "provider-changed", cancellation);
        }
        else if (SendMoves.Claim(row, lease.New(), time.GetUtcNow(), time.GetUtcNow() + options.Lease) is { } claim && await ledger.ReplaceAsync(claim, cancellation) is { } mine)
        {
            pace.Begin();
            await HandOverAsync(mine, mail, cancellation);
        }
    }

    /// <summary>The row was left in a try whose process is gone.</summary>
    public Task RescueAsync(SendRow row, CancellationToken cancellation) => DoubtAsync(row, "interrupted", TimeSpan.Zero, cancellation);

    /// <summary>The provider's word was waited for and did not come.</summary>
    public async Task EndDoubtAsync(SendRow row, CancellationToken cancellation)
    {
        if (row.Attempts < AttemptsInDoubt)
        {
            await ends.ChangeAsync(row.OperationId, r => r.Version == row.Version ? SendMoves.PutBack(r, time.GetUtcNow(), "no-word", counts: true) : null, cancellation);
        }
        else
        {
            await ends.GiveUpAsync(row, SendStates.Unknown, "no-word", cancellation);
        }
    }

    private async Task HandOverAsync(SendRow row, OutgoingMail mail, CancellationToken cancellation)
    {
        MailSendResult result;
        try
        {
            result = sender is IDraftSender drafts ? await SendDraftAsync(row, drafts, mail, cancellation) : await sender.SendAsync(mail, cancellation);
        }
        catch (TransientMailException problem) when (problem.IsOfTheServer)
        {
            await PutBackAsync(row, TimeSpan.Zero, "provider-down", counts: false, cancellation);
            await outage.FailedAsync(problem, problem.RetryAfter, needsAPerson: false, cancellation);
            return;
        }
        catch (PermanentMailException problem) when (problem.IsOfTheServer)
        {
            await PutBackAsync(row, TimeSpan.Zero, "provider-refuses", counts: false, cancellation);
            await outage.FailedAsync(problem, null, needsAPerson: true, cancellation);
            return;
        }
        catch (TransientMailException problem)
        {
            await outage.AnsweredAsync(cancellation);
            await (row.Attempts >= MaximumAttempts
                ? ends.GiveUpAsync(row, SendStates.Failed, "transient", cancellation)
                : PutBackAsync(row, problem.RetryAfter ?? backOff.After(row.Attempts), "transient", counts: true, cancellation));
            return;
        }
        catch (PermanentMailException)
        {
            await outage.AnsweredAsync(cancellation);
            await ends.GiveUpAsync(row, SendStates.Failed, "permanent", cancellation);
            return;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            await DoubtAsync(row, "fault:" + problem.GetType().Name, backOff.After(row.Attempts), cancellation);
            return;
        }

        if (result.Outcome == MailSendOutcome.Unknown)
        {
            await DoubtAsync(row, "no-answer", backOff.After(row.Attempts), cancellation);
            return;
        }

        await ends.AcceptedAsync(row, result.ProviderId, null, cancellation);
        await outage.AnsweredAsync(cancellation);
        if (result.RetryAfter is { } pause)
        {
            outage.PauseFor(pause);
        }
    }

    /// <summary>The draft's id is durable before the draft is sent.</summary>
    private async Task<MailSendResult> SendDraftAsync(SendRow row, IDraftSender drafts, OutgoingMail mail, CancellationToken cancellation)
    {
        if (row.ProviderId is not { } known)
        {
            known = DraftPrefix + await drafts.DraftAsync(mail, cancellation);
            if (await ends.ChangeAsync(row.OperationId, r => r.Lease == row.Lease ? SendMoves.Drafted(r, known) : null, cancellation) is null)
            {
                throw new TransientMailException("The send was taken over by another process before the draft was sent.");
            }
        }

        return await drafts.SendDraftAsync(known[DraftPrefix.Length..], cancellation);
    }

    private Task DoubtAsync(SendRow row, string detail, TimeSpan pause, CancellationToken cancellation) => sender.Doubt switch
    {
        MailDoubt.Repeat when row.Attempts < MaximumAttempts => PutBackAsync(row, pause, detail, counts: true, cancellation),
        MailDoubt.Events => ends.ChangeAsync(row.OperationId, r => r.Lease == row.Lease ? SendMoves.Doubted(r, time.GetUtcNow() + options.WaitForWord, detail) : null, cancellation),
        _ => ends.GiveUpAsync(row, SendStates.Unknown, detail, cancellation),
    };

    private Task PutBackAsync(SendRow row, TimeSpan pause, string detail, bool counts, CancellationToken cancellation) => ends.ChangeAsync(
        row.OperationId, r => r.Lease == row.Lease ? SendMoves.PutBack(r, time.GetUtcNow() + pause, detail, counts) : null, cancellation);
}
