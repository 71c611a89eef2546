using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Files;

/// <summary>A file that a case's journal names; nothing else is ever handed out, and nothing that it calls blocked.</summary>
internal sealed record ListedFile(string FileId, string Name, string MediaType);

/// <summary>A letter of ours: what it is called on the page, and its file.</summary>
internal sealed record CaseLetter(string Title, ListedFile File);

internal static class ListedFiles
{
    private const string Pdf = "application/pdf";

    public static ListedFile? Find(CaseRecord record, string fileId) =>
        record.State.Files.Any(f => f.FileId == fileId && f.Blocked)
            ? null
            : record.State.Files.FirstOrDefault(f => f.FileId == fileId) is { } filed
            ? new ListedFile(filed.FileId, filed.Name, filed.MediaType)
            : Letters(record, UiTexts.Latvian).FirstOrDefault(l => l.File.FileId == fileId)?.File;

    public static IReadOnlyList<CaseLetter> Letters(CaseRecord record, UiTexts texts)
    {
        List<CaseLetter> letters = [];
        foreach (var request in record.Entries.Select(e => e.Event).OfType<DocumentsRequested>())
        {
            letters.Add(new CaseLetter(
                texts.Format("case.letter.request", request.Round),
                new ListedFile(request.LetterFileId, $"dokumentu-pieprasijums-{request.Round}.pdf", Pdf)));
        }

        foreach (var reminder in record.Entries.Select(e => e.Event).OfType<DocumentsReminderDispatched>())
        {
            letters.Add(new CaseLetter(texts.Format("case.letter.reminder", reminder.Round), new ListedFile(reminder.FileId, $"dokumentu-atgadinajums-{reminder.Round}.pdf", Pdf)));
        }

        if (record.State.ExtensionLetter is { } extension)
        {
            letters.Add(new CaseLetter(texts["case.letter.extension"], new ListedFile(extension.FileId, "pagarinajums.pdf", Pdf)));
        }

        if (record.State.HearingLetter is { } invitation)
        {
            letters.Add(new CaseLetter(texts["case.letter.hearing"], new ListedFile(invitation.FileId, "uzklausisana.pdf", Pdf)));
        }

        foreach (var offer in record.Entries.Select(e => e.Event).OfType<OfferDispatched>())
        {
            letters.Add(new CaseLetter(texts.Format("case.letter.offer", offer.Round), new ListedFile(offer.FileId, $"brivas-vietas-piedavajums-{offer.Round}.pdf", Pdf)));
        }

        foreach (var sheet in record.Entries.Select(e => e.Event).OfType<NoticeDispatched>().Where(d => d.CoverFileId is not null))
        {
            letters.Add(new CaseLetter(texts.Format("case.letter.cover", sheet.Round ?? 1), new ListedFile(sheet.CoverFileId!, $"pavadlapa-{sheet.Round ?? 1}.pdf", Pdf)));
        }

        if (record.State.Decision is { } signed)
        {
            letters.Add(new CaseLetter(
                texts["case.letter.signed"],
                new ListedFile(signed.FileId, signed.FileName, signed.FileName.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? Pdf : "application/vnd.etsi.asic-e+zip")));
        }
        else if (record.State.Draft is { } draft)
        {
            letters.Add(new CaseLetter(texts["case.letter.draft"], new ListedFile(draft.FileId, "lemuma-projekts.pdf", Pdf)));
        }

        return letters;
    }
}
