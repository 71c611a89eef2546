using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Reports;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// What programs write to us. It never opens a case and is never answered. A bounce counts only when the mail it speaks of is one
/// that our send ledger knows; then a person is told, and the case remembers it.
/// </summary>
internal sealed class MachineMailDesk(
    ICaseJournal journal, ICaseBoard board, ISendLedger sends, IPersonTasks tasks, MunicipalityDirectory municipalities, OutboxDrain outbox, TimeProvider time)
{
    /// <summary>The case it belongs to, if any, and the ledger's word for it.</summary>
    public async Task<(string? CaseId, string Reason)> PlaceAsync(IntakeRow row, MailMessage mail, MachineMailKind kind, CancellationToken cancellation)
    {
        var word = kind.ToString().ToLowerInvariant();
        var sent = await OursAsync(row.Municipality, mail, cancellation);
        if (sent is not null && BounceReport.Of(mail) is { IsFinal: true } bounce)
        {
            return (await TellBouncedAsync(row, sent, bounce, cancellation), "bounced");
        }

        var reference = sent is null
            ? await ThreadAsync(row.Municipality, mail, cancellation)
            : await CaseOfAsync(row.Municipality, sent.SubjectId, cancellation);
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

    /// <summary>The operation id is the local part of every id we give; the ledger says whether we gave it.</summary>
    private async Task<SendRow?> OursAsync(string municipality, MailMessage mail, CancellationToken cancellation)
    {
        foreach (var id in OriginalIds.Of(mail))
        {
            if (await sends.FindAsync(id.Split('@')[0], cancellation) is { } row && row.MessageId == id && row.Municipality == municipality)
            {
                return row;
            }
        }

        return null;
    }

    private async Task<string?> TellBouncedAsync(IntakeRow row, SendRow sent, BounceReport bounce, CancellationToken cancellation)
    {
        var cause = bounce.Cause.ToString().ToLowerInvariant();
        var reference = await CaseOfAsync(row.Municipality, sent.SubjectId, cancellation);
        if (sent.Kind == NoticeMailDesk.Kind && reference is { } known && await ReturnNoticeAsync(known, sent, bounce, row, cancellation) is { } returned)
        {
            return returned;
        }

        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"bounced:{sent.OperationId}",
                Municipality = row.Municipality,
                Role = Roles.Registrar,
                Kind = "mail-bounced",
                SubjectId = reference?.CaseId ?? row.IntakeId,
                Text = TextOf(bounce.Cause),
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
        return await NoteAsync(reference, $"bounced:{sent.OperationId}", new StatusMailBounced(sent.OperationId, sent.Kind, cause, bounce.Status, row.IntakeId), cancellation);
    }

    /// <summary>The decision itself came back: it is not notified, and the ladder of the pack says what follows. Null when it is no such mail.</summary>
    private async Task<string?> ReturnNoticeAsync(CaseRef reference, SendRow sent, BounceReport bounce, IntakeRow row, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(reference.Municipality);
        var result = await journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = $"notice-bounced:{sent.OperationId}",
                Wakes = true,
                Decide = append => append.State is { Closed: null } state && (state.Notice?.Evidence == sent.OperationId || (state.Notice is null && state.Dispatch is { Channel: "signed-email" }))
                    ? [NoticeLadder.Return(state, municipality.Pack, NoticeCauses.Bounced, municipality.Terms.DayOf(append.Now), bounce.Status, "machine")]
                    : [],
            },
            cancellation);
        await outbox.DrainAsync(cancellation);
        return result.Case.Entries.Any(e => e.Key == $"notice-bounced:{sent.OperationId}") ? row.CaseId ?? reference.CaseId : null;
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

    private static string TextOf(BounceCause cause) => cause switch
    {
        BounceCause.Address => "Mūsu e-pasta ziņa netika piegādāta: tādas adreses nav. Noskaidrojiet adresi un informējiet iesniedzēju citādi.",
        BounceCause.Mailbox => "Mūsu e-pasta ziņa netika piegādāta: saņēmēja pastkaste ir pilna vai slēgta. Informējiet iesniedzēju citādi.",
        BounceCause.Size => "Mūsu e-pasta ziņa netika piegādāta: tā saņēmējam ir par lielu. Informējiet iesniedzēju citādi.",
        BounceCause.Route => "Mūsu e-pasta ziņa netika piegādāta: saņēmēja pasta serveris nav sasniedzams. Informējiet iesniedzēju citādi.",
        BounceCause.Refused => "Mūsu e-pasta ziņa netika piegādāta: saņēmēja pasta serveris to atteica. Informējiet iesniedzēju citādi un pasakiet sistēmas uzturētājam.",
        _ => "Mūsu e-pasta ziņa netika piegādāta. Informējiet iesniedzēju citādi.",
    };
}
