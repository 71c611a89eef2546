namespace SocialWorkflows.Casework.Cases;

/// <summary>A file handed over with a contest.</summary>
/// <param name="Name">As the case names it.</param>
/// <param name="Sha256">Lower-case hex; also its place in the document store.</param>
public sealed record HandedFile(string Name, string Sha256);

/// <summary>What was kept of a hand-over: the files on its list, and the places of the letter and of the whole archive in the document store.</summary>
public sealed record HandedPackage(IReadOnlyList<HandedFile> Files, string LetterFileId, string PackageFileId);

/// <summary>The files of a case that go to the body that examines a contest: what came in, and the letters of ours. Pure.</summary>
public static class ContestFiles
{
    private const string Pdf = ".pdf";

    /// <summary>What came in, then every letter of ours in the order of the journal; a file that nobody may open stays here and is named by nobody.</summary>
    public static IReadOnlyList<HandedFile> Of(CaseRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return
        [
            .. record.State.Files.Where(f => !f.Blocked).Select(f => new HandedFile(f.Name, f.FileId))
                .Concat(record.Entries.Select(e => OfLetter(e.Event)).OfType<HandedFile>())
                .DistinctBy(f => f.Sha256),
        ];
    }

    private static HandedFile? OfLetter(CaseEvent fact) => fact switch
    {
        DocumentsRequested e => new($"dokumentu-pieprasijums-{e.Round}{Pdf}", e.LetterFileId),
        DocumentsReminderDispatched e => new($"dokumentu-atgadinajums-{e.Round}{Pdf}", e.FileId),
        ExtensionDispatched e => new($"pagarinajums{Pdf}", e.FileId),
        HearingDispatched e => new($"uzklausisana{Pdf}", e.FileId),
        OfferDispatched e => new($"brivas-vietas-piedavajums-{e.Round}{Pdf}", e.FileId),
        DecisionSigned e => new(e.FileName, e.FileId),
        NoticeDispatched { CoverFileId: { } cover } e => new($"pavadlapa-{e.Round ?? 1}{Pdf}", cover),
        _ => null,
    };
}
