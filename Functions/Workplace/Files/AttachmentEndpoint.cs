using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Mail.Files;

namespace SocialWorkflows.Functions.Workplace.Files;

/// <summary>
/// An attachment of a message on the review list. Such messages have no journal that names their scanner, so the file is
/// scanned again now; without a positive verdict it is not handed out (design invariant I6).
/// </summary>
internal static class AttachmentEndpoint
{
    public static async Task<IResult> HandleAsync(
        string intakeId, int index, ReviewedMessages messages, IFileScanner scanner, UiTexts texts, HttpContext http)
    {
        if (await messages.FindAsync(intakeId, http.RequestAborted) is not { OffersFiles: true, Mail: { } mail }
            || LongText.FilesOf(mail).ElementAtOrDefault(index) is not { } attachment || MessageFiles.Look(attachment, new LookBudget()).IsBlocked)
        {
            return Results.NotFound();
        }

        var verdict = await scanner.ScanAsync(attachment.Content, http.RequestAborted);
        return verdict == ScanVerdict.Clean
            ? FileAnswer.Of(http, attachment.FileName, attachment.ContentType, attachment.Content.ToArray(), inline: false)
            : Results.Text(texts[verdict == ScanVerdict.TooLarge ? "review.scan-limit" : "review.scanner-silent"], statusCode: StatusCodes.Status409Conflict);
    }
}
