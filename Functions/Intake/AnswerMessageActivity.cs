using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Tells the sender of an application without a valid signature how to sign it. The message stays in review.</summary>
internal sealed class AnswerMessageActivity(
    IIntakeLedger ledger, IDocumentStore documents, MunicipalityDirectory municipalities, SendDesk sends, SafeMail safe, AnswerLimit limit, SecretKeys keys, BytesInWork bytes, WebForms webForms, TimeProvider time)
    : TaskActivity<AnswerInput, bool>
{
    public override async Task<bool> RunAsync(TaskActivityContext context, AnswerInput input)
    {
        var row = await ledger.FindAsync(input.IntakeId, CancellationToken.None)
            ?? throw new InvalidOperationException($"The intake ledger has no row {input.IntakeId}.");
        var municipality = municipalities.Get(row.Municipality);
        using var held = await bytes.TakeAsync(row.Size);
        var mail = MimeReader.Read(await documents.GetAsync(row.ContentHash, CancellationToken.None));
        if (webForms.ReplyTo(mail, row.ReceivedAt) is not { } to || municipalities.ByRecipient([to.Address]) is not null || UnwantedAnswer.To(mail))
        {
            return false;
        }

        if (!await safe.MayAnswerAsync(row.Municipality, to.Address, CancellationToken.None))
        {
            return false;
        }

        var today = municipality.Terms.DayOf(time.GetUtcNow());
        if (await limit.IsReachedAsync(row.Municipality, input.Kind, day => Sender(to, day), today, CancellationToken.None))
        {
            return false;
        }

        var answer = StatusMail.Compose(
            municipality.Templates,
            StatusMailDesk.KindOf(input.Kind),
            new StatusMailData { Number = row.Number, Institution = municipality.Pack.Institution });
        return await sends.SendOnceAsync(
            new SendOrder(row.Municipality, row.IntakeId, input.Kind, 0, (operationId, messageId) => new OutgoingMail
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
            })
            {
                SharedKey = Sender(to, today),
            },
            StatusMailDesk.DomainOf(municipality.Pack),
            CancellationToken.None);
    }

    /// <summary>
    /// Names the address and day without showing them: whoever writes five times a day, or answers by machine, gets one answer of
    /// a kind a day. The messages themselves are all kept.
    /// </summary>
    private string Sender(MailAddress to, DateOnly day) => "sender-" + Convert.ToHexStringLower(
        HMACSHA256.HashData(keys.Address, Encoding.UTF8.GetBytes($"{to.Address.ToLowerInvariant()}\n{day:yyyy-MM-dd}")))[..24];
}
