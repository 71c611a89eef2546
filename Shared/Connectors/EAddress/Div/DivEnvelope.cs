using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>The envelope of a letter we send, signed. Members in the order of the service's schema.</summary>
internal static class DivEnvelope
{
    public static XmlElement Build(DivAccount account, EAddressNotice notice, IReadOnlyList<DivFile> files, DivSecret? secret, DateOnly day, DateTimeOffset at)
    {
        var envelope = new XmlDocument { PreserveWhitespace = true, XmlResolver = null }.Add(DivNames.Envelope, "Envelope");
        var section = Div(envelope, "SenderDocument");
        section.SetAttribute("Id", DivNames.SenderSection);
        AddDocument(Div(section, "DocumentMetadata"), account, notice, files, day);
        AddTransport(Div(section, "SenderTransportMetadata"), account, notice, secret);
        DivSignature.Sign(Div(envelope, "Signatures"), "SenderSignature", [section], account.Certificate, at);
        return envelope;
    }

    private static void AddDocument(XmlElement document, DivAccount account, EAddressNotice notice, IReadOnlyList<DivFile> files, DateOnly day)
    {
        var general = Div(document, "GeneralMetadata");
        Div(Div(Div(Div(general, "Authors"), "AuthorEntry"), "Institution"), "Title", account.Options.Title);
        Div(general, "Date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Div(general, "Title", notice.Subject);
        Div(general, "Description", notice.Text);
        var kind = Div(general, "DocumentKind");
        Div(kind, "DocumentKindCode", DivNames.GeneralLetter);
        Div(kind, "DocumentKindVersion", "1.0");
        if (files.Count == 0)
        {
            return;
        }

        var payload = Div(document, "PayloadReference");
        foreach (var (file, index) in files.Select((file, index) => (file, index)))
        {
            var entry = Div(payload, "File");
            Div(entry, "MimeType", file.MediaType);
            Div(entry, "Size", file.Payload.Length.ToString(CultureInfo.InvariantCulture));
            Div(entry, "Name", file.Name);
            var content = Div(entry, "Content");
            Div(content, "ContentReference", file.ContentId);
            Div(content, "DigestMethod").SetAttribute("Algorithm", DivNames.Sha512);
            Div(content, "DigestValue", Convert.ToBase64String(SHA512.HashData(file.Payload)));
            Div(entry, "Compressed", file.Compressed ? "true" : "false");
            Div(entry, "AppendixNumber", (index + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void AddTransport(XmlElement transport, DivAccount account, EAddressNotice notice, DivSecret? secret)
    {
        Div(transport, "SenderE-Address", account.Options.Address);
        Div(transport, "SenderRefNumber", notice.OperationId);
        var recipient = Div(Div(transport, "Recipients"), "RecipientEntry");
        Div(recipient, "RecipientE-Address", notice.To);
        if (secret is not null)
        {
            var encryption = Div(recipient, "EncryptionInfo");
            Div(encryption, "Key", Convert.ToBase64String(secret.WrappedKey));
            Div(encryption, "CertificateThumbprint", secret.Thumbprint);
        }

        Div(transport, "NotifySenderOnDelivery", "true");
        Div(transport, "Priority", "normal");
    }

    private static XmlElement Div(XmlElement parent, string name, string? text = null) => parent.Add(DivNames.Envelope, name, text is null ? null : Plain(text));

    /// <summary>Without what XML cannot hold.</summary>
    private static string Plain(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(IsXml).Select(rune => rune.ToString()));

    private static bool IsXml(System.Text.Rune rune) => !rune.IsBmp || (XmlConvert.IsXmlChar((char)rune.Value) && rune.Value != 0xFFFD);
}

/// <summary>The key of a message's files as the addressee gets it.</summary>
internal sealed record DivSecret(DivCipher Cipher, byte[] WrappedKey, string Thumbprint);
