using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Recognises a mail from a mailbox that writes it anew at each reading, as Exchange does: boundaries and folding change, what the sender wrote
/// does not.
/// </summary>
internal static class RewrittenMail
{
    /// <summary>See <see cref="Casework.Intake.AcceptedMessage.IdentityHash"/>; of the raw bytes where they are no mail or too entangled to be read whole.</summary>
    public static string IdentityHashOf(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var mail = MimeReader.Read(raw);
            return mail.IsPartlyUnread ? OfBytes(raw.Span) : Of(mail);
        }
        catch (MailFormatException)
        {
            return OfBytes(raw.Span);
        }
    }

    private static string Of(MailMessage mail)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<string> texts =
        [
            mail.Subject, mail.Header("Date") ?? string.Empty, mail.TextBody, mail.HtmlBody ?? string.Empty,
            .. mail.From.Concat(mail.To).Concat(mail.Cc).Select(a => a.Address),
        ];
        foreach (var text in texts)
        {
            Add(hash, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").TrimEnd()));
        }

        foreach (var attachment in mail.AllAttachments())
        {
            Add(hash, Encoding.UTF8.GetBytes(attachment.FileName));
            Add(hash, attachment.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>With its length, so that no text can reach into the next.</summary>
    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    private static string OfBytes(ReadOnlySpan<byte> raw) => Convert.ToHexStringLower(SHA256.HashData(raw));
}
