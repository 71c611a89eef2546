using System.Globalization;
using System.Security.Cryptography;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail.Peers;

/// <summary>Lists in which fields a peer reads a mail otherwise than we do.</summary>
internal static class Comparison
{
    public static IEnumerable<string> Disagreements(MailMessage ours, NodeParsers.Answer theirs)
    {
        if (theirs.Error is not null)
        {
            yield return "gives up";
            yield break;
        }

        if (Words(ours.Subject) != Words(theirs.Subject!))
        {
            yield return "subject";
        }

        if (!Addresses(ours.From).SequenceEqual(theirs.From!.Where(a => a.Length > 0)))
        {
            yield return "from";
        }

        if (!Addresses(ours.To).SequenceEqual(theirs.To!.Where(a => a.Length > 0)))
        {
            yield return "to";
        }

        if (string.Join(' ', ours.From.Select(a => Words(a.Name ?? ""))) != string.Join(' ', theirs.Names!.Select(Words)))
        {
            yield return "name";
        }

        if ((ours.MessageId ?? "") != theirs.MessageId!.Trim('<', '>'))
        {
            yield return "message-id";
        }

        if ((ours.Date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) ?? "") != theirs.Date!.Split('.')[0])
        {
            yield return "date";
        }

        if (theirs.Text!.Length > 0 && Words(ours.TextBody) != Words(theirs.Text))
        {
            yield return "text";
        }

        if (theirs.Html!.Length > 0 != ours.HtmlBody is not null)
        {
            yield return "html";
        }

        // Attached mails and reports: whether the line break before the boundary belongs to them is each reader's own taste.
        var files = ours.Attachments.Where(a => a.InsideOf is null).ToList();
        if (!files.Select(f => Words(f.GivenFileName ?? "")).SequenceEqual(theirs.Files!.Select(f => Words(f.Name))))
        {
            yield return "file names";
        }
        else if (!files.Zip(theirs.Files!).All(p => p.First.ContentType.StartsWith("message/", StringComparison.Ordinal) || Hash(p.First) == p.Second.Hash))
        {
            yield return "file contents";
        }
    }

    private static IEnumerable<string> Addresses(IEnumerable<MailAddress> list) => list.Select(a => a.Address).Where(a => a.Length > 0);

    private static string Hash(MailAttachment file) => Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
