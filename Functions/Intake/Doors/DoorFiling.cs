using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake.Forms;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Threads;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>Where a message ended, for the ledger.</summary>
internal sealed record DoorEnd(string Disposition, string Reason, string? CaseId = null);

/// <summary>
/// Brings what came in at a door to its end: a new case, a receipt joined to the case of the same application, or a person's list.
/// Every write is keyed by the message; a repeat changes nothing.
/// </summary>
internal sealed class DoorFiling(
    MessageFiles files,
    TwinCases twins,
    StatusPageFiling statusPage,
    CaseOpening opening,
    IIntakeLedger ledger,
    IDocumentStore documents,
    DoorMessages messages,
    IPersonTasks tasks,
    OutboxDrain outbox,
    MunicipalityDirectory municipalities,
    TimeProvider time)
{
    public const string FirstContact = "first-contact";

    /// <summary>The person has an open case already: a person says whether it is the same application.</summary>
    public const string SamePerson = "same-person";

    /// <summary>Thanks, a question, a complaint: nothing is enclosed and no service is recognised. A person says whether it is an application.</summary>
    public const string NoApplication = "no-application";

    /// <summary>Kind of the task about a first contact that may be urgent.</summary>
    public const string UrgentTask = "urgent-contact";

    public async Task<DoorEnd> FileAsync(IntakeRow row, MailMessage mail, DoorRecord door, IReadOnlyList<InspectedAttachment> attachments, CancellationToken cancellation)
    {
        if (door.Kind == DoorKinds.StatusPage)
        {
            return await statusPage.FileAsync(row, mail, door, attachments, cancellation);
        }

        if (door.Kind == DoorKinds.FirstContact)
        {
            await RaiseUrgentAsync(row, mail, door, cancellation);
            return new DoorEnd(Dispositions.Review, FirstContact);
        }

        if (EAddressSender.ReasonForReview(door, attachments, municipalities.Get(row.Municipality).Pack.Doors.EAddress) is { } reason)
        {
            return new DoorEnd(Dispositions.Review, reason);
        }

        var pack = municipalities.Get(row.Municipality).Pack;
        if (door.Kind == DoorKinds.EAddress && FilledForms.Of(attachments, pack.On(door.Entry.CountsFrom).Form, signedOnly: false) is { IsBlank: true })
        {
            return new DoorEnd(Dispositions.Review, "form-not-filled");
        }

        if (door.Kind == DoorKinds.EAddress && CaseNumbers.In(mail.Subject, pack.NumberPrefix) is { } number
            && await twins.ReplyAsync(number, row, mail, door, attachments, cancellation) is { } answered)
        {
            return new DoorEnd(Dispositions.ExistingCase, "case-number", answered);
        }

        if (door.JoinCaseId is { } named)
        {
            return await JoinAsync(row, mail, door, attachments, named, door.Entry.By, cancellation) ?? new DoorEnd(Dispositions.Review, SamePerson);
        }

        if ((await twins.OfAsync(row, door, door.ServiceId, cancellation)).Count > 0)
        {
            return new DoorEnd(Dispositions.Review, SamePerson);
        }

        return door.Kind == DoorKinds.EAddress && attachments.Count == 0 && !opening.AsksForSomething(row, mail, door)
            ? new DoorEnd(Dispositions.Review, NoApplication)
            : await opening.OpenAsync(row, mail, door, attachments, cancellation);
    }

    /// <summary>A person's word on a message that waits because its applicant has a case already, or because it may be no application.</summary>
    /// <param name="row">Of the person's own municipality.</param>
    /// <param name="joinCaseId">The case of the same application; null: it is another application.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <exception cref="CommandRefusedException">The message waits no more, or the case can take no further receipt.</exception>
    public async Task<DoorEnd> ResolveAsync(IntakeRow row, string? joinCaseId, StaffMember actor, CancellationToken cancellation)
    {
        var mail = MimeReader.Read(await documents.GetAsync(row.ContentHash, cancellation));
        if (row is not { Disposition: Dispositions.Review, Reason: SamePerson or NoApplication } || row.Municipality != actor.Municipality || messages.Read(mail) is not { Applicant: not null } door)
        {
            throw new CommandRefusedException("not-waiting", "Šis iesniegums vairs negaida lēmumu.", "This application no longer waits for a decision.");
        }

        var attachments = files.Inspect(row.Municipality, mail);
        var end = joinCaseId is null
            ? await opening.OpenAsync(row, mail, door, attachments, cancellation)
            : await JoinAsync(row, mail, door, attachments, joinCaseId, actor.Id, cancellation)
                ?? throw new CommandRefusedException("cannot-join", "Šai lietai iesniegumu vairs nevar pievienot: tā ir izlemta vai cita cilvēka.", "The case can take no further receipt.");
        await ledger.DisposeAsync(row.IntakeId, end.Disposition, end.CaseId, end.Reason, actor.Id, cancellation);
        if (end.CaseId is { } caseId)
        {
            await outbox.DrainAsync(new CaseRef(row.Municipality, caseId), cancellation);
        }

        return end;
    }

    /// <summary>Null when the case is not the same person's or can take no further receipt.</summary>
    private async Task<DoorEnd?> JoinAsync(
        IntakeRow row, MailMessage mail, DoorRecord door, IReadOnlyList<InspectedAttachment> attachments, string caseId, string by, CancellationToken cancellation)
    {
        if ((await twins.OfAsync(row, door, serviceId: null, cancellation)).FirstOrDefault(t => t.Case.CaseId == caseId) is not { } twin)
        {
            return null;
        }

        var joined = await twins.JoinAsync(twin.Case, row, mail, attachments, new ReceiptMerged(row.IntakeId, door.Entry.CountsFrom, door.Kind, by), door.Entry, cancellation);
        if (joined)
        {
            await opening.EndFirstContactAsync(row.Municipality, door, caseId, cancellation);
        }

        return joined ? new DoorEnd(Dispositions.ExistingCase, TwinCases.MatchedBy, caseId) : null;
    }

    /// <summary>Words of danger go to a person at once; nothing is weighed.</summary>
    private async Task RaiseUrgentAsync(IntakeRow row, MailMessage mail, DoorRecord door, CancellationToken cancellation)
    {
        var pack = municipalities.Get(row.Municipality).Pack;
        if (!door.Urgent && !MessageSigns.IsUrgent(pack, mail.TextBody))
        {
            return;
        }

        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"urgent:{row.IntakeId}",
                Municipality = row.Municipality,
                Role = Roles.Duty,
                Kind = UrgentTask,
                SubjectId = row.IntakeId,
                Text = new(
                    $"Pirmais kontakts {row.Number} var būt steidzams. Izlasiet to tūlīt un sazinieties ar cilvēku.",
                    $"First contact {row.Number} may be urgent. Read it now and speak to the person."),
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
    }
}
