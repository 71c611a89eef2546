using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Intake.Forms;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Senders;
using SocialWorkflows.Mail.Threads;

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
    MachineMailDesk machines,
    SenderGuard senders,
    DoorMessages doors,
    DoorFiling doorFiling,
    TwinCases twins,
    SignedBefore signedBefore,
    FormerLetters formerLetters,
    StatusQuestions questions,
    WebForms webForms,
    ListReplies listReplies,
    ICaseJournal journal,
    OutboxDrain outbox,
    MessageQueue queue,
    UrgentLetters urgentLetters,
    Triage triage,
    Addressees addressees,
    BytesInWork bytes,
    MunicipalityDirectory municipalities)
    : TaskActivity<MessageInput, FiledMessage>
{
    private const string Machine = "machine";
    private const string CaseClosed = "case-closed";
    private const string CaseUnknown = "case-unknown";
    private const string StrangerInThread = "stranger-in-thread";

    public override async Task<FiledMessage> RunAsync(TaskActivityContext context, MessageInput input)
    {
        var row = await ledger.FindAsync(input.IntakeId, CancellationToken.None)
            ?? throw new InvalidOperationException($"The intake ledger has no row {input.IntakeId}.");
        using var held = await bytes.TakeAsync(row.Size);
        try
        {
            return await KindlyAsync(row, await FileAsync(row));
        }
        catch (Exception)
        {
            await queue.FailedAsync(row, CancellationToken.None);
            throw;
        }
    }

    private async Task<FiledMessage> FileAsync(IntakeRow row)
    {
        if (row.Disposition != Dispositions.Pending)
        {
            await queue.EndedAsync(row, CancellationToken.None);
            return row.Reason is ScanResults.TooLarge or ScanResults.GivenUp && await MayHearAsync(row)
                ? new FiledMessage(row.Disposition, StatusMails.MessageReceived)
                : Filed(row.Disposition, row.Reason);
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

        var attachments = files.Inspect(row.Municipality, mail);
        if (doors.Read(mail) is { } door)
        {
            var end = await doorFiling.FileAsync(row, mail, door, attachments, CancellationToken.None);
            return await EndAsync(row, end.Disposition, end.Reason, end.CaseId);
        }

        if (webForms.Classify(row.Municipality, mail, row.ReceivedAt) is { } machine)
        {
            return await EndMachineMailAsync(row, mail, machine.Kind, attachments);
        }

        if (mail.IsPartlyUnread)
        {
            return await EndAsync(row, Dispositions.Review, "too-complex", null);
        }

        if (addressees.Of(mail).Count == 0)
        {
            return await EndAsync(row, Dispositions.Review, "recipient-unknown", null);
        }

        if (await listReplies.EndOfAsync(row, mail, CancellationToken.None) is { } answer)
        {
            return await EndAsync(row, answer.Disposition, answer.Reason, null);
        }

        var isWebForm = webForms.IsOne(row.Municipality, mail, row.ReceivedAt);
        if (!isWebForm && StatusQuestions.IsOne(row, mail))
        {
            return await EndQuestionAsync(row, mail);
        }

        var municipality = municipalities.Get(row.Municipality);
        var signed = SignedApplication.Of(attachments);
        var trust = senders.TrustOf(mail);
        var choice = await matcher.FindAsync(row.Municipality, mail, trust, signed.Applicant?.PersonalCode, CancellationToken.None);
        if (choice.Clear is { } clear)
        {
            return await FileReplyAsync(row, mail, attachments, clear, municipality);
        }

        if (ReasonForReview(mail, trust, choice, signed) is { } reason)
        {
            return await EndAsync(row, Dispositions.Review, isWebForm && reason == SignedApplication.Unsigned ? WebForms.Reason : reason, null);
        }

        return await OpenCaseAsync(row, mail, attachments, signed.Applicant!, municipality, trust);
    }

    /// <summary>Who cries for help hears that a person reads it and whom to call, and nothing of signatures.</summary>
    private async Task<FiledMessage> KindlyAsync(IntakeRow row, FiledMessage filed) =>
        filed.Answer is StatusMails.Unsigned or StatusMails.InvalidSignature or StatusMails.SignatureChecking && await IsUrgentAsync(row)
            ? filed with { Answer = StatusMails.MessageReceived }
            : filed;

    /// <summary>The lane says it, but for a sender who writes so much that all waits in the slow one.</summary>
    private async Task<bool> IsUrgentAsync(IntakeRow row) =>
        row.Lane == Lanes.Urgent
        || (row.Lane == Lanes.Slow && triage.HasWordsOfDistress(row.Municipality, await documents.GetAsync(row.ContentHash, CancellationToken.None)));

    /// <summary>A letter whose files could not be scanned: its sender hears that it arrived, unless it is a machine's, forged, from another door or not for us.</summary>
    private async Task<bool> MayHearAsync(IntakeRow row)
    {
        try
        {
            var mail = MimeReader.Read(await documents.GetAsync(row.ContentHash, CancellationToken.None));
            return doors.Read(mail) is null && MachineMail.Classify(mail) is null && senders.TrustOf(mail) != SenderTrust.Failed && addressees.Of(mail).Count > 0;
        }
        catch (MailFormatException)
        {
            return false;
        }
    }

    /// <summary>
    /// Null when a case may be opened. A number in the subject changes nothing here: a stranger who guesses one is treated and answered
    /// as if there were no such case, and only staff see what it points to.
    /// </summary>
    private static string? ReasonForReview(MailMessage mail, SenderTrust trust, CaseChoice<CaseRecord> choice, SignedApplication signed)
    {
        var isInThread = choice.Doubtful.Any(c => (c.Evidence & CaseMatcher.FromOurMail) != CaseEvidence.None);
        return (trust, signed.Applicant) switch
        {
            (SenderTrust.Failed, null) => "sender-forged",
            (SenderTrust.Failed, _) when isInThread => "sender-forged",
            _ when isInThread => StrangerInThread,
            (_, null) when CaseMatcher.TokenOf(mail) is not null => CaseUnknown,
            (_, null) => signed.Reason,
            _ => null,
        };
    }

    /// <summary>A file that is signed, or may be, is somebody's act, and words of distress somebody's need, whatever sent them: both go to a person.</summary>
    private async Task<FiledMessage> EndMachineMailAsync(IntakeRow row, MailMessage mail, MachineMailKind kind, IReadOnlyList<InspectedAttachment> attachments)
    {
        if (attachments.Any(a => a.MayBeSigned))
        {
            return await EndAsync(row, Dispositions.Review, "machine-signed", null);
        }

        if (triage.HasWordsOfDistress(row.Municipality, mail))
        {
            return await EndAsync(row, Dispositions.Review, "machine-urgent", null);
        }

        var (caseId, reason) = await machines.PlaceAsync(row, mail, kind, CancellationToken.None);
        return await EndAsync(row, Dispositions.Machine, reason, caseId);
    }

    /// <summary>Answered by machine and nobody's work; the case remembers it, where the writer is its own.</summary>
    private async Task<FiledMessage> EndQuestionAsync(IntakeRow row, MailMessage mail)
    {
        var asked = await questions.AnswerAsync(row, mail, CancellationToken.None);
        await machines.NoteAsync(asked, $"machine:{row.IntakeId}", new MachineMailFiled(row.IntakeId, StatusQuestions.Reason), CancellationToken.None);
        return await EndAsync(row, Dispositions.Machine, StatusQuestions.Reason, asked?.CaseId);
    }

    private async Task<FiledMessage> FileReplyAsync(
        IntakeRow row, MailMessage mail, IReadOnlyList<InspectedAttachment> attachments, CaseCandidate<CaseRecord> match, Municipality municipality)
    {
        var by = CaseMatcher.WordOf(match.Evidence);
        if (attachments.Count == 0 && RepeatedText.IsAutomatic(match.Case.State.Messages.Select(m => (m.ReceivedAt, m.Text)), mail, row.ReceivedAt))
        {
            await machines.NoteAsync(match.Case.Case, $"machine:{row.IntakeId}", new MachineMailFiled(row.IntakeId, "repeated"), CancellationToken.None);
            return await EndAsync(row, Dispositions.Machine, "repeated", match.Case.Case.CaseId);
        }

        var stored = await files.StoreAsync(municipality.Pack, attachments, CancellationToken.None);
        var receivedOn = municipality.Terms.RegistrationDayOf(row.ReceivedAt);
        var filed = new MessageFiled
        {
            IntakeId = row.IntakeId,
            ReceivedAt = row.ReceivedAt,
            ReceivedOn = receivedOn,
            LookTerm = municipality.For(match.Case.State).Terms.LookAt(receivedOn),
            MessageId = row.MessageId,
            MatchedBy = by,
            Text = LongText.Cut(mail.TextBody),
            Files = stored,
            Warnings = senders.WarningsOf(mail, row.Municipality) is { Count: > 0 } warnings ? warnings : null,
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
            ? await EndAsync(row, Dispositions.ExistingCase, by, match.Case.Case.CaseId)
            : await EndAsync(row, Dispositions.Review, CaseClosed, null);
    }

    /// <summary>Also for a signature that could not be checked at first: the day of receipt is the message's.</summary>
    internal async Task<FiledMessage> OpenCaseAsync(
        IntakeRow row, MailMessage mail, IReadOnlyList<InspectedAttachment> attachments, Applicant applicant, Municipality municipality, SenderTrust trust)
    {
        var today = municipality.Terms.DayOf(row.ReceivedAt);
        var pack = municipality.Pack.On(today);
        var stored = await files.StoreAsync(pack, attachments, CancellationToken.None);
        var form = FilledForms.Of(attachments, pack.Form);
        if (FormProblem(form, applicant) is { } problem)
        {
            return await EndAsync(row, Dispositions.Review, problem, null);
        }

        var recognised = form is null ? ServiceRecognition.Recognise(pack, mail.Subject, mail.TextBody) : FilledForms.Recognise(pack, form, mail.Subject, mail.TextBody);
        var named = recognised.Confidence == RecognitionConfidence.Clear ? pack.FindService(recognised.ServiceId!) : null;

        // Where former municipalities have rules of their own, a person first says whose rules these are.
        var service = pack.TransitionOn(today) is null ? named : null;
        if (service is not null && await JoinTwinAsync(row, mail, attachments, applicant, service.Id, today) is { } twin)
        {
            return twin;
        }

        // Nothing is sent to an address that somebody else wrote there, nor to a program's; a task tells a person that there is none.
        var replyTo = trust == SenderTrust.Failed ? string.Empty : webForms.ReplyTo(mail, row.ReceivedAt)?.Address ?? string.Empty;
        var reference = new CaseRef(row.Municipality, $"c{row.IntakeId[..16]}");
        if (await signedBefore.FindAsync(reference, applicant, replyTo, stored, attachments, CancellationToken.None) is { } known)
        {
            return await EndAsync(row, Dispositions.Review, SignedBefore.Reason, known.CaseId);
        }

        var former = await formerLetters.OfAsync(row, mail, trust, CancellationToken.None);
        var urgent = named is { PriorApplication: false } || MessageSigns.IsUrgent(pack, $"{mail.Subject}\n{mail.TextBody}\n{form?[FormFields.Problem]}");
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
                        ReplyTo = replyTo,
                        MessageId = row.MessageId,
                        Subject = mail.Subject,
                        Files = stored,
                        ServiceId = service?.Id,
                        MatchedWords = recognised.MatchedWords,
                        AlsoSentTo = AlsoSentTo.Of(mail, municipalities, row.Municipality),
                        FormerLetters = former.Count == 0 ? null : [.. former.Select(f => f.Row.Number)],
                        Candidates = service is null && recognised.Candidates.Count > 0 ? recognised.Candidates : null,
                        AdmitFirst = service is { PriorApplication: false },
                        Urgent = urgent,
                        Entry = form is null ? null : FormEntry.Of(form, today),
                    },
                ],
            },
            CancellationToken.None);
        return await EndAsync(row, Dispositions.NewCase, "signed", reference.CaseId);
    }

    /// <summary>A signed form that asks for nothing, or names somebody else than its signer, is for a person to look at.</summary>
    private static string? FormProblem(FilledForm? form, Applicant applicant) => form switch
    {
        null => null,
        { IsBlank: true } => "form-not-filled",
        _ when PersonalCode.TryParse(form[FormFields.Code], out var written) && PersonalCode.TryParse(applicant.PersonalCode, out var signer) && !written.Equals(signer) => EAddressSender.OtherSigner,
        _ => null,
    };

    /// <summary>
    /// The same person's signed application for the same service that lies already in a case from another door: one case, the earlier day.
    /// Two mails are not joined so; who writes twice may mean two things.
    /// </summary>
    private async Task<FiledMessage?> JoinTwinAsync(
        IntakeRow row, MailMessage mail, IReadOnlyList<InspectedAttachment> attachments, Applicant applicant, string serviceId, DateOnly today)
    {
        var found = await twins.OfAsync(row.Municipality, applicant, serviceId, CancellationToken.None);
        return found is [{ State: { ServiceId: not null, Received.Channel: not "email" } } twin]
            && await twins.JoinAsync(twin.Case, row, mail, attachments, new ReceiptMerged(row.IntakeId, today, "email", Machine), entry: null, CancellationToken.None)
            ? await EndAsync(row, Dispositions.ExistingCase, TwinCases.MatchedBy, twin.Case.CaseId)
            : null;
    }

    private async Task<FiledMessage> EndAsync(IntakeRow row, string disposition, string reason, string? caseId)
    {
        // A signature that was checked later: the row is on the list already, and now says why it stays there.
        var ended = row.Disposition == Dispositions.Review && disposition == Dispositions.Review
            ? await ledger.ChangeReasonAsync(row.IntakeId, SignedApplication.Checking, reason, Machine, CancellationToken.None)
            : await ledger.DisposeAsync(row.IntakeId, disposition, caseId, reason, Machine, CancellationToken.None);
        await queue.EndedAsync(ended, CancellationToken.None);
        if (row.Lane == Lanes.Urgent)
        {
            // Told at acceptance already, but for a letter that an earlier version accepted.
            await urgentLetters.TellAsync(row, CancellationToken.None);
        }

        if (caseId is not null)
        {
            await outbox.DrainAsync(new CaseRef(row.Municipality, caseId), CancellationToken.None);
        }

        return Filed(disposition, reason);
    }

    internal static FiledMessage Filed(string disposition, string? reason) =>
        new(disposition, AnswerTo(reason)) { IsOpen = disposition == Dispositions.Review && reason == SignedApplication.Checking };

    private static string? AnswerTo(string? reason) => reason switch
    {
        SignedApplication.Unsigned => StatusMails.Unsigned,
        SignedApplication.Invalid or SignedApplication.Sealed => StatusMails.InvalidSignature,
        SignedApplication.Checking or SignedApplication.Unclear => StatusMails.SignatureChecking,

        // One answer for all three, so that nobody learns from it whether there is such a case.
        CaseClosed or CaseUnknown or StrangerInThread => StatusMails.MessageReceived,
        _ => null,
    };
}
