using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Smtp;

/// <summary>Envelope and bytes, ready for the wire: dots doubled, ending with CRLF.</summary>
internal sealed record SmtpMessage(string EnvelopeFrom, IReadOnlyList<string> Recipients, ReadOnlyMemory<byte> StuffedBytes)
{
    public static SmtpMessage From(OutgoingMail mail, SmtpOptions options)
    {
        try
        {
            var from = options.EnvelopeFrom is null ? mail.From : new MailAddress(null, options.EnvelopeFrom);
            return new SmtpMessage(
                MimeWriter.AddressSpec("From", from),
                [.. mail.To.Select(a => MimeWriter.AddressSpec("To", a)).Distinct(StringComparer.Ordinal)],
                Stuff(MimeWriter.Write(mail)));
        }
        catch (ArgumentException e)
        {
            throw new PermanentMailException($"The mail cannot be written: {e.Message}", e);
        }
    }

    /// <summary>RFC 5321 §4.5.2.</summary>
    internal static ReadOnlyMemory<byte> Stuff(ReadOnlySpan<byte> mail)
    {
        var result = new List<byte>(mail.Length + 16);
        var lineStart = true;
        foreach (var b in mail)
        {
            if (lineStart && b == '.')
            {
                result.Add((byte)'.');
            }

            result.Add(b);
            lineStart = b == '\n';
        }

        if (!lineStart)
        {
            result.AddRange("\r\n"u8);
        }

        return result.ToArray();
    }
}
