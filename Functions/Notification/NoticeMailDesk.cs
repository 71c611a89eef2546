using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Sends the signed decision by e-mail to whoever asked for it so, once a round, through the send ledger. That it left is the sending the
/// law counts from; what may or may not have left stays a person's, and the case waits. What a silent mail server did not take leaves later, with the
/// dates of that day (<see cref="Housekeeping.NoticeKeeper"/>).
/// </summary>
internal sealed class NoticeMailDesk(CaseDesk desk, SendDesk sends, IDocumentStore documents, SafeMail safe, SecretKeys keys, TimeProvider time)
{
    /// <summary>Kind in the send ledger. Persisted.</summary>
    public const string Kind = "notice";

    public const string Channel = "signed-email";

    public async Task<CaseRecord> SendAsync(CaseInput input, CaseRecord record, string address, CancellationToken cancellation)
    {
        var (state, round) = (record.State, record.State.NoticeRound);
        if (await safe.ModeOfAsync(record, cancellation) != SafeModes.Off)
        {
            // The wish for e-mail is older than the danger: a person agrees on another way, and the case waits for that.
            await safe.TellAsync(input.Reference, state.Number!, Kind, round, cancellation);
            return record;
        }

        var municipality = desk.Of(input.Reference, state);
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        var letter = await documents.GetAsync(state.Decision!.FileId, cancellation);
        var order = new SendOrder(input.Municipality, input.CaseId, Kind, round, (operationId, messageId) => Compose(input, state, municipality, new Envelope(operationId, messageId, address), letter, today))
        {
            // It names the last day to contest, which the day of sending decides; and the person may be written to elsewhere by now.
            IsStale = planned => municipality.Terms.DayOf(planned.Date) != today || planned.To.All(to => to.Address != address),
        };
        await sends.ReleaseAsync(order.OperationId, cancellation);
        await sends.SendOnceAsync(order, StatusMailDesk.DomainOf(municipality.Pack), cancellation);
        return await sends.LeftOnAsync(order, cancellation) is { } leftAt
            ? await desk.AppendAsync(
                input,
                $"notice-mailed:{round}",
                append => append.State is { Notice: null, Dispatch: not null } now && now.NoticeRound == round
                    ? NoticeRules.Sent(now, municipality.Terms, now.Dispatch.Channel, municipality.Terms.DayOf(leftAt), order.OperationId, NoticeDesk.Machine)
                    : [],
                cancellation,
                wakes: true)
            : record;
    }

    private OutgoingMail Compose(CaseInput input, CaseState state, Municipalities.Municipality municipality, Envelope envelope, byte[] letter, DateOnly today)
    {
        var term = municipality.Terms.Contest(state.Dispatch!.Channel, today);
        var mail = NoticeMail.Compose(
            municipality.Templates, municipality.Pack.Institution, state.Number!, state.Approval!.DecisionNumber, term.NotifiedOn ?? today, state.Withdrawal is null ? term.Due : null, state.IsDiscontinuance);
        var isPdf = state.Decision!.FileName.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);
        return new OutgoingMail
        {
            OperationId = envelope.OperationId,
            From = StatusMailDesk.From(municipality.Pack),
            To = [new MailAddress(null, envelope.Address)],
            ReplyTo = new MailAddress(null, CaseAddress.Create(municipality.Pack.Institution.Email, input.CaseId, keys.Address)),
            Subject = mail.Subject,
            Text = mail.Text,
            Html = mail.Html,
            Attachments = [new OutgoingAttachment(state.Decision.FileName, isPdf ? "application/pdf" : "application/vnd.etsi.asic-e+zip", letter)],
            MessageId = envelope.MessageId,
            InReplyTo = state.Received!.MessageId.Length == 0 ? null : state.Received.MessageId,
            References = state.Received.MessageId.Length == 0 ? [] : [state.Received.MessageId],
            AutoSubmitted = "auto-generated",
            Date = time.GetUtcNow(),
        };
    }

    private sealed record Envelope(string OperationId, string MessageId, string Address);
}
