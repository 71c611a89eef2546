using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Xml;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>A message as the service keeps it.</summary>
internal sealed class FakeDivMessage
{
    public required string Id { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>False: it writes Latvia's time and does not say so.</summary>
    public bool TellsOffset { get; init; } = true;

    public string Written => TellsOffset
        ? At.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture)
        : TimeZoneInfo.ConvertTime(At, TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga")).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>Null: the list names the sender of the envelope.</summary>
    public string? ListedSender { get; init; }

    public string GivenName { get; init; } = "Berta";

    public string Surname { get; init; } = "Izdomātā";

    public string Title { get; init; } = "Iesniegums par aprūpi mājās";

    public string Text { get; init; } = "Lūdzu aprūpi mājās.";

    public string Reference { get; init; } = "ref";

    public string? WrappedKey { get; init; }

    public string? Thumbprint { get; init; }

    public IReadOnlyList<FakeDivFile> Files { get; init; } = [];

    /// <summary>The envelope of one that an institution sent.</summary>
    public XmlDocument? Sent { get; init; }

    public int Confirmed { get; set; }

    public string SenderSection()
    {
        if (Sent is not null)
        {
            return SoapMessage.Select(Sent, "/d:Envelope/d:SenderDocument")[0].OuterXml;
        }

        var files = string.Concat(Files.Select(f => $"<File><MimeType>application/pdf</MimeType><Size>{f.Payload.Length}</Size><Name>{SecurityElement.Escape(f.Name)}</Name><Content><ContentReference>{f.Id}</ContentReference>"
            + $"<DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha512\"/><DigestValue>{f.Digest ?? Convert.ToBase64String(SHA512.HashData(f.Payload))}</DigestValue></Content>"
            + $"<Compressed>{(f.Compressed ? "true" : "false")}</Compressed><AppendixNumber>1</AppendixNumber></File>"));
        var encryption = WrappedKey is null ? "" : $"<EncryptionInfo><Key>{WrappedKey}</Key><CertificateThumbprint>{Thumbprint}</CertificateThumbprint></EncryptionInfo>";

        // Prefixes, attributes out of order and white space on purpose: the confirmation signs this section as it is.
        return $"<div:SenderDocument Id=\"SenderSection\" xmlns:div=\"{SoapMessage.Div}\" xmlns=\"{SoapMessage.Div}\">\n  <DocumentMetadata><GeneralMetadata><Authors><AuthorEntry><PrivatePerson><Name>{GivenName}</Name><Surname>{Surname}</Surname></PrivatePerson></AuthorEntry></Authors>"
            + $"<Date>2026-06-08</Date><Title>{SecurityElement.Escape(Title)}</Title><Description>{SecurityElement.Escape(Text)}</Description><DocumentKind><DocumentKindCode>DOC_EMPTY</DocumentKindCode><DocumentKindVersion>1.0</DocumentKindVersion></DocumentKind></GeneralMetadata>"
            + (files.Length > 0 ? $"<PayloadReference>{files}</PayloadReference>" : "")
            + $"</DocumentMetadata>\n  <SenderTransportMetadata><SenderE-Address>{From}</SenderE-Address><SenderRefNumber>{Reference}</SenderRefNumber><Recipients><RecipientEntry><RecipientE-Address>{To}</RecipientE-Address>{encryption}</RecipientEntry></Recipients>"
            + "<NotifySenderOnDelivery>true</NotifySenderOnDelivery><Priority>normal</Priority></SenderTransportMetadata>\n</div:SenderDocument>";
    }

    public string ServerSection() =>
        $"<ServerTransportMetadata Id=\"ServerSection\" xmlns=\"{SoapMessage.Div}\"><ServerReceivedTime>{Written}</ServerReceivedTime><MessageId>{Id}</MessageId></ServerTransportMetadata>";

    public string EnvelopeXml() => $"<Envelope xmlns=\"{SoapMessage.Div}\">{SenderSection()}{ServerSection()}<Signatures/></Envelope>";

    public byte[] Section(string contentId, int index)
    {
        var file = Files.Single(f => f.Id == contentId);
        return file.Payload[(index * file.SectionSize)..Math.Min(file.Payload.Length, (index + 1) * file.SectionSize)];
    }
}

internal sealed record FakeDivFile(string Id, string Name, byte[] Payload)
{
    public bool Compressed { get; init; }

    /// <summary>Null: the right one.</summary>
    public string? Digest { get; init; }

    /// <summary>0: with the message.</summary>
    public int SectionSize { get; init; }

    public int Sections => SectionSize == 0 ? 0 : (Payload.Length + SectionSize - 1) / SectionSize;
}
