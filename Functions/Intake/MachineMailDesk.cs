using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Reports;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// What programs write to us. It never opens a case and is never answered. A bounce counts only when the mail it speaks of is one
/// that our send ledger knows; then a person is told, and the case remembers it. One in doubt only a person judges.
/// </summary>
internal sealed class MachineMailDesk(ICaseJournal journal, ICaseBoard board, SentMails sent, SendEnds ends, BounceDoubts doubts, OutboxDrain outbox)
{
    /// <summary>The case it belongs to, if any, and the ledger's word for it.</summary>
    public async Task<(string? CaseId, string Reason)> PlaceAsync(IntakeRow row, MailMessage mail, MachineMailKind kind, CancellationToken cancellation)
    {
        var word = kind.ToString().ToLowerInvariant();
        if (BounceReport.Of(mail) is { IsFinal: true } bounce && await sent.FirstAsync(row.Municipality, bounce.OriginalIds, cancellation) is { } returned)
        {
            if (await doubts.AreThereAsync(returned, bounce, cancellation))
            {
                var told = await doubts.TellAsync(row, returned, cancellation);
                return (await NoteAsync(told, $"machine:{row.IntakeId}", new MachineMailFiled(row.IntakeId, word), cancellation), word);
            }

            var bounced = await ends.BouncedAsync(returned, bounce.Cause.ToString().ToLowerInvariant(), bounce.Status, row.IntakeId, cancellation);
            if (bounced is { } known)
            {
                await outbox.DrainAsync(known, cancellation);
            }

            return (bounced?.CaseId, "bounced");
        }

        var ours = await sent.FirstAsync(row.Municipality, OriginalIds.Of(mail), cancellation);
        var reference = ours is null
            ? await ThreadAsync(row.Municipality, mail, cancellation)
            : await CaseOfAsync(row.Municipality, ours.SubjectId, cancellation);
        return (await NoteAsync(reference, $"machine:{row.IntakeId}", new MachineMailFiled(row.IntakeId, word), cancellation), word);
    }

    /// <summary>Writes the fact into the case while it is open; gives the case's id back.</summary>
    public async Task<string?> NoteAsync(CaseRef? reference, string key, CaseEvent fact, CancellationToken cancellation)
    {
        if (reference is { } known)
        {
            await journal.AppendAsync(new Append { Case = known, Key = key, Decide = append => append.State.Closed is null ? [fact] : [] }, cancellation);
        }

        return reference?.CaseId;
    }

    private async Task<CaseRef?> CaseOfAsync(string municipality, string subject, CancellationToken cancellation) =>
        (await journal.ReadAsync(new CaseRef(municipality, subject), cancellation))?.Case;

    private async Task<CaseRef?> ThreadAsync(string municipality, MailMessage mail, CancellationToken cancellation)
    {
        if (CaseMatcher.TokenOf(mail) is { } token && await board.FindByAddressTokenAsync(municipality, token, cancellation) is { } addressed)
        {
            return addressed;
        }

        var ids = OriginalIds.Of(mail);
        return ids.Count == 0 ? null : await board.FindByMessageAsync(municipality, ids, cancellation);
    }
}
