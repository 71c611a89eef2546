using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Brings a scanned message to its end in the ledger: machine mail, a reply, a new case, or a person's review. Each write is
/// keyed by the message, so that a repeat changes nothing.
/// </summary>
internal sealed class FileMessageActivity(
    IIntakeLedger ledger,
    IDocumentStore documents,
    MessageFiles files,
    CaseMatcher matcher,
    ICaseJournal journal,
    OutboxDrain outbox,
    MunicipalityDirectory municipalities)
    : TaskActivity<MessageInput, FiledMessage>
{
    private const string Machine = "machine";
    private const string CaseClosed = "case-closed";

    public override async Task<FiledMessage> RunAsync(TaskActivityContext context, MessageInput input)
    {
        var row = await ledger.FindAsync(input.IntakeId, CancellationToken.None)
            ?? throw new InvalidOperationException($"The intake ledger has no row {input.IntakeId}.");
        if (row.Disposition != Dispositions.Pending)
        {
            return new FiledMessage(row.Disposition, AnswerTo(row.Reason));
        }

        MailMessage mail;
        try
        {
            mail = MimeReader.Read(await documents.GetAsync(row.ContentHash, CancellationToken.None));
        }
        catch (MailFormatException)
        {
            return await EndAsync(row, Dispositions.Review, "unreadable", null);
        }

        if (MachineMail.Classify(mail) is { } machine)
        {
            return await EndAsync(row, Dispositions.Machine, machine.Kind.ToString().ToLowerInvariant(), null);
        }

        if (!Envelope.Of(mail, municipalities).IsAddressedToUs)
        {
            return await EndAsync(row, Dispositions.Review, "recipient-unknown", null);
        }

        var municipality = municipalities.Get(row.Municipality);
        var attachments = files.Inspect(mail);
        if (await matcher.FindAsync(row.Municipality, mail, CancellationToken.None) is { } match)
        {
            return match.IsSure
                ? await FileReplyAsync(row, mail, attachments, match, municipality)
                : await EndAsync(row, Dispositions.Review, "stranger-in-thread", null);
        }

        var signed = SignedApplication.Of(attachments);
        return signed.Applicant is { } applicant
            ? await OpenCaseAsync(row, mail, attachments, applicant, municipality)
            : await EndAsync(row, Dispositions.Review, signed.Reason, null);
    }

    private async Task<FiledMessage> FileReplyAsync(
        IntakeRow row, MailMessage mail, IReadOnlyList<InspectedAttachment> attachments, CaseMatch match, Municipality municipality)
    {
        var stored = await files.StoreAsync(municipality.Pack, attachments, CancellationToken.None);
        var filed = new MessageFiled
        {
            IntakeId = row.IntakeId,
            ReceivedAt = row.ReceivedAt,
            ReceivedOn = municipality.Terms.RegistrationDayOf(row.ReceivedAt),
            MessageId = row.MessageId,
            MatchedBy = match.By,
            Text = mail.TextBody,
            Files = stored,
            WithdrawalSuspected = MessageSigns.IsWithdrawal(municipality.Pack, $"{mail.Subject}\n{mail.TextBody}"),
        };

        // The case may close between the match and the append; a closed case waits for nobody, so nobody would see the message.
        var result = await journal.AppendAsync(
            new Append
            {
                Case = match.Case.Case,
                Key = $"message:{row.IntakeId}",
                Wakes = true,
                Decide = append => append.State.Closed is null ? [filed] : [],
            },
            CancellationToken.None);
        return result.Entries.Count > 0
            ? await EndAsync(row, Dispositions.ExistingCase, match.By, match.Case.Case.CaseId)
            : await EndAsync(row, Dispositions.Review, CaseClosed, null);
    }

    private async Task<FiledMessage> OpenCaseAsync(
        IntakeRow row, MailMessage mail, IReadOnlyList<InspectedAttachment> attachments, Applicant applicant, Municipality municipality)
    {
        var today = municipality.Terms.DayOf(row.ReceivedAt);
        var pack = municipality.Pack.On(today);
        var stored = await files.StoreAsync(pack, attachments, CancellationToken.None);
        var recognised = ServiceRecognition.Recognise(pack, mail.Subject, mail.TextBody);
        var named = recognised.Confidence == RecognitionConfidence.Clear ? pack.FindService(recognised.ServiceId!) : null;

        // Where former municipalities have rules of their own, a person first says whose rules these are.
        var service = pack.TransitionOn(today) is null ? named : null;
        var urgent = named is { PriorApplication: false } || MessageSigns.IsUrgent(pack, $"{mail.Subject}\n{mail.TextBody}");
        var reference = new CaseRef(row.Municipality, $"c{row.IntakeId[..16]}");
        await journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = "received",
                Wakes = true,
                Decide = _ =>
                [
                    new ApplicationReceived
                    {
                        IntakeId = row.IntakeId,
                        Channel = "email",
                        ReceivedAt = row.ReceivedAt,
                        ReceivedOn = today,
                        Applicant = applicant,
                        ReplyTo = ReplyAddress.Of(mail)?.Address ?? string.Empty,
                        MessageId = row.MessageId,
                        Subject = mail.Subject,
                        Files = stored,
                        ServiceId = service?.Id,
                        MatchedWords = recognised.MatchedWords,
                        AlsoSentTo = AlsoSentTo.Of(mail, municipalities, row.Municipality),
                        Candidates = service is null && recognised.Candidates.Count > 0 ? recognised.Candidates : null,
                        AdmitFirst = service is { PriorApplication: false },
                        Urgent = urgent,
                    },
                ],
            },
            CancellationToken.None);
        return await EndAsync(row, Dispositions.NewCase, "signed", reference.CaseId);
    }

    private async Task<FiledMessage> EndAsync(IntakeRow row, string disposition, string reason, string? caseId)
    {
        await ledger.DisposeAsync(row.IntakeId, disposition, caseId, reason, Machine, CancellationToken.None);
        await outbox.DrainAsync(CancellationToken.None);
        return new FiledMessage(disposition, AnswerTo(reason));
    }

    private static string? AnswerTo(string? reason) => reason switch
    {
        SignedApplication.Unsigned => StatusMails.Unsigned,
        SignedApplication.Invalid => StatusMails.InvalidSignature,
        _ => null,
    };
}
