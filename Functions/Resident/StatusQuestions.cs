using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Senders;
using SocialWorkflows.Mail.Threads;

namespace SocialWorkflows.Functions.Resident;

/// <summary>
/// Answers „STATUSS SD-2026/17”: to the address on the case with where it stands, to everybody else with one and the same mail, whether or not there
/// is such a case. One answer of each kind an hour.
/// </summary>
internal sealed class StatusQuestions(
    ICaseBoard board, ICaseJournal journal, SenderGuard senders, WebForms webForms, ResidentMails mails, SafeMail safe, SendDesk sends, MunicipalityDirectory municipalities, SecretKeys keys, TimeProvider time)
{
    /// <summary>Persisted as the reason in the ledger.</summary>
    public const string Reason = "status-asked";

    /// <summary>Whether the mail asks only that; a case is not looked for.</summary>
    public static bool IsOne(IntakeRow row, MailMessage mail) => row.Lane != Lanes.Urgent && StatusQuestion.CodeOf(mail) is not null;

    /// <returns>The case it was about, where the writer is its own; null otherwise, and then nothing is confirmed.</returns>
    public async Task<CaseRef?> AnswerAsync(IntakeRow row, MailMessage mail, CancellationToken cancellation)
    {
        if (webForms.ReplyTo(mail, row.ReceivedAt) is not { } to || mail.From is not [{ IsValid: true } from] || !to.Address.Equals(from.Address, StringComparison.OrdinalIgnoreCase)
            || senders.TrustOf(mail) == SenderTrust.Failed || municipalities.ByRecipient([to.Address]) is not null)
        {
            return null;
        }

        if (await OwnAsync(row.Municipality, StatusQuestion.CodeOf(mail)!, to.Address, cancellation) is { } own)
        {
            await mails.SendStatusAsync(own, row.ReceivedAt, cancellation);
            return own.Case;
        }

        if (await safe.MayAnswerAsync(row.Municipality, to.Address, cancellation))
        {
            await SayUnknownAsync(row, mail, to, cancellation);
        }

        return null;
    }

    private async Task<CaseRecord?> OwnAsync(string municipality, string code, string address, CancellationToken cancellation)
    {
        var number = CaseNumbers.In(code, municipalities.Get(municipality).Pack.NumberPrefix);
        return number is not null
            && await board.FindByNumberAsync(municipality, number, cancellation) is { } reference
            && await journal.ReadAsync(reference, cancellation) is { State: { SafeMode: SafeModes.Off, Received.ReplyTo: { Length: > 0 } known } } record
            && known.Equals(address, StringComparison.OrdinalIgnoreCase)
            && await safe.ModeOfAsync(record, cancellation) == SafeModes.Off
            ? record
            : null;
    }

    private async Task SayUnknownAsync(IntakeRow row, MailMessage mail, MailAddress to, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(row.Municipality);
        var hour = row.ReceivedAt.UtcDateTime.ToString("yyyyMMddHH", System.Globalization.CultureInfo.InvariantCulture);
        var asker = "asker-" + Convert.ToHexStringLower(HMACSHA256.HashData(keys.Address, Encoding.UTF8.GetBytes($"{to.Address.ToLowerInvariant()}\n{hour}")))[..24];
        await sends.SendOnceAsync(
            new SendOrder(row.Municipality, asker, StatusMails.StatusUnknown, 0, (operationId, messageId) =>
            {
                var answer = StatusMail.Compose(
                    municipality.Templates, StatusMailKind.StatusUnknown, new StatusMailData { Number = row.Number, Institution = municipality.Pack.Institution });
                return new OutgoingMail
                {
                    OperationId = operationId,
                    From = StatusMailDesk.From(municipality.Pack),
                    To = [to with { Name = null }],
                    Subject = answer.Subject,
                    Text = answer.Text,
                    Html = answer.Html,
                    MessageId = messageId,
                    InReplyTo = mail.MessageId,
                    References = mail.MessageId is null ? [] : [mail.MessageId],
                    AutoSubmitted = "auto-replied",
                    Date = time.GetUtcNow(),
                };
            }),
            StatusMailDesk.DomainOf(municipality.Pack),
            cancellation);
    }
}
