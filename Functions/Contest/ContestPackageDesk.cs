using System.IO.Compression;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Letters;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Functions.Contest;

/// <summary>
/// What goes to the contest body: the letter with the list of files and their hashes, the contest itself as it came, and the files of the case,
/// as one archive. From the hand-over on it is what was kept then; before, it is made from the journal whenever it is asked for.
/// </summary>
internal sealed class ContestPackageDesk(
    MunicipalityDirectory municipalities, StaffDirectory staff, IIntakeLedger ledger, IDocumentStore documents, LetterFonts fonts, LetterSeals seals, TimeProvider time)
{
    private const string LetterName = "pavadvestule.pdf";
    private const string ContestName = "apstridesanas-iesniegums.eml";

    /// <summary>Null where the case has no such contest to hand over.</summary>
    public async Task<byte[]?> BuildAsync(CaseRecord record, int round, CancellationToken cancellation)
    {
        if (Find(record.State, round) is not { } contest)
        {
            return null;
        }

        if (contest.HandedOver?.PackageFileId is { } kept)
        {
            return await documents.GetAsync(kept, cancellation);
        }

        var original = contest.HandedOver is null ? ContestOriginals.Recorded(record.State, contest.Received) ?? ContestOriginals.Paper : null;
        var today = municipalities.Get(record.Case.Municipality).Terms.DayOf(time.GetUtcNow());
        return (await MakeAsync(record, contest, original, contest.HandedOver?.On ?? today, cancellation)).Archive;
    }

    /// <summary>Makes what is handed over and keeps it, before the hand-over is written into the case. Kept bytes that nothing names afterwards are harmless.</summary>
    /// <returns>Null where nothing waits to be handed over; the command's rule says so then.</returns>
    /// <exception cref="CommandRefusedException">The contest itself is not in it, or the letter cannot be made.</exception>
    public async Task<HandedPackage?> KeepAsync(CaseRecord record, int round, CommandInputs inputs, CancellationToken cancellation)
    {
        if (Find(record.State, round) is not { HandedOver: null } contest || inputs.OptionalDay("sentOn", "Nodošanas datums") is not { } on)
        {
            return null;
        }

        var original = ContestOriginals.Of(record.State, contest.Received, inputs.Optional("original"));
        try
        {
            var (files, letter, archive) = await MakeAsync(record, contest, original, on, cancellation);
            return new HandedPackage(files, await documents.PutAsync(letter, cancellation), await documents.PutAsync(archive, cancellation));
        }
        catch (LetterRefusedException)
        {
            throw new CommandRefusedException(
                "letter", "Pavadvēstuli nevar sagatavot: datos trūkst iestādes, adresāta vai vadītāja. Sazinieties ar sistēmas uzturētāju.", "The letter cannot be made: the data lack the institution, the addressee or the head.");
        }
    }

    private static ContestCase? Find(CaseState state, int round) =>
        state.Decision is null ? null : state.Contests?.FirstOrDefault(c => c.Received.Round == round && c.Received.HandOverTerm is not null);

    /// <param name="original">Null for a hand-over from before the contest itself went along.</param>
    private async Task<(IReadOnlyList<HandedFile> Files, byte[] Letter, byte[] Archive)> MakeAsync(
        CaseRecord record, ContestCase contest, string? original, DateOnly on, CancellationToken cancellation)
    {
        IReadOnlyList<HandedFile> files = contest.HandedOver?.Files
            ?? [.. (original is null or ContestOriginals.Paper) ? Array.Empty<HandedFile>() : [await MessageAsync(original, cancellation)], .. ContestFiles.Of(record)];
        var letter = Letter(record, contest, files, original == ContestOriginals.Paper, on);
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            await PutAsync(zip, LetterName, letter, on, cancellation);
            for (var i = 0; i < files.Count; i++)
            {
                await PutAsync(zip, $"{i + 1:00}_{SafeName(files[i].Name)}", await documents.GetAsync(files[i].Sha256, cancellation), on, cancellation);
            }
        }

        return (files, letter, archive.ToArray());
    }

    private async Task<HandedFile> MessageAsync(string intakeId, CancellationToken cancellation) =>
        await ledger.FindAsync(intakeId, cancellation) is { } row
            ? new HandedFile(ContestName, row.ContentHash)
            : throw new CommandRefusedException(
                "contest-gone", "Vēstules, ar kuru atnāca apstrīdēšana, vairs nav. Nododiet iesniegumu papīrā.", "The message that carried the contest is gone. Hand the contest over on paper.");

    private byte[] Letter(CaseRecord record, ContestCase contest, IReadOnlyList<HandedFile> files, bool onPaper, DateOnly on)
    {
        var state = record.State;
        var (pack, _, templates) = municipalities.Get(record.Case.Municipality).For(state);
        var head = staff.Find(staff.PersonFor(record.Case.Municipality, Roles.Head));
        var document = ContestLetter.Compose(
            new ContestLetterFacts
            {
                Institution = pack.Institution,
                Date = on,
                Number = contest.Received.Number is { } number ? $"{number}-N" : $"{state.Number}-A{contest.Received.Round}",
                BodyLocative = pack.Decision.ContestBodyLocative,
                BodyAddress = pack.Decision.ContestBodyAddress,
                RegistrationNumber = state.Number!,
                ContestNumber = contest.Received.Number,
                DecisionNumber = state.Approval!.DecisionNumber,
                DecisionDate = state.Decision!.DecidedOn,
                NotifiedOn = state.Notice?.NotifiedOn,
                ContestUntil = contest.Received.ContestUntil,
                LodgedOn = contest.Received.LodgedOn,
                ReceivedOn = contest.Received.ReceivedOn,
                IsLate = contest.Received.DaysLate > 0,
                IsStranger = contest.Received.From == "stranger",
                Suspends = contest.IsSuspending,
                Files = [.. onPaper ? [("Apstrīdēšanas iesniegums – oriģināls papīrā, pievienots šai vēstulei", "–")] : Array.Empty<(string, string)>(), .. files.Select(f => (f.Name, f.Sha256))],
                Signatory = new Signatory(head?.Position ?? string.Empty, head?.Name ?? string.Empty),
            },
            templates);
        return seals.Write(record.Case.Municipality, seal => LetterWriter.Write(document, fonts, new DateTimeOffset(on, TimeOnly.MinValue, TimeSpan.Zero), seal));
    }

    private static async Task PutAsync(ZipArchive zip, string name, byte[] content, DateOnly today, CancellationToken cancellation)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero);
        await using var stream = entry.Open();
        await stream.WriteAsync(content, cancellation);
    }

    /// <summary>A name in the archive must be one on any system, and never a way out of its folder.</summary>
    private static string SafeName(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' ? c : '_')).Trim(' ', '.');
}
