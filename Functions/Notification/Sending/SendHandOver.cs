using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>Hands a claimed mail to the sender, once, and reads what its answer says: of this mail, of the address it is sent under, or of the provider as a whole.</summary>
internal sealed class SendHandOver(
    IMailSender sender, SendEnds ends, SendOutage outage, SendFroms froms, SendBackOff backOff, OutgoingOptions options, TimeProvider time)
{
    /// <summary>Tries of one mail to which the provider, otherwise well, said "later".</summary>
    public const int MaximumAttempts = 10;

    public const string DraftPrefix = "draft:";

    /// <param name="row">The mail as it was claimed.</param>
    /// <param name="mail">Its content.</param>
    /// <param name="lastTriedAt">When it was tried before; null: never.</param>
    /// <param name="stop">The process is to end: what did not leave yet is put back, and what may leave is waited for.</param>
    public async Task RunAsync(SendRow row, OutgoingMail mail, DateTimeOffset? lastTriedAt, CancellationToken stop)
    {
        // What came of the try is written down in any case.
        var cancellation = CancellationToken.None;
        using var span = AppTelemetry.Send(row);
        MailSendResult result;
        try
        {
            result = sender is IDraftSender drafts ? await SendDraftAsync(row, drafts, mail, stop) : await sender.SendAsync(mail, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await PutBackAsync(row, time.GetUtcNow(), SendDetails.Stopped, counts: false, cancellation);
            return;
        }
        catch (TransientMailException problem) when (problem.IsOfTheServer)
        {
            await WaitForProviderAsync(row, lastTriedAt, "provider-down", outage.Fail(problem, problem.RetryAfter), cancellation);
            await outage.TellAsync(needsAPerson: false, cancellation);
            return;
        }
        catch (PermanentMailException problem) when (problem.IsOfTheServer)
        {
            await WaitForProviderAsync(row, lastTriedAt, "provider-refuses", outage.Fail(problem, null), cancellation);
            await outage.TellAsync(needsAPerson: true, cancellation);
            return;
        }
        catch (Exception problem) when (problem is TransientMailException { IsOfTheFrom: true } or PermanentMailException { IsOfTheFrom: true })
        {
            var later = problem as TransientMailException;
            await PutBackAsync(row, froms.Refuse(row, mail.From, problem, later?.RetryAfter), "from-refused", counts: false, cancellation);
            await froms.TellAsync(row, mail.From, needsAPerson: later is null, cancellation);
            await outage.AnsweredAsync(cancellation);
            return;
        }
        catch (TransientMailException problem) when (outage.IsLaterToEverybody(mail))
        {
            await WaitForProviderAsync(row, lastTriedAt, "later-to-everybody", outage.Fail(problem, problem.RetryAfter), cancellation);
            await outage.TellAsync(needsAPerson: false, cancellation);
            return;
        }
        catch (TransientMailException problem)
        {
            await (row.Attempts >= MaximumAttempts
                ? ends.GiveUpAsync(row, SendStates.Failed, SendDetails.Later, cancellation)
                : PutBackAsync(row, time.GetUtcNow() + (problem.RetryAfter ?? backOff.After(row.Attempts)), SendDetails.Later, counts: true, cancellation));
            await outage.AnsweredAsync(cancellation);
            return;
        }
        catch (PermanentMailException problem)
        {
            outage.Judged();
            await ends.GiveUpAsync(row, SendStates.Failed, SendDetails.No(problem), cancellation);
            await outage.AnsweredAsync(cancellation);
            return;
        }
        catch (Exception problem)
        {
            await DoubtAsync(row, SendDetails.Fault(problem), backOff.After(row.Attempts), cancellation);
            return;
        }

        await ReadAsync(row, mail, result, cancellation);
    }

    /// <summary>It may have left. What can find out by trying again does; the rest waits for the provider's word or is a person's.</summary>
    public Task DoubtAsync(SendRow row, string detail, TimeSpan pause, CancellationToken cancellation) => sender.Doubt switch
    {
        MailDoubt.Repeat when row.Attempts < MaximumAttempts => PutBackAsync(row, time.GetUtcNow() + pause, detail, counts: true, cancellation),
        MailDoubt.Events => ends.ChangeAsync(row.OperationId, r => r.Lease == row.Lease ? SendMoves.Doubted(r, time.GetUtcNow() + options.WaitForWord, detail) : null, cancellation),
        _ => ends.GiveUpAsync(row, SendStates.Unknown, detail, cancellation),
    };

    private async Task ReadAsync(SendRow row, OutgoingMail mail, MailSendResult result, CancellationToken cancellation)
    {
        switch (result.Outcome)
        {
            case MailSendOutcome.Accepted:
                outage.Judged();
                await ends.AcceptedAsync(row, result.ProviderId, null, cancellation);
                await froms.PassedAsync(row, mail.From, cancellation);
                await outage.AnsweredAsync(cancellation);
                if (result.RetryAfter is { } pause)
                {
                    outage.PauseFor(pause);
                }

                break;
            case MailSendOutcome.Checked:
                await ends.GiveUpAsync(row, SendStates.Held, "sandbox", cancellation);
                break;
            default:
                await DoubtAsync(row, SendDetails.NoAnswer, backOff.After(row.Attempts), cancellation);
                if (result.IsOfTheServer)
                {
                    outage.Fail(null, result.RetryAfter);
                    await outage.TellAsync(needsAPerson: false, cancellation);
                }

                break;
        }
    }

    /// <summary>The draft's id is durable before the draft is sent.</summary>
    private async Task<MailSendResult> SendDraftAsync(SendRow row, IDraftSender drafts, OutgoingMail mail, CancellationToken stop)
    {
        if (row.ProviderId is not { } known)
        {
            known = DraftPrefix + await drafts.DraftAsync(mail, stop);
            if (await ends.ChangeAsync(row.OperationId, r => r.Lease == row.Lease ? SendMoves.Drafted(r, known) : null, CancellationToken.None) is null)
            {
                throw new TransientMailException("The send was taken over by another process before the draft was sent.");
            }
        }

        return await drafts.SendDraftAsync(known[DraftPrefix.Length..], stop);
    }

    /// <summary>
    /// Nothing left, and it says nothing about this mail, unless the provider served others since this one found it down before: then it is this one
    /// that the provider does not bear, and the try counts.
    /// </summary>
    private Task WaitForProviderAsync(SendRow row, DateTimeOffset? lastTriedAt, string detail, DateTimeOffset until, CancellationToken cancellation)
    {
        if (!outage.HasServedSince(lastTriedAt))
        {
            return PutBackAsync(row, until, detail, counts: false, cancellation);
        }

        var own = time.GetUtcNow() + backOff.After(row.Attempts);
        return row.Attempts >= MaximumAttempts
            ? ends.GiveUpAsync(row, SendStates.Failed, detail, cancellation)
            : PutBackAsync(row, own > until ? own : until, detail, counts: true, cancellation);
    }

    private async Task PutBackAsync(SendRow row, DateTimeOffset dueAt, string detail, bool counts, CancellationToken cancellation) => await ends.ChangeAsync(
        row.OperationId, r => r.Lease == row.Lease ? SendMoves.PutBack(r, dueAt, detail, counts) : null, cancellation);
}
