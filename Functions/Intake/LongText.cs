using System.Globalization;
using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// A letter so long that pages and the journal hold its beginning only; the whole of it is then a file of the message, and scanned as one. In several where it is longer
/// than a scanner reads.
/// </summary>
internal static class LongText
{
    /// <summary>Characters: some fifty printed pages.</summary>
    public const int Most = 100_000;

    /// <summary>Characters of one file: in UTF-8 below the 25 MB that clamd reads as Debian sets it up.</summary>
    public const int MostOfAFile = 5_000_000;

    private const string FileName = "teksts.txt";

    public static string Cut(string text) =>
        text.Length <= Most ? text : text[..EndOf(text, Most)] + $"\n[… {FileName}]";

    /// <summary>The files of a mail, and behind them its text where that is too long.</summary>
    public static IEnumerable<MailAttachment> FilesOf(MailMessage mail) => mail.TextBody.Length <= Most
        ? mail.AllAttachments()
        : mail.AllAttachments().Concat(Pieces(mail.TextBody));

    private static IEnumerable<MailAttachment> Pieces(string text)
    {
        for (int at = 0, end, number = 1; at < text.Length; at = end, number++)
        {
            end = EndOf(text, at + MostOfAFile);
            yield return new MailAttachment
            {
                FileName = text.Length <= MostOfAFile ? FileName : string.Create(CultureInfo.InvariantCulture, $"teksts-{number}.txt"),
                ContentType = "text/plain",
                Content = Encoding.UTF8.GetBytes(text, at, end - at),
                PartNumber = "text",
            };
        }
    }

    /// <summary>Not between the two halves of one letter.</summary>
    private static int EndOf(string text, int end) => end >= text.Length ? text.Length : char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
}
