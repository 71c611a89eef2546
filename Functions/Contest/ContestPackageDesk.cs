using System.IO.Compression;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Functions.Contest;

/// <summary>
/// What goes to the contest body: the letter with the list of files and their hashes, and the files themselves, as one archive. Made from the
/// journal whenever it is asked for; the same case on the same day gives the same bytes.
/// </summary>
internal sealed class ContestPackageDesk(MunicipalityDirectory municipalities, StaffDirectory staff, IDocumentStore documents, LetterFonts fonts, LetterSeals seals, TimeProvider time)
{
    private const string LetterName = "pavadvestule.pdf";

    /// <summary>Null where the case has no such contest to hand over.</summary>
    public async Task<byte[]?> BuildAsync(CaseRecord record, int round, CancellationToken cancellation)
    {
        if (record.State is not { Decision: not null, Contests: { } contests } || contests.FirstOrDefault(c => c.Received.Round == round) is not { Received.HandOverTerm: not null } contest)
        {
            return null;
        }

        var today = municipalities.Get(record.Case.Municipality).Terms.DayOf(time.GetUtcNow());
        var files = contest.HandedOver?.Files ?? ContestFiles.Of(record.State);
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            await PutAsync(zip, LetterName, Letter(record, contest, files, contest.HandedOver?.On ?? today), today, cancellation);
            for (var i = 0; i < files.Count; i++)
            {
                await PutAsync(zip, $"{i + 1:00}_{SafeName(files[i].Name)}", await documents.GetAsync(files[i].Sha256, cancellation), today, cancellation);
            }
        }

        return archive.ToArray();
    }

    private byte[] Letter(CaseRecord record, ContestCase contest, IReadOnlyList<HandedFile> files, DateOnly on)
    {
        var state = record.State;
        var (pack, _, templates) = municipalities.Get(record.Case.Municipality).For(state);
        var head = staff.Find(staff.PersonFor(record.Case.Municipality, Roles.Head));
        var document = ContestLetter.Compose(
            new ContestLetterFacts
            {
                Institution = pack.Institution,
                Date = on,
                Number = $"{state.Number}-A{contest.Received.Round}",
                BodyLocative = pack.Decision.ContestBodyLocative,
                BodyAddress = pack.Decision.ContestBodyAddress,
                RegistrationNumber = state.Number!,
                DecisionNumber = state.Approval!.DecisionNumber,
                DecisionDate = state.Decision!.DecidedOn,
                NotifiedOn = state.Notice?.NotifiedOn,
                ContestUntil = contest.Received.ContestUntil,
                LodgedOn = contest.Received.LodgedOn,
                ReceivedOn = contest.Received.ReceivedOn,
                IsLate = contest.Received.DaysLate > 0,
                IsStranger = contest.Received.From == "stranger",
                Suspends = contest.IsSuspending,
                Files = [.. files.Select(f => (f.Name, f.Sha256))],
                Signatory = new Signatory(head?.Position ?? string.Empty, head?.Name ?? string.Empty),
            },
            templates);
        return LetterWriter.Write(document, fonts, new DateTimeOffset(on, TimeOnly.MinValue, TimeSpan.Zero), seals.Of(record.Case.Municipality));
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
