using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>The little that must be known before a message is accepted: whose it is and its Message-ID.</summary>
/// <param name="Municipalities">At least one; each has a row of its own.</param>
/// <param name="MessageId">As written, or empty.</param>
internal sealed record Envelope(IReadOnlyList<string> Municipalities, string MessageId)
{
    /// <summary>What the sender wrote into the headers: addresses, subject, date. Programs that give every mail one Message-ID differ in these.</summary>
    private IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>What makes two deliveries the same message, whatever line ends a program on the way gave it; see <see cref="AcceptedMessage.IdentityHash"/>.</summary>
    public string IdentityHashOf(ReadOnlySpan<byte> raw) => HashOf(raw, AppendLines);

    /// <summary>Identities that earlier versions gave the same bytes: until 2026-11-22 of the bytes below the headers alone, and then with the line ends as they came.</summary>
    public IReadOnlyList<string> EarlierIdentityHashesOf(ReadOnlySpan<byte> raw)
    {
        var body = MessageId.Length == 0 ? -1 : EndOfHeaders(raw);
        return [Convert.ToHexStringLower(SHA256.HashData(body < 0 ? raw : raw[body..])), HashOf(raw, (hash, bytes) => hash.AppendData(bytes))];
    }

    private string HashOf(ReadOnlySpan<byte> raw, AppendBytes append)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var body = MessageId.Length == 0 ? -1 : EndOfHeaders(raw);
        if (body < 0)
        {
            append(hash, raw);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        foreach (var text in Written)
        {
            // With its length, so that no text can reach into the next.
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        append(hash, raw[body..]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private delegate void AppendBytes(IncrementalHash hash, ReadOnlySpan<byte> bytes);

    private static void AppendLines(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        for (int end; (end = bytes.IndexOf("\r\n"u8)) >= 0; bytes = bytes[(end + 1)..])
        {
            hash.AppendData(bytes[..end]);
        }

        hash.AppendData(bytes);
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

    /// <summary>A message for none of ours goes to the default municipality's review list: it opens no case and gets no answer.</summary>
    public static Envelope Of(ReadOnlyMemory<byte> raw, Addressees addressees)
    {
        try
        {
            return Of(MimeReader.ReadHeaders(raw), addressees);
        }
        catch (MailFormatException)
        {
            return Unknown(addressees);
        }
    }

    public static Envelope Of(MailMessage mail, Addressees addressees) => addressees.Of(mail) is { Count: > 0 } ours
        ? new Envelope([.. ours.Select(m => m.Pack.Id)], mail.MessageId ?? string.Empty) { Written = WrittenIn(mail) }
        : Unknown(addressees) with { MessageId = mail.MessageId ?? string.Empty, Written = WrittenIn(mail) };

    private static string[] WrittenIn(MailMessage mail) =>
        [.. new[] { mail.From, mail.To, mail.Cc }.Select(Addresses), mail.Subject, mail.Header("Date")?.Trim() ?? string.Empty];

    private static string Addresses(IReadOnlyList<MailAddress> list) => string.Join('\n', list.Select(a => a.Address.ToLowerInvariant()));

    public static Envelope Unknown(Addressees addressees) => new([addressees.Default.Pack.Id], string.Empty);
}
