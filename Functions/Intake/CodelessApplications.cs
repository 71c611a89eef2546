using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Who applies, as a person read it from the papers: for people without a Latvian personal code.</summary>
internal sealed record CodelessApplicant(string GivenName, string Surname, string Document);

/// <summary>
/// Opens a case from the review list for a person without a Latvian personal code, for example a Ukrainian civilian with a
/// passport. A registrar vouches for who it is; the signature's verdict stays beside every file.
/// </summary>
internal sealed class CodelessApplications(
    IIntakeLedger ledger, IDocumentStore documents, MessageFiles files, ICaseJournal journal, OutboxDrain outbox, WebForms webForms, MunicipalityDirectory municipalities)
{
    private const int Longest = 200;

    /// <summary>
    /// Reasons for which a signed message lies on the list because its signer has no Latvian code, there are several, signs for another person, or the signature
    /// was left to a person, who has looked at it elsewhere.
    /// </summary>
    public static bool IsOpen(IntakeRow row) => row.Reason is SignedApplication.ForeignSigner or SignedApplication.SeveralSigners
        or SignedApplication.Representative or SignedApplication.Sealed or SignedApplication.Checking or SignedApplication.Unclear;

    /// <exception cref="CommandRefusedException">Name or document is missing, or the message is not one of these.</exception>
    public async Task<CaseRef> OpenAsync(IntakeRow row, CodelessApplicant applicant, StaffMember actor, CancellationToken cancellation)
    {
        if (!IsOpen(row) || row.Municipality != actor.Municipality)
        {
            throw new CommandRefusedException("not-waiting", "No šīs vēstules lietu tā atvērt nevar.", "No case can be opened from this message.");
        }

        var given = Text(applicant.GivenName, "Vārds");
        var surname = Text(applicant.Surname, "Uzvārds");
        var document = Text(applicant.Document, "Dokuments");
        var municipality = municipalities.Get(row.Municipality);
        var mail = MimeReader.Read(await documents.GetAsync(row.ContentHash, cancellation));
        var today = municipality.Terms.DayOf(row.ReceivedAt);
        var pack = municipality.Pack.On(today);
        var stored = await files.StoreAsync(pack, files.Inspect(row.Municipality, mail), cancellation);
        var recognised = ServiceRecognition.Recognise(pack, mail.Subject, mail.TextBody);
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
                        Applicant = PersonalCode.TryParse(document, out var code)
                            ? new Applicant(given, surname, code.Formatted)
                            : new Applicant(given, surname, string.Empty) { Document = document },
                        ReplyTo = webForms.ReplyTo(mail, row.ReceivedAt)?.Address ?? string.Empty,
                        MessageId = row.MessageId,
                        Subject = mail.Subject,
                        Files = stored,
                        Candidates = recognised.Candidates.Count > 0 ? recognised.Candidates : null,
                        Urgent = MessageSigns.IsUrgent(pack, $"{mail.Subject}\n{mail.TextBody}"),
                    },
                ],
            },
            cancellation);
        await ledger.DisposeAsync(row.IntakeId, Dispositions.NewCase, reference.CaseId, "no-personal-code", actor.Id, cancellation);
        await outbox.DrainAsync(reference, cancellation);
        return reference;
    }

    private static string Text(string? text, string label) => text?.Trim() is { Length: > 0 and <= Longest } written
        ? written
        : throw new CommandRefusedException("missing-field", $"Aizpildiet lauku „{label}” (līdz {Longest} zīmēm).", $"The field '{label}' must have 1 to {Longest} characters.");
}
