using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Connectors;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Decision;

/// <summary>
/// Takes in the signature under a decision. The decision date is set here: the day of the signature, which is also the day
/// printed in the letter.
/// </summary>
internal sealed class SigningDesk(
    ICaseJournal journal,
    MunicipalityDirectory municipalities,
    LetterDesk letters,
    IDocumentStore documents,
    SignatureInspectors inspectors,
    IFileScanner scanner,
    ISigningOffice office,
    IEAddressDirectory directory,
    OutboxDrain outbox,
    CaseIndexKeys keys,
    ConflictDesk conflicts,
    TimeProvider time)
{
    private sealed record SignedLetter(DateOnly DecidedOn, string FileName, byte[] Content, string Signer, DeclaredConflict? Conflict);

    public bool CanSignHere(StaffMember person) => office.SignerFor(person) is not null;

    /// <summary>The letter as it would be signed today, for signing elsewhere.</summary>
    public async Task<byte[]> DraftAsync(CaseRef reference, StaffMember actor, CancellationToken cancellation)
    {
        var record = await WaitingAsync(reference, actor, cancellation);
        return letters.ComposeDecision(reference, record.State, Today(reference), signer: null);
    }

    /// <summary>Whether the person must say why they sign although they may be near the applicant.</summary>
    public bool AsksForReason(CaseState state, StaffMember person) => ConflictToTell(state, person) is not (null or ConflictKinds.Own);

    /// <exception cref="CommandRefusedException">The case does not wait for a signature, the person cannot sign here, or the matter is their own or may be near them without a reason.</exception>
    public async Task<CaseRecord> SignHereAsync(CaseRef reference, long version, StaffMember actor, string? conflictReason, CancellationToken cancellation)
    {
        var record = await WaitingAsync(reference, actor, cancellation);
        var conflict = Declared(record.State, actor, conflictReason);
        var signer = office.SignerFor(actor)
            ?? throw new CommandRefusedException("no-signer", "Šeit parakstīt nevar. Lejupielādējiet lēmumu, parakstiet to ar savu e-parakstu un augšupielādējiet.", "This person has no signer here.");
        var today = Today(reference);
        var letter = letters.ComposeDecision(reference, record.State, today, signer);
        return await AcceptAsync(record, version, actor, new SignedLetter(today, "lemums.pdf", letter, signer.SignerName, conflict), cancellation);
    }

    /// <summary>
    /// Accepts the draft signed elsewhere, as an .edoc or .asice or in the PDF itself: every signature must hold and be qualified and time-stamped,
    /// by the person who uploads it, and the one letter inside must be exactly ours, as of the day of the time-stamp.
    /// </summary>
    public async Task<CaseRecord> AcceptSignedAsync(
        CaseRef reference, long version, StaffMember actor, string fileName, byte[] content, string? conflictReason, CancellationToken cancellation)
    {
        var record = await WaitingAsync(reference, actor, cancellation);
        var conflict = Declared(record.State, actor, conflictReason);
        if (await scanner.ScanAsync(content, cancellation) != ScanVerdict.Clean)
        {
            throw new CommandRefusedException(
                "not-clean",
                "Failu pārbaude šo failu neatzina par drošu vai pašlaik nav pieejama. Mēģiniet vēlāk; ja tas atkārtojas, sazinieties ar sistēmas uzturētāju.",
                "The scanner did not call the uploaded file clean.");
        }

        var report = inspectors.Of(reference.Municipality).Inspect(fileName, content);
        if (!report.IsAcceptedAutomatically || report.Signatures[0] is not { BestTime: { } signedAt, Signer: { } signer })
        {
            throw new CommandRefusedException("signature", report.ForStaff, $"The uploaded file is {EtsiWords.Of(report.Verdict)}.");
        }

        if (report.Signatures.Any(s => !IsOf(actor, s.Signer!)))
        {
            throw new CommandRefusedException(
                "other-signer",
                "Failu ir parakstījusi cita persona. Lēmumu paraksta un augšupielādē viena un tā pati persona.",
                "The file is signed by somebody else than the person who uploads it.");
        }

        var decidedOn = municipalities.Get(reference.Municipality).Terms.DayOf(signedAt);
        if (!IsSigned(letters.ComposeDecision(reference, record.State, decidedOn, signer: null), report))
        {
            throw new CommandRefusedException(
                "other-letter",
                "Parakstītajā failā nav šī lēmuma pašreizējā teksta. Lejupielādējiet lēmumu vēlreiz, parakstiet to tajā pašā dienā (PDF – bez redzama paraksta attēla) un augšupielādējiet.",
                "The signed file does not contain this decision as of the day of its signature.");
        }

        return await AcceptAsync(record, version, actor, new SignedLetter(decidedOn, "lemums" + Path.GetExtension(fileName), content, signer.Name, conflict), cancellation);
    }

    /// <summary>By the personal code in the certificate where the staff list knows the person's; otherwise by the full name, and then a namesake would pass.</summary>
    private bool IsOf(StaffMember person, Signer signer) => person.CodeKey is { } known
        ? signer.PersonalCode is { } code && PersonalCode.TryParse(code, out _) && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(keys.PersonKey(code)), Encoding.ASCII.GetBytes(known))
        : LatvianText.Fold($"{signer.GivenName} {signer.Surname}") == LatvianText.Fold(person.Name);

    /// <summary>The one signed file is our letter; as a PDF it may go on after the letter with invisible signatures only.</summary>
    private static bool IsSigned(byte[] letter, SignatureReport report) => report.Content.ReadDataFiles() is [var signed]
        && (signed.Bytes.Span.SequenceEqual(letter) || (report.Container == "PDF" && SignedPdf.IsCopyOf(letter, signed.Bytes)));

    /// <summary>Before it is signed into the case: a letter that the e-address would not take is found out while it can still be made anew.</summary>
    /// <remarks>Whatever the person asked for: an e-address that is active when the letter leaves is the only lawful way then. Only who has none is spared.</remarks>
    private async Task MustFitAsync(CaseRecord record, SignedLetter letter, CancellationToken cancellation)
    {
        var pack = municipalities.Get(record.Case.Municipality).Pack;
        if (EAddressFit.Problem(pack, [new EAddressFile(letter.FileName, letter.Content)]) is { } problem
            && (record.State.Contact?.Channel == "e-address" || await directory.OfPersonAsync(record.Case.Municipality, record.State, cancellation) is not EAddressStanding.Inactive))
        {
            throw new CommandRefusedException("e-address-limits", problem, "The signed letter does not fit into a message of the e-address.");
        }
    }

    private async Task<CaseRecord> AcceptAsync(CaseRecord record, long version, StaffMember actor, SignedLetter letter, CancellationToken cancellation)
    {
        await MustFitAsync(record, letter, cancellation);
        var fileId = await documents.PutAsync(letter.Content, cancellation);
        var terms = municipalities.Get(record.Case.Municipality).For(record.State).Terms;
        var result = await journal.AppendAsync(
            new Append
            {
                Case = record.Case,
                Key = $"{Steps.Signing}:1",
                ExpectedVersion = version,
                Wakes = true,
                Decide = _ =>
                [
                    new DecisionSigned
                    {
                        DecidedOn = letter.DecidedOn,
                        FileId = fileId,
                        FileName = letter.FileName,
                        Signer = letter.Signer,
                        By = actor.Id,
                        Conflict = letter.Conflict,
                        NoticeTerm = terms.Notice(letter.DecidedOn),
                    },
                ],
            },
            cancellation);
        await conflicts.TellAsync(result.Case, cancellation);
        await outbox.DrainSoonAsync(record.Case, cancellation);
        return result.Case;
    }

    /// <summary>Who approves and signs is asked once; who only signs is asked here.</summary>
    private string? ConflictToTell(CaseState state, StaffMember person) => conflicts.Of(state, person) switch
    {
        ConflictKinds.Own => ConflictKinds.Own,
        var kind => state.Approval is { Conflict: not null } approval && approval.By == person.Id ? null : kind,
    };

    private DeclaredConflict? Declared(CaseState state, StaffMember actor, string? reason) =>
        ConflictRules.Declared(ConflictToTell(state, actor), new CommandInputs(JsonSerializer.SerializeToElement(new Dictionary<string, string?>(StringComparer.Ordinal) { [ConflictRules.Reason] = reason })));

    private async Task<CaseRecord> WaitingAsync(CaseRef reference, StaffMember actor, CancellationToken cancellation)
    {
        var record = actor.Municipality == reference.Municipality ? await journal.ReadAsync(reference, cancellation) : null;
        if (record is null)
        {
            throw new CommandRefusedException("not-found", "Šādas lietas nav.", "There is no such case.");
        }

        if (!actor.Roles.Contains(Roles.Head))
        {
            throw new CommandRefusedException("role", "Lēmumu paraksta dienesta vadītājs.", "Only the head of service signs.");
        }

        return record.Standing.WaitsFor(Steps.Signing)
            ? record
            : throw new CommandRefusedException("not-waiting", "Lieta parakstu negaida.", "The case does not wait for a signature.");
    }

    private DateOnly Today(CaseRef reference) => municipalities.Get(reference.Municipality).Terms.DayOf(time.GetUtcNow());
}
