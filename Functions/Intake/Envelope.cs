using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>The little that must be known before a message is accepted: whose it is and its Message-ID.</summary>
internal sealed record Envelope(string Municipality, string MessageId, bool IsAddressedToUs)
{
    private static readonly string[] RecipientHeaders = ["Delivered-To", "X-Original-To", "Envelope-To"];

    /// <summary>What the sender wrote into the headers: addresses, subject, date. Programs that give every mail one Message-ID differ in these.</summary>
    private IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>What makes two deliveries the same message; see <see cref="AcceptedMessage.IdentityHash"/>.</summary>
    public string IdentityHashOf(ReadOnlySpan<byte> raw)
    {
        var body = MessageId.Length == 0 ? -1 : EndOfHeaders(raw);
        if (body < 0)
        {
            return Convert.ToHexStringLower(SHA256.HashData(raw));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in Written)
        {
            // With its length, so that no text can reach into the next.
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        hash.AppendData(raw[body..]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The identity as it was until 2026-11-22: of the bytes below the headers alone.</summary>
    public string EarlierIdentityHashOf(ReadOnlySpan<byte> raw)
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

    /// <summary>
    /// Headers the delivering MTA writes come before what the sender claims. A message for none of ours goes to the
    /// default municipality's review list: it opens no case and gets no answer.
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
        var municipality = municipalities.ByRecipient(delivered) ?? municipalities.ByRecipient(claimed);
        return new Envelope((municipality ?? municipalities.Default).Pack.Id, mail.MessageId ?? string.Empty, municipality is not null)
        {
            Written = [.. new[] { mail.From, mail.To, mail.Cc }.Select(Addresses), mail.Subject, mail.Header("Date")?.Trim() ?? string.Empty],
        };
    }

    private static string Addresses(IReadOnlyList<MailAddress> list) => string.Join('\n', list.Select(a => a.Address.ToLowerInvariant()));

    public static Envelope Unknown(MunicipalityDirectory municipalities) => new(municipalities.Default.Pack.Id, string.Empty, IsAddressedToUs: false);
}
