using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Intake.Forms;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>Opens a case from what came in at a door; somebody let in before any application is admitted in the same breath.</summary>
internal sealed class CaseOpening(ICaseJournal journal, IIntakeLedger ledger, MessageFiles files, StaffDirectory staff, MunicipalityDirectory municipalities)
{
    public async Task<DoorEnd> OpenAsync(IntakeRow row, MailMessage mail, DoorRecord door, IReadOnlyList<InspectedAttachment> attachments, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(row.Municipality);
        var day = door.Entry.CountsFrom;
        var pack = municipality.Pack.On(day);
        var form = door.Kind == DoorKinds.EAddress ? FilledForms.Of(attachments, pack.Form, signedOnly: false) : null;
        var recognised = form is null ? ServiceRecognition.Recognise(pack, mail.Subject, mail.TextBody) : FilledForms.Recognise(pack, form, mail.Subject, mail.TextBody);
        var named = door.ServiceId is { } chosen
            ? pack.FindService(chosen)
            : door.Kind == DoorKinds.EAddress && recognised.Confidence == RecognitionConfidence.Clear ? pack.FindService(recognised.ServiceId!) : null;

        // Where former municipalities have rules of their own, a person first says whose rules these are; several requests are split by a person.
        var service = pack.TransitionOn(day) is null && door.AlsoServiceIds.Count == 0 ? named : null;
        var received = new ApplicationReceived
        {
            IntakeId = row.IntakeId,
            Channel = door.Kind,
            ReceivedAt = row.ReceivedAt,
            ReceivedOn = day,
            Applicant = door.Applicant!,
            ReplyTo = door.ReplyTo,
            MessageId = string.Empty,
            Subject = mail.Subject,
            Files = await files.StoreAsync(pack, attachments, cancellation),
            ServiceId = service?.Id,
            MatchedWords = door.ServiceId is null ? recognised.MatchedWords : [],
            Candidates = Candidates(door, service, named, recognised.Candidates),
            AdmitFirst = service is { PriorApplication: false },
            Urgent = door.Urgent || named is { PriorApplication: false } || MessageSigns.IsUrgent(pack, $"{mail.Subject}\n{mail.TextBody}"),
            Entry = form is null
                ? door.Entry
                : FormEntry.Of(form, day) with { TakenOn = door.Entry.TakenOn, Contact = door.Entry.Contact, By = door.Entry.By },
        };
        var reference = new CaseRef(row.Municipality, $"c{row.IntakeId[..16]}");
        await journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = "received",
                Wakes = true,
                Decide = append => [received, .. Admitted(append, received, door, municipality with { Pack = pack })],
            },
            cancellation);
        await EndFirstContactAsync(row.Municipality, door, reference.CaseId, cancellation);
        return new DoorEnd(Dispositions.NewCase, door.Kind, reference.CaseId);
    }

    /// <summary>A service is recognised in its text, for certain or as one of several.</summary>
    public bool AsksForSomething(IntakeRow row, MailMessage mail, DoorRecord door)
    {
        var recognised = ServiceRecognition.Recognise(municipalities.Get(row.Municipality).Pack.On(door.Entry.CountsFrom), mail.Subject, mail.TextBody);
        return recognised.Confidence == RecognitionConfidence.Clear || recognised.Candidates.Count > 0;
    }

    /// <summary>The contact an application came from is no longer on the list.</summary>
    public async Task EndFirstContactAsync(string municipality, DoorRecord door, string caseId, CancellationToken cancellation)
    {
        if (door.Entry.FirstContact is { } contact
            && await ledger.FindAsync(contact, cancellation) is { Disposition: Dispositions.Review, Reason: DoorFiling.FirstContact } row && row.Municipality == municipality)
        {
            await ledger.DisposeAsync(contact, Dispositions.ExistingCase, caseId, "became-application", door.Entry.By, cancellation);
        }
    }

    /// <summary>What else was asked for stays among the candidates until a person has split it off.</summary>
    private static string[]? Candidates(DoorRecord door, Service? service, Service? named, IReadOnlyList<string> recognised)
    {
        string[] candidates = [.. new[] { named?.Id }.OfType<string>().Concat(door.AlsoServiceIds).Concat(door.ServiceId is null ? recognised : []).Distinct()];
        return service is null && candidates.Length > 0 ? candidates : null;
    }

    /// <summary>Nobody stays outside for a full house: without a free place the admission waits as a card, and a person sees why.</summary>
    private IReadOnlyList<CaseEvent> Admitted(IAppendContext append, ApplicationReceived received, DoorRecord door, Municipality municipality)
    {
        if (door.Admission is not { } admission || !received.AdmitFirst || staff.Find(door.Entry.By) is not { } actor)
        {
            return [];
        }

        try
        {
            var context = new CommandContext(append, municipality.Pack, municipality.Terms, actor, 1, new CommandInputs(JsonSerializer.SerializeToElement(new { })));
            return [new PersonAdmitted(context.FreeFacility(admission.FacilityId, passesQueue: true), admission.AdmittedOn, admission.Circumstances, admission.Contact, actor.Id)];
        }
        catch (CommandRefusedException)
        {
            return [];
        }
    }
}
