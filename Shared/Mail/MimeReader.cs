using SocialWorkflows.Mail.Reading;

namespace SocialWorkflows.Mail;

/// <summary>
/// Reads RFC 5322 mail with MIME (RFC 2045–2047, 2231, 3676) from anybody: nothing sent to a public mailbox makes it loop, grow past the size of
/// the mail a few times, or fail, except bytes that are no mail.
/// </summary>
public static class MimeReader
{
    /// <exception cref="MailFormatException">No header line at all, or nothing but blank lines.</exception>
    public static MailMessage Read(ReadOnlyMemory<byte> raw, MimeLimits? limits = null)
    {
        if (raw.IsEmpty)
        {
            throw new MailFormatException("The mail is empty (0 bytes). Keep the file and ask the mail server's log where it came from.");
        }

        limits ??= MimeLimits.Default;
        return MessageBuilder.Read(raw, new PartReader(limits, new PartReader.PartBudget(limits.MaxParts)), "0", depth: 0);
    }

    /// <summary>Only the headers, from the first bytes of a mail that is too large to load.</summary>
    /// <exception cref="MailFormatException">As <see cref="Read"/>.</exception>
    public static MailMessage ReadHeaders(ReadOnlyMemory<byte> start, MimeLimits? limits = null)
    {
        if (start.IsEmpty)
        {
            throw new MailFormatException("The mail is empty (0 bytes). Keep the file and ask the mail server's log where it came from.");
        }

        limits ??= MimeLimits.Default;
        return MessageBuilder.ReadHeaders(start, new PartReader(limits, new PartReader.PartBudget(limits.MaxParts)));
    }
}
