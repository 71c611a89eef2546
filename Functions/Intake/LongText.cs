using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>A letter so long that pages and the journal hold its beginning only; the whole of it is then a file of the message, and scanned as one.</summary>
internal static class LongText
{
    /// <summary>Characters: some fifty printed pages.</summary>
    public const int Most = 100_000;

    private const string FileName = "teksts.txt";

    public static string Cut(string text) =>
        text.Length <= Most ? text : text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)] + $"\n[… {FileName}]";

    /// <summary>The files of a mail, and behind them its text where that is too long.</summary>
    public static IEnumerable<MailAttachment> FilesOf(MailMessage mail) => mail.TextBody.Length <= Most
        ? mail.AllAttachments()
        : mail.AllAttachments().Append(new MailAttachment { FileName = FileName, ContentType = "text/plain", Content = Encoding.UTF8.GetBytes(mail.TextBody), PartNumber = "text" });
}
