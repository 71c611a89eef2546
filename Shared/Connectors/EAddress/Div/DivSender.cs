using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>Sends one notice: in one call, or file by file in sections where it is larger than one call may be.</summary>
internal sealed class DivSender(DivOptions options, DivAccount account, DivChannel channel, TimeProvider time)
{
    /// <summary>What the service takes in one call, and in one section.</summary>
    private const int SectionBytes = 4 * 1024 * 1024;

    private static readonly TimeZoneInfo Riga = TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga");

    /// <param name="notice">To be sent.</param>
    /// <param name="beforeSending">Called right before the call after which the service may have it.</param>
    /// <returns>The service's id of the message.</returns>
    public async Task<string> SendAsync(EAddressNotice notice, Func<Task> beforeSending, CancellationToken cancellation)
    {
        var secret = options.EncryptAttachments ? await SecretForAsync(notice.To, cancellation) : null;
        List<DivFile> files = [.. notice.Files.Select((file, index) => Pack(file, index, secret))];
        var now = time.GetUtcNow();
        var envelope = DivEnvelope.Build(account, notice, files, secret, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Riga).Date), now);
        if (files.Sum(file => (long)file.Payload.Length) <= SectionBytes)
        {
            await beforeSending();
            return IdOf(await channel.CallAsync("SendMessage", DivBody.Of("SendMessage", input => Put(input, envelope), files), cancellation));
        }

        var message = await BeginAsync(notice, files, cancellation);
        await beforeSending();
        var done = await channel.CallAsync(
            "CompleteSendMessage",
            DivBody.Of("CompleteSendMessage", input =>
            {
                input.Add(DivNames.Service, "MessageId", message);
                Put(input, envelope);
            }),
            cancellation);
        return done.Body.Text("MessageId") is { Length: > 0 } id ? id : message;
    }

    private async Task<string> BeginAsync(EAddressNotice notice, IReadOnlyList<DivFile> files, CancellationToken cancellation)
    {
        var message = IdOf(await channel.CallAsync(
            "InitSendMessage",
            DivBody.Of("InitSendMessage", input =>
            {
                input.Add(DivNames.Service, "MessageClientId", notice.OperationId);
                input.Add(DivNames.Service, "SenderEAddress", account.Options.Address);
                var list = input.Add(DivNames.Service, "AttachmentsInput");
                foreach (var file in files)
                {
                    list.Add(DivNames.Service, "AttachmentInput").Add(DivNames.Service, "ContentId", file.ContentId);
                }
            }),
            cancellation));
        foreach (var file in files)
        {
            for (var index = 0; index * SectionBytes < file.Payload.Length; index++)
            {
                var section = file.Payload.AsMemory(index * SectionBytes, Math.Min(SectionBytes, file.Payload.Length - (index * SectionBytes))).ToArray();
                await channel.CallAsync("SendAttachmentSection", DivBody.Section(message, file.ContentId, index, section), cancellation);
            }
        }

        return message;
    }

    private DivFile Pack(EAddressFile file, int index, DivSecret? secret)
    {
        var content = file.Content.ToArray();
        var packed = options.CompressAttachments ? DivCipher.Compress(content) : content;
        return new DivFile(
            index.ToString(System.Globalization.CultureInfo.InvariantCulture), file.Name, MediaTypeOf(file.Name), secret is null ? packed : secret.Cipher.Encrypt(packed), options.CompressAttachments);
    }

    private static string MediaTypeOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".PDF" => "application/pdf",
        ".EDOC" or ".ASICE" => "application/vnd.etsi.asic-e+zip",
        ".DOCX" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".ODT" => "application/vnd.oasis.opendocument.text",
        ".JPG" => "image/jpeg",
        ".PNG" => "image/png",
        ".TIF" => "image/tiff",
        _ => "application/octet-stream",
    };

    /// <summary>Null when the addressee has published no certificate: most people have not.</summary>
    private async Task<DivSecret?> SecretForAsync(string addressee, CancellationToken cancellation)
    {
        var keys = await channel.CallAsync("GetPublicKeyList", DivBody.Of("GetPublicKeyList", input => DivBody.AddList(input, "Recipients", "string", [addressee])), cancellation);
        foreach (var value in keys.Body.GetElementsByTagName("*").OfType<XmlElement>().Where(e => e.LocalName is "Certificate" or "PublicKey" or "Key"))
        {
            if (CertificateOf(value.InnerText.Trim()) is { } certificate)
            {
                using (certificate)
                {
                    var cipher = DivCipher.New();
                    return new DivSecret(cipher, cipher.WrapFor(certificate), DivCipher.ThumbprintOf(certificate));
                }
            }
        }

        return null;
    }

    private static X509Certificate2? CertificateOf(string base64)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));
        }
        catch (Exception problem) when (problem is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static void Put(XmlElement input, XmlElement envelope) => input.AppendChild(input.OwnerDocument.ImportNode(envelope, deep: true));

    private static string IdOf(DivReply reply) => reply.Body.Text("MessageId") is { Length: > 0 } id
        ? id
        : throw new EAddressServiceException(EAddressProblem.TryAgain, "NO-ID", "the service took the message and gave no id.", mayHaveHappened: true);
}
