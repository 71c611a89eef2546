using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Mail.Writing;

namespace SocialWorkflows.Mail;

/// <summary>
/// Writes RFC 5322 mail in pure ASCII with CRLF, lines folded at 76 bytes where they can be, never past 998. The same input gives the same bytes.
/// </summary>
public static class MimeWriter
{
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted", "MIME-Version", "Bcc", "Cc", "Sender", "Return-Path",
    };

    /// <exception cref="ArgumentException">A line break or control character in a header value, an address that is none, no recipient, a field the writer makes itself. Names the field, not its content.</exception>
    public static byte[] Write(OutgoingMail mail)
    {
        if (mail.To.Count == 0)
        {
            throw new ArgumentException("To: no recipient.", nameof(mail));
        }

        var headers = new HeaderWriter();
        headers.Addresses("From", [mail.From]);
        headers.Addresses("To", mail.To);
        if (mail.ReplyTo is not null)
        {
            headers.Addresses("Reply-To", [mail.ReplyTo]);
        }

        headers.Text("Subject", mail.Subject);
        headers.Date("Date", mail.Date);
        headers.MessageIds("Message-ID", [mail.MessageId]);
        if (mail.InReplyTo is not null)
        {
            headers.MessageIds("In-Reply-To", [mail.InReplyTo]);
        }

        if (mail.References.Count > 0)
        {
            headers.MessageIds("References", mail.References);
        }

        if (mail.AutoSubmitted is not null)
        {
            headers.Text("Auto-Submitted", mail.AutoSubmitted);
        }

        foreach (var (name, value) in mail.Headers)
        {
            if (Own.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException($"{name}: this header is made by the writer; set the property instead.", nameof(mail));
            }

            headers.Text(name, value);
        }

        headers.Text("MIME-Version", "1.0");
        return Encoding.ASCII.GetBytes(headers + Body(mail));
    }

    /// <summary>The address as it goes into the envelope: a domain beyond ASCII in its A-label form.</summary>
    /// <exception cref="ArgumentException">No address, or letters beyond ASCII before the @. Names <paramref name="field"/>, not the address.</exception>
    public static string AddressSpec(string field, MailAddress address) => HeaderWriter.AddressSpec(field, address);

    private static string Body(OutgoingMail mail)
    {
        var seed = Seed(mail);
        var text = PartWriter.Text("plain", mail.Text);
        var body = mail.Html is null ? text : PartWriter.Multipart("alternative", seed + "a", [text, PartWriter.Text("html", mail.Html)]);
        return mail.Attachments.Count == 0
            ? body
            : PartWriter.Multipart("mixed", seed + "m", [body, .. mail.Attachments.Select(PartWriter.Attachment)]);
    }

    /// <summary>Boundaries come from the content, so that a repeat after a crash is the same mail. "=_" cannot occur in quoted-printable or base64.</summary>
    private static string Seed(OutgoingMail mail)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(mail.MessageId + "\0" + mail.Text + "\0" + mail.Html));
        foreach (var attachment in mail.Attachments)
        {
            hash.AppendData(attachment.Content.Span);
        }

        return "=_" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
    }
}
