using System.Globalization;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Files a message of the review list in the case that a person names: journal first, then the ledger, both under the person's id. Every file
/// is scanned again; without a clean verdict nothing is filed.
/// </summary>
internal sealed class ReviewFiling(
    IIntakeLedger ledger,
    IDocumentStore documents,
    MessageFiles files,
    IFileScanner scanner,
    SenderGuard senders,
    ICaseJournal journal,
    OutboxDrain outbox,
    CaseAccess access,
    MunicipalityDirectory municipalities) : IDisposable
{
    public const string ByPerson = "person";

    private static readonly string[] Filers = [Roles.Registrar, Roles.Worker, Roles.Substitute, Roles.Duty, Roles.Head];

    /// <summary>Two people who file one message in two cases at once: the second finds it filed.</summary>
    private readonly SemaphoreSlim _filing = new(1, 1);

    public static bool May(StaffMember person) => person.Roles.Any(Filers.Contains);

    /// <param name="contest">Inputs of a contest (<c>from</c>, <c>lodgedOn</c>), which a closed case takes too; null for any other letter.</param>
    /// <exception cref="CommandRefusedException">The case, the message or the person does not allow it; nothing was stored.</exception>
    public async Task<CaseRef> FileAsync(IntakeRow row, string caseId, StaffMember actor, CancellationToken cancellation, IReadOnlyDictionary<string, string>? contest = null)
    {
        var reference = new CaseRef(row.Municipality, caseId);
        if (row.Municipality != actor.Municipality || await journal.ReadAsync(reference, cancellation) is not { } holder)
        {
            throw new CommandRefusedException("not-found", "Šādas lietas nav.", "There is no such case.");
        }

        if (!May(actor))
        {
            throw new CommandRefusedException("role", "Jums nav tiesību veikt šo darbību.", "Filing letters is not for this role.");
        }

        if (!await access.IsOpenToAsync(holder, actor, cancellation))
        {
            throw new CommandRefusedException("restricted", "Lieta ir ierobežota un nav jūsu darbs. Vēstuli tai pievieno vadītājs vai tas, kurš ar lietu strādā.", "The case is restricted and not your work. The head or who works on it files the letter.");
        }

        var filed = await ReadAsync(row, actor, cancellation);
        await _filing.WaitAsync(cancellation);
        try
        {
            await StillWaitsAsync(row, cancellation);
            return await FileAsync(row, reference, actor, filed, contest, cancellation);
        }
        finally
        {
            _filing.Release();
        }
    }

    public void Dispose() => _filing.Dispose();

    private async Task StillWaitsAsync(IntakeRow row, CancellationToken cancellation)
    {
        if ((await ledger.FindAsync(row.IntakeId, cancellation))?.Disposition != Dispositions.Review)
        {
            throw new CommandRefusedException("not-waiting", "Šī vēstule vairs negaida: kāds to jau pievienoja vai slēdza.", "This letter waits no more: somebody filed or closed it.");
        }
    }

    private async Task<CaseRef> FileAsync(IntakeRow row, CaseRef reference, StaffMember actor, MessageFiled filed, IReadOnlyDictionary<string, string>? contest, CancellationToken cancellation)
    {
        var result = await journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = $"message:{row.IntakeId}",
                Wakes = true,
                Decide = append => (contest, append.State.Closed) switch
                {
                    ({ } inputs, _) => ContestFiling.Of(ContestContext(append, reference, actor, filed, inputs), filed),
                    (null, null) => [filed],
                    _ => throw new CommandRefusedException(
                        "closed",
                        "Šī lieta ir slēgta. Ja vēstule apstrīd lēmumu, ierakstiet lietas numuru un norādiet, kas apstrīd. Citu vēstuli pievienojiet citai lietai vai slēdziet ar piezīmi.",
                        "This case is closed. If the letter contests the decision, give the number of the case and say who contests. File another letter in another case, or close it with a note."),
                },
            },
            cancellation);
        await ledger.DisposeAsync(row.IntakeId, Dispositions.ExistingCase, reference.CaseId, $"{row.Reason}: {ByPerson}", actor.Id, cancellation);
        await outbox.DrainAsync(reference, cancellation);
        return result.Case.Case;
    }

    private CommandContext ContestContext(IAppendContext append, CaseRef reference, StaffMember actor, MessageFiled filed, IReadOnlyDictionary<string, string> inputs)
    {
        var rules = municipalities.Get(reference.Municipality).For(append.State);
        Dictionary<string, string> data = new(inputs)
        {
            ["intakeId"] = filed.IntakeId,
            ["receivedOn"] = filed.ReceivedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["note"] = "No pārskatāmo vēstuļu saraksta.",
        };
        return new CommandContext(append, rules.Pack, rules.Terms, actor, 1, new CommandInputs(JsonSerializer.SerializeToElement(data)), reference.CaseId);
    }

    private async Task<MessageFiled> ReadAsync(IntakeRow row, StaffMember actor, CancellationToken cancellation)
    {
        if (row.Disposition != Dispositions.Review || row.Reason == "too-large")
        {
            throw new CommandRefusedException("not-waiting", "Šo vēstuli lietai pievienot nevar.", "This letter cannot be filed in a case.");
        }

        var mail = await MailAsync(row, cancellation);
        var attachments = files.Inspect(row.Municipality, mail);
        foreach (var content in MessageFiles.AllContents(attachments))
        {
            if (await scanner.ScanAsync(content, cancellation) != ScanVerdict.Clean)
            {
                throw new CommandRefusedException("not-clean", "Failu pārbaude nesniedz pozitīvu slēdzienu, tāpēc vēstuli lietai pievienot nevar.", "The scanner gives no positive verdict, so the letter cannot be filed.");
            }
        }

        var municipality = municipalities.Get(row.Municipality);
        return new MessageFiled
        {
            IntakeId = row.IntakeId,
            ReceivedAt = row.ReceivedAt,
            ReceivedOn = municipality.Terms.RegistrationDayOf(row.ReceivedAt),
            MessageId = row.MessageId,
            MatchedBy = ByPerson,
            By = actor.Id,
            Text = LongText.Cut(mail.TextBody),
            Files = await files.StoreAsync(municipality.Pack, attachments, cancellation),
            Warnings = senders.WarningsOf(mail, row.Municipality) is { Count: > 0 } warnings ? warnings : null,
            WithdrawalSuspected = MessageSigns.IsWithdrawal(municipality.Pack, $"{mail.Subject}\n{mail.TextBody}"),
        };
    }

    private async Task<MailMessage> MailAsync(IntakeRow row, CancellationToken cancellation)
    {
        try
        {
            return MimeReader.Read(await documents.GetAsync(row.ContentHash, cancellation));
        }
        catch (MailFormatException)
        {
            throw new CommandRefusedException("unreadable", "Vēstuli nevar nolasīt, tāpēc lietai pievienot nevar.", "The letter cannot be read, so it cannot be filed.");
        }
    }
}
