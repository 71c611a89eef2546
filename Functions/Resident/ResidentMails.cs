using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Resident;

/// <summary>Mails that a resident asked for: to the address on the case only, through the send ledger, so many a day.</summary>
internal sealed partial class ResidentMails(
    SendDesk sends, ISendLedger ledger, ResidentLinks links, ICaseJournal journal, MunicipalityDirectory municipalities, SecretKeys keys, TimeProvider time, ILogger<ResidentMails> logger)
{
    /// <summary>Links on request, to one case in a day.</summary>
    public const int MostLinksADay = 5;

    /// <summary>Between two links on request.</summary>
    public static readonly TimeSpan LinkPause = TimeSpan.FromMinutes(10);

    private const int RoundsADay = 10;

    public async Task SendLinkAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record.State.Number is { } number && await FreeRoundAsync(record.Case, cancellation) is { } round)
        {
            await TryAsync(
                record,
                StatusMails.StatusLink,
                round,
                (municipality, operationId) => new StatusMailData
                {
                    Number = number,
                    Institution = municipality.Pack.Institution,
                    Link = links.Of(municipality.Pack, record.Case, record.State, operationId),
                },
                cancellation);
        }
    }

    /// <summary>Where the case stands, in the words of the page; one mail an hour.</summary>
    public async Task SendStatusAsync(CaseRecord record, DateTimeOffset askedAt, CancellationToken cancellation)
    {
        if (record.State.Number is { } number)
        {
            await SendAsync(
                record,
                StatusMails.StatusAnswer,
                (int)((askedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerHour),
                (municipality, operationId) => new StatusMailData
                {
                    Number = number,
                    Institution = municipality.Pack.Institution,
                    Lines = ResidentTexts.Latvian.Lines(ResidentStanding.Of(record.State)),
                    Link = links.Of(municipality.Pack, record.Case, record.State, operationId),
                },
                cancellation);
        }
    }

    /// <summary>Tells the address on the case that somebody asked to change it, and how to stop that.</summary>
    public async Task TellOfContactAsync(CaseRecord record, int round, CancellationToken cancellation)
    {
        if (record.State.Number is { } number)
        {
            await TryAsync(record, StatusMails.ContactAsked, round, (municipality, _) => new StatusMailData { Number = number, Institution = municipality.Pack.Institution }, cancellation);
        }
    }

    /// <summary>Somebody waits for the page. A mail server that says "later" leaves the mail planned; the same request later finds it there.</summary>
    private async Task TryAsync(CaseRecord record, string kind, int round, Func<Municipality, string, StatusMailData> data, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(record, kind, round, data, cancellation);
        }
        catch (TransientMailException)
        {
            LogLater(record.Case.CaseId);
        }
    }

    private async Task SendAsync(CaseRecord record, string kind, int round, Func<Municipality, string, StatusMailData> data, CancellationToken cancellation)
    {
        if (record.State is not { SafeMode: SafeModes.Off, Received: { ReplyTo.Length: > 0 } received })
        {
            return;
        }

        var municipality = municipalities.Get(record.Case.Municipality);
        var order = new SendOrder(record.Case.Municipality, record.Case.CaseId, kind, round, (operationId, messageId) =>
        {
            var mail = StatusMail.Compose(municipality.Templates, StatusMailDesk.KindOf(kind), data(municipality, operationId));
            return new OutgoingMail
            {
                OperationId = operationId,
                From = StatusMailDesk.From(municipality.Pack),
                To = [new MailAddress(null, received.ReplyTo)],
                ReplyTo = new MailAddress(null, CaseAddress.Create(municipality.Pack.Institution.Email, record.Case.CaseId, keys.Address)),
                Subject = mail.Subject,
                Text = mail.Text,
                Html = mail.Html,
                MessageId = messageId,
                AutoSubmitted = "auto-replied",
                Date = time.GetUtcNow(),
            };
        });
        if (await sends.SendOnceAsync(order, StatusMailDesk.DomainOf(municipality.Pack), cancellation))
        {
            await journal.AppendAsync(
                new Append { Case = record.Case, Key = $"mail:{kind}:{round}", Decide = _ => [new StatusMailSent(kind, order.OperationId)] }, cancellation);
        }
    }

    /// <summary>The next mail of today that was not sent yet; null when there were enough, or one a moment ago.</summary>
    private async Task<int?> FreeRoundAsync(CaseRef reference, CancellationToken cancellation)
    {
        var today = (int)((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerDay);
        for (var n = 0; n < MostLinksADay; n++)
        {
            var round = (today * RoundsADay) + n;
            var row = await ledger.FindAsync(SendOrder.IdOf(reference.Municipality, reference.CaseId, StatusMails.StatusLink, round), cancellation);
            if (row is null or { State: SendStates.Planned })
            {
                return round;
            }

            if (time.GetUtcNow() - row.PlannedAt < LinkPause)
            {
                return null;
            }
        }

        return null;
    }

    [LoggerMessage(LogLevel.Warning, "The mail server does not take a mail now that the resident of case {CaseId} asked for.")]
    private partial void LogLater(string caseId);
}
