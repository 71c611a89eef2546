using System.Text;
using SocialWorkflows.Mail.Reading;

namespace SocialWorkflows.Mail;

/// <summary>Everything a mail says in words, wherever it stands: for looking for signs in it, not for showing.</summary>
public static class LetterText
{
    private const int MostOfAFile = 256 * 1024;
    private const int Most = 4 * 1024 * 1024;

    /// <summary>Subject, text, HTML beside a text, text files, and the same of attached mails; at most 4 million characters.</summary>
    public static string Of(MailMessage mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        var text = new StringBuilder();
        Add(text, mail);
        return text.ToString();
    }

    private static void Add(StringBuilder text, MailMessage mail)
    {
        Append(text, mail.Subject);
        Append(text, mail.TextBody);
        if (mail.HtmlBody is { } html)
        {
            Append(text, HtmlText.Render(html));
        }

        foreach (var attachment in mail.Attachments)
        {
            if (attachment.Message is { } inner)
            {
                Add(text, inner);
            }
            else if (IsText(attachment))
            {
                Append(text, Read(mail, attachment));
            }
        }
    }

    private static void Append(StringBuilder text, string more) => text.Append(more.AsSpan(0, Math.Clamp(Most - text.Length - 1, 0, more.Length))).Append('\n');

    private static bool IsText(MailAttachment attachment) =>
        attachment.ContentType is "text/plain" or "text/html" or "text/markdown" || attachment.FileName.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    private static string Read(MailMessage mail, MailAttachment attachment)
    {
        var charset = mail.Root.Leaves().FirstOrDefault(p => p.Number == attachment.PartNumber)?.Parameters.GetValueOrDefault("charset");
        var content = attachment.Content.Span[..Math.Min(attachment.Content.Length, MostOfAFile)];
        var text = Charsets.Decode(content, charset, out _);
        return attachment.ContentType == "text/html" ? HtmlText.Render(text) : text;
    }
}
