using System.Security.Cryptography;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>The little that must be known before a message is accepted: whose it is and its Message-ID.</summary>
internal sealed record Envelope(string Municipality, string MessageId)
{
    /// <summary>What makes two deliveries the same message; see <see cref="AcceptedMessage.IdentityHash"/>.</summary>
    public string IdentityHashOf(ReadOnlySpan<byte> raw)
    {
        var body = MessageId.Length == 0 ? -1 : EndOfHeaders(raw);
        return Convert.ToHexStringLower(SHA256.HashData(body < 0 ? raw : raw[body..]));
    }

    private static int EndOfHeaders(ReadOnlySpan<byte> raw)
    {
        var (crlf, lf) = (raw.IndexOf("\r\n\r\n"u8), raw.IndexOf("\n\n"u8));
        return (crlf, lf) switch
        {
            ( < 0, < 0) => -1,
            ( < 0, _) => lf + 2,
            (_, < 0) => crlf + 4,
            _ => crlf < lf ? crlf + 4 : lf + 2,
        };
    }

    private static readonly string[] RecipientHeaders = ["Delivered-To", "X-Original-To", "Envelope-To"];

    /// <summary>
    /// Headers the delivering MTA writes come before what the sender claims. A message for none of ours goes to the first
    /// municipality's registrar, who sees that it is not theirs.
    /// </summary>
    public static Envelope Of(ReadOnlyMemory<byte> raw, MunicipalityDirectory municipalities)
    {
        try
        {
            return Of(MimeReader.ReadHeaders(raw), municipalities);
        }
        catch (MailFormatException)
        {
            return Unknown(municipalities);
        }
    }

    public static Envelope Of(MailMessage mail, MunicipalityDirectory municipalities)
    {
        var delivered = RecipientHeaders.SelectMany(mail.Headers.All).Select(value => value.Trim(' ', '<', '>'));
        var claimed = mail.To.Concat(mail.Cc).Select(a => a.Address);
        var municipality = municipalities.ByRecipient(delivered) ?? municipalities.ByRecipient(claimed) ?? municipalities.All[0];
        return new Envelope(municipality.Pack.Id, mail.MessageId ?? string.Empty);
    }

    public static Envelope Unknown(MunicipalityDirectory municipalities) => new(municipalities.All[0].Pack.Id, string.Empty);
}
