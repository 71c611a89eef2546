using System.Text;
using SocialWorkflows.Mail.Reading;

namespace SocialWorkflows.Mail.Reports;

/// <summary>The mails a report (bounce, read receipt, automatic answer) speaks of.</summary>
public static class OriginalIds
{
    private const int MaxIds = 50;

    /// <summary>
    /// From the returned mail or its headers, from the report's own fields, from the thread headers, and last from the text, where servers
    /// that know no other form put the headers. Without angle brackets, each once.
    /// </summary>
    public static IReadOnlyList<string> Of(MailMessage mail)
    {
        var receipts = mail.Attachments.Where(a => a.ContentType == "message/disposition-notification").SelectMany(a => Field(a.Content.Span, "Original-Message-ID"));
        return
        [
            .. Returned(mail).Concat(receipts).Concat(ThreadReferences.Of(mail)).Concat(Quoted(mail))
                .Distinct(StringComparer.Ordinal).Take(MaxIds),
        ];
    }

    /// <summary>Only from the returned mail and from the text: what a mail answers is not what it returns.</summary>
    internal static IReadOnlyList<string> InText(MailMessage mail) => [.. Returned(mail).Concat(Quoted(mail)).Distinct(StringComparer.Ordinal).Take(MaxIds)];

    private static IEnumerable<string> Returned(MailMessage mail) => mail.Attachments
        .Where(a => a.ContentType is "message/rfc822" or "message/global").Select(a => a.Message?.MessageId).OfType<string>()
        .Concat(mail.Attachments.Where(a => a.ContentType is "text/rfc822-headers" or "message/rfc822-headers" or "message/global-headers").SelectMany(a => Field(a.Content.Span, "Message-ID")));

    private static List<string> Quoted(MailMessage mail) => Field(Encoding.UTF8.GetBytes(mail.TextBody), "Message-ID");

    private static List<string> Field(ReadOnlySpan<byte> lines, string name)
    {
        List<string> found = [];
        foreach (var line in Encoding.UTF8.GetString(lines).EnumerateLines())
        {
            var text = line.TrimStart(" \t>");
            if (text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && text.Length > name.Length && text[name.Length] == ':' && found.Count < MaxIds)
            {
                found.AddRange(MessageIds.Read(text[(name.Length + 1)..].ToString()));
            }
        }

        return found;
    }
}
