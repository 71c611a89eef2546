using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// A decision by e-mail leaves only as <see cref="NoticeGate"/> allows. What may not leave any more is first taken back from the provider, where it may
/// lie as a draft; a draft that was sent all the same is left to the try, which finds that out.
/// </summary>
internal sealed class NoticeDepartures(NoticeGate gate, IMailSender sender, SendEnds ends, SendOutage outage, SendCertainty certainty, TimeProvider time)
{
    /// <summary>Meanwhile Housekeeping composes it anew.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    public async Task<bool> MayLeaveAsync(SendRow row, OutgoingMail mail, CancellationToken cancellation)
    {
        if (row.Kind != NoticeMailDesk.Kind)
        {
            return true;
        }

        var leave = await gate.AskAsync(row, mail, cancellation);
        if (leave == NoticeLeave.Now && row.Detail != SendMoves.Withdrawing)
        {
            return true;
        }

        if (row.ProviderId is not null)
        {
            if (await TakeBackAsync(row, cancellation) is not { } here)
            {
                return false;
            }

            row = here;
        }

        if (!certainty.IsCertainlyHere(row))
        {
            // It may have left with the dates it bears; what went another way or to another address meanwhile does not follow it.
            return leave == NoticeLeave.ComposedAnew || row.ProviderId is not null || !await EndInDoubtAsync(row, cancellation);
        }

        await (leave switch
        {
            NoticeLeave.ByEAddress => TurnAsync(row, cancellation),
            NoticeLeave.Never => SupersedeAsync(row, cancellation),
            _ => ends.ChangeAsync(row.OperationId, r => r.Version == row.Version ? SendMoves.Postpone(r, time.GetUtcNow() + Moment) : null, cancellation),
        });
        return false;
    }

    /// <returns>The row without its draft; the row as it is when the draft was sent or nobody can say; null when nobody answers now.</returns>
    private async Task<SendRow?> TakeBackAsync(SendRow row, CancellationToken cancellation)
    {
        if (sender is not IDraftSender drafts)
        {
            return row;
        }

        var id = row.ProviderId![SendHandOver.DraftPrefix.Length..];
        try
        {
            var standing = await drafts.LookAsync(id, cancellation);
            if (standing == DraftStanding.Sent || (standing == DraftStanding.Gone && row.Detail != SendMoves.Withdrawing))
            {
                return row;
            }

            if (await ends.ChangeAsync(row.OperationId, r => r.Version == row.Version ? SendMoves.Withdraw(r) : null, cancellation) is not { } withdrawing)
            {
                return null;
            }

            await drafts.WithdrawAsync(id, cancellation);
            return await ends.ChangeAsync(row.OperationId, r => r.Version == withdrawing.Version ? SendMoves.Withdrawn(r) : null, cancellation);
        }
        catch (Exception problem) when (problem is TransientMailException or PermanentMailException)
        {
            var until = outage.Fail(problem, (problem as TransientMailException)?.RetryAfter);
            await ends.ChangeAsync(row.OperationId, r => SendMoves.Postpone(r, until), cancellation);
            await outage.TellAsync(needsAPerson: false, cancellation);
            return null;
        }
    }

    private async Task TurnAsync(SendRow row, CancellationToken cancellation)
    {
        await gate.TurnToEAddressAsync(row, cancellation);
        await SupersedeAsync(row, cancellation);
    }

    private Task<SendRow?> SupersedeAsync(SendRow row, CancellationToken cancellation) =>
        ends.ChangeAsync(row.OperationId, r => r.Version == row.Version ? SendMoves.GiveUp(r, SendStates.Held, SendDetails.Superseded, tellAt: null) : null, cancellation);

    private async Task<bool> EndInDoubtAsync(SendRow row, CancellationToken cancellation)
    {
        await ends.GiveUpAsync(row, SendStates.Unknown, SendDetails.Superseded, cancellation);
        return true;
    }
}
