using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>The little that must be known before a message is accepted: whose it is and its Message-ID.</summary>
internal sealed record Envelope(string Municipality, string MessageId)
{
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
