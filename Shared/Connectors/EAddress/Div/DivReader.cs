using System.Security.Cryptography;
using System.Xml;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>Makes a message of what the service answers to GetMessage. Whatever is missing or does not agree is a damaged message, never half of one.</summary>
internal static class DivReader
{
    private const string Digest = "A file does not have the digest its envelope says.";

    /// <param name="reply">The answer.</param>
    /// <param name="header">What the service's own list says of it; null when it was not listed by this process.</param>
    /// <param name="account">With the keys of encrypted files.</param>
    /// <param name="messageId">Of the service.</param>
    /// <param name="sections">Fetches one section of a large file.</param>
    /// <exception cref="EAddressException">Damaged.</exception>
    public static async Task<EAddressMessage> ReadAsync(
        DivReply reply, DivHeader? header, DivAccount account, string messageId, Func<string, int, Task<byte[]>> sections)
    {
        var envelope = reply.Body.Child("Envelope") ?? throw new EAddressException("The message has no envelope.");
        var section = envelope.Child("SenderDocument") ?? throw new EAddressException("The envelope has no sender section.");
        var transport = section.Child("SenderTransportMetadata");
        var general = section.Child("DocumentMetadata", "GeneralMetadata");
        var from = transport.Text("SenderE-Address");
        if (from.Length == 0 || (header is { Sender.Length: > 0 } && !header.Sender.Equals(from, StringComparison.OrdinalIgnoreCase)))
        {
            throw new EAddressException("The envelope names no sender, or another one than the service does.");
        }

        return new EAddressMessage
        {
            MessageId = messageId,
            From = from,
            SenderName = NameOf(general.Child("Authors", "AuthorEntry")),
            Subject = general.Text("Title"),
            Text = general.Text("Description"),
            ReceivedAt = envelope.Time("ServerTransportMetadata", "ServerReceivedTime") ?? header?.SentOn
                ?? throw new EAddressException("Neither the envelope nor the list says when the service received the message."),
            Files = await FilesAsync(reply, section, account, sections),
        };
    }

    private static string NameOf(XmlElement? author) => author.Child("PrivatePerson") is { } person
        ? $"{person.Text("Name")} {person.Text("Surname")}".Trim()
        : author.Text("Institution", "Title");

    private static async Task<IReadOnlyList<EAddressFile>> FilesAsync(DivReply reply, XmlElement section, DivAccount account, Func<string, int, Task<byte[]>> sections)
    {
        var attachments = reply.Body.Child("AttachmentsOutput").Children("AttachmentOutput").ToList();
        DivCipher? cipher = null;
        List<EAddressFile> files = [];
        foreach (var entry in section.Child("DocumentMetadata", "PayloadReference").Children("File"))
        {
            var id = entry.Text("Content", "ContentReference");
            var attachment = attachments.Find(a => a.Text("ContentId").Equals(id, StringComparison.OrdinalIgnoreCase))
                ?? throw new EAddressException("A file that the envelope lists did not come.");
            var payload = await PayloadAsync(reply, attachment, id, sections);
            var keys = section.Child("SenderTransportMetadata", "Recipients").Children("RecipientEntry").Where(r => r.Child("EncryptionInfo") is not null).ToList();
            cipher ??= keys.Count == 0 ? null : CipherOf(keys, account);
            var opened = cipher is null ? payload : cipher.Decrypt(payload);
            var content = entry.IsTrue("Compressed") ? DivCipher.Decompress(opened) : opened;
            CheckDigest(entry.Child("Content"), payload, content);
            files.Add(new EAddressFile(entry.Text("Name") is { Length: > 0 } name ? name : id, content));
        }

        return files;
    }

    private static async Task<byte[]> PayloadAsync(DivReply reply, XmlElement attachment, string id, Func<string, int, Task<byte[]>> sections)
    {
        if (!attachment.IsTrue("IsSeparateCall"))
        {
            return reply.BytesOf(attachment.Child("Contents")) ?? throw new EAddressException("A file that the envelope lists came empty.");
        }

        var count = attachment.Number("SectionCount");
        var size = attachment.Number("SectionSize");
        if (count is < 1 or > 1000 || (long)count * Math.Max(size, 1) > 200L * 1024 * 1024)
        {
            throw new EAddressException("A large file comes in no, or in more, sections than are read.");
        }

        using var whole = new MemoryStream();
        for (var index = 0; index < count; index++)
        {
            await whole.WriteAsync(await sections(id, index));
        }

        return whole.ToArray();
    }

    private static DivCipher CipherOf(IEnumerable<XmlElement> recipients, DivAccount account)
    {
        X509Keys keys = new(account);
        foreach (var recipient in recipients)
        {
            var wrapped = recipient.Text("EncryptionInfo", "Key");
            var bytes = new byte[wrapped.Length];
            if (Convert.TryFromBase64String(wrapped, bytes, out var length) && DivCipher.Open(bytes[..length], keys.InOrder(recipient.Text("EncryptionInfo", "CertificateThumbprint"))) is { } cipher)
            {
                return cipher;
            }
        }

        throw new EAddressException("The files are encrypted for a certificate that is not here. Name the former certificate in FormerCertificateFiles.");
    }

    /// <summary>Of the bytes as they travelled; senders have been seen to give that of the file itself.</summary>
    private static void CheckDigest(XmlElement? content, byte[] payload, byte[] plain)
    {
        var algorithm = content.Child("DigestMethod")?.GetAttribute("Algorithm") ?? "";
        Func<byte[], byte[]> hash = algorithm switch
        {
            DivNames.Sha512 => SHA512.HashData,
            "http://www.w3.org/2001/04/xmlenc#sha256" => SHA256.HashData,
            _ => throw new EAddressException(Digest),
        };
        var wanted = content.Text("DigestValue");
        if (Convert.ToBase64String(hash(payload)) != wanted && Convert.ToBase64String(hash(plain)) != wanted)
        {
            throw new EAddressException(Digest);
        }
    }

    private sealed class X509Keys(DivAccount account)
    {
        /// <summary>The certificate that is named first.</summary>
        public IEnumerable<System.Security.Cryptography.X509Certificates.X509Certificate2> InOrder(string thumbprint) =>
            account.Former.Prepend(account.Certificate).OrderBy(certificate => DivCipher.ThumbprintOf(certificate) == thumbprint ? 0 : 1);
    }
}

/// <summary>A line of GetMessageList.</summary>
internal sealed record DivHeader(string MessageId, string Sender, DateTimeOffset? SentOn);
