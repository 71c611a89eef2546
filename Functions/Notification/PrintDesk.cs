using System.IO.Compression;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Cover;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// What is printed for the post and the counter: the cover sheet and the letter as pages. Made again from the same case on the same day it is
/// the same bytes.
/// </summary>
internal sealed class PrintDesk(MunicipalityDirectory municipalities, IDocumentStore documents, DispatchFolder dispatch, LetterFonts fonts)
{
    public const string CoverName = "pavadlapa.pdf";

    private const string PagesName = "lemums-drukai.pdf";

    public static bool IsPrinted(string channel) => channel is "registered" or "post" or "hand";

    /// <summary>Lays both ready for the channel and gives back where the sheet is kept.</summary>
    public async Task<string> LayReadyAsync(CaseRecord record, string channel, string operation, string address, DateOnly today, CancellationToken cancellation)
    {
        var sheet = Sheet(record, channel, operation, address, today);
        var fileId = await documents.PutAsync(sheet, cancellation);
        await dispatch.PutAsync(channel, operation, CoverName, sheet, cancellation);
        var decision = record.State.Decision!;
        if (PagesOf(decision.FileName, await documents.GetAsync(decision.FileId, cancellation)) is { } pages)
        {
            await dispatch.PutAsync(channel, operation, PagesName, pages, cancellation);
        }

        return fileId;
    }

    private byte[] Sheet(CaseRecord record, string channel, string operation, string address, DateOnly today)
    {
        var state = record.State;
        var (pack, terms, templates) = municipalities.Get(record.Case.Municipality).For(state);
        var term = terms.Contest(channel, today);
        return CoverSheet.Write(
            new CoverSheetFacts
            {
                Institution = pack.Institution,
                AddresseeName = state.Received!.Applicant.FullName,
                Address = address,
                Number = state.Number!,
                DecisionNumber = state.Approval!.DecisionNumber,
                Date = today,
                Channel = pack.FindChannel(channel)!,
                NotifiedOn = term.NotifiedOn ?? today,
                ContestUntil = state.Withdrawal is null ? term.Due : null,
                IsOwnInitiative = state.IsDiscontinuance,
                IsRepeated = state.NoticeRound > 1,
                Code = operation,
            },
            templates,
            fonts);
    }

    /// <summary>The letter inside a signed container; null where the file itself is the pages.</summary>
    private static byte[]? PagesOf(string fileName, byte[] content)
    {
        if (fileName.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        using var container = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        if (container.Entries.FirstOrDefault(e => e.Name.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase)) is not { } entry)
        {
            return null;
        }

        using var pages = new MemoryStream();
        using (var letter = entry.Open())
        {
            letter.CopyTo(pages);
        }

        return pages.ToArray();
    }
}
