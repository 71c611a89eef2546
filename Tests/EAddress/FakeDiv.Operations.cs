using System.Globalization;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace SocialWorkflows.Tests.EAddress;

internal sealed partial class FakeDiv
{
    private const int NewsPage = 5;
    private int _next = 1000;

    /// <summary>What lies in the service, in the order in which it came.</summary>
    public List<FakeDivMessage> Messages { get; } = [];

    public List<FakeDivNotice> Notifications { get; } = [];

    /// <summary>People with an active address.</summary>
    public HashSet<string> Active { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Said of every address in place of the truth.</summary>
    public string? Standing { get; set; }

    /// <summary>Certificates that addressees have published.</summary>
    public Dictionary<string, X509Certificate2> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, Dictionary<string, MemoryStream>> _begun = new(StringComparer.Ordinal);

    /// <summary>A message for an institution; the same object again is listed twice.</summary>
    public void Deliver(FakeDivMessage message)
    {
        lock (_gate)
        {
            Messages.Add(message);
        }
    }

    public string NextId() => string.Create(CultureInfo.InvariantCulture, $"MSG-{Interlocked.Increment(ref _next)}");

    public void Notify(string messageId, string type) => Notifications.Add(new FakeDivNotice(Interlocked.Increment(ref _next), messageId, type));

    private async Task<Answer> DoAsync(string operation, SoapMessage message, string account, X509Certificate2 certificate)
    {
        var input = message.Input;
        switch (operation)
        {
            case "GetMessageList":
                DivRules.Sequence(input, "MaxResultCount?", "AddresseeUnitId?");
                return List(account, int.Parse(SoapMessage.Text(input, "u:MaxResultCount"), CultureInfo.InvariantCulture));
            case "GetMessage":
                DivRules.Sequence(input, "MessageId");
                return Read(Visible(SoapMessage.Text(input, "u:MessageId"), account));
            case "GetAttachmentSection":
                DivRules.Sequence(input, "MessageId", "ContentId", "SectionIndex");
                var section = Visible(SoapMessage.Text(input, "u:MessageId"), account)
                    .Section(SoapMessage.Text(input, "u:ContentId"), int.Parse(SoapMessage.Text(input, "u:SectionIndex"), CultureInfo.InvariantCulture));
                return new Answer(Include("section"), [("section", section)]);
            case "ConfirmMessage":
                DivRules.Sequence(input, "RecipientConfirmationPart", "MessageId");
                await ConfirmAsync(Visible(SoapMessage.Text(input, "u:MessageId"), account), SoapMessage.Select(input, "d:RecipientConfirmationPart")[0], certificate);
                return "";
            case "SendMessage":
                DivRules.Sequence(input, "Envelope", "AttachmentsInput?");
                return await AcceptAsync(
                    SoapMessage.Select(input, "d:Envelope")[0],
                    SoapMessage.Select(input, "u:AttachmentsInput/u:AttachmentInput").ToDictionary(a => SoapMessage.Text(a, "u:ContentId"), a => message.BytesOf(SoapMessage.Select(a, "u:Contents")[0])),
                    account,
                    certificate,
                    NextId());
            case "InitSendMessage":
                DivRules.Sequence(input, "MessageClientId", "SenderEAddress", "AttachmentsInput");
                var begun = NextId();
                _begun[begun] = SoapMessage.Select(input, "u:AttachmentsInput/u:AttachmentInput/u:ContentId").ToDictionary(c => c.InnerText, _ => new MemoryStream());
                return $"<MessageId>{begun}</MessageId>";
            case "SendAttachmentSection":
                DivRules.Sequence(input, "MessageId", "ContentId", "SectionIndex", "Contents");
                var contents = message.BytesOf(SoapMessage.Select(input, "u:Contents")[0]);
                var file = _begun[SoapMessage.Text(input, "u:MessageId")][SoapMessage.Text(input, "u:ContentId")];
                if (contents.Length > 4 * 1024 * 1024 || file.Length != 4L * 1024 * 1024 * int.Parse(SoapMessage.Text(input, "u:SectionIndex"), CultureInfo.InvariantCulture))
                {
                    throw DivFaultException.Malformed("sections of 4 MiB, in order.");
                }

                file.Write(contents);
                return "";
            case "CompleteSendMessage":
                DivRules.Sequence(input, "MessageId", "Envelope");
                var id = SoapMessage.Text(input, "u:MessageId");
                return await AcceptAsync(SoapMessage.Select(input, "d:Envelope")[0], _begun[id].ToDictionary(f => f.Key, f => f.Value.ToArray()), account, certificate, id);
            case "GetNotificationList":
                DivRules.Sequence(input, "MaxResultCount?");
                return News(account);
            case "ConfirmNotificationList":
                DivRules.Sequence(input, "NotificationIds");
                var ids = SoapMessage.Select(input, "u:NotificationIds/arr:long").Select(e => long.Parse(e.InnerText, CultureInfo.InvariantCulture)).ToHashSet();
                Notifications.RemoveAll(n => ids.Contains(n.Id));
                return "";
            case "GetMessageServerConfirmation":
                DivRules.Sequence(input, "MessageId");
                return $"<ServerConfirmationPart xmlns=\"{SoapMessage.Div}\">{Visible(SoapMessage.Text(input, "u:MessageId"), account).ServerSection()}</ServerConfirmationPart>";
            case "ValidateEAddress":
                DivRules.Sequence(input, "EAddresses", "Type?");
                return "<Results>" + string.Concat(SoapMessage.Select(input, "u:EAddresses/arr:string").Select(e =>
                    $"<EAddressValidationResult><EAddress>{e.InnerText}</EAddress><IsValid>{Standing ?? (Active.Contains(e.InnerText) ? "true" : "false")}</IsValid></EAddressValidationResult>")) + "</Results>";
            case "GetPublicKeyList":
                DivRules.Sequence(input, "Recipients");
                return "<PublicKeys>" + string.Concat(SoapMessage.Select(input, "u:Recipients/arr:string").Where(e => Keys.ContainsKey(e.InnerText)).Select(e =>
                    $"<RecipientPublicKey><EAddress>{e.InnerText}</EAddress><Certificate>{Convert.ToBase64String(Keys[e.InnerText].RawData)}</Certificate></RecipientPublicKey>")) + "</PublicKeys>";
            default:
                throw new DivFaultException("Sender", "ActionNotSupported", operation);
        }
    }

    private Answer List(string account, int count)
    {
        var waiting = Messages.Where(m => m.To.Equals(account, StringComparison.OrdinalIgnoreCase) && m.Confirmed == 0).ToList();
        var headers = waiting.Take(count).Select(m =>
            $"<MessageHeader><MessageId>{m.Id}</MessageId><SenderEAddress>{m.ListedSender ?? m.From}</SenderEAddress><IsDelivered>false</IsDelivered><SentOn>{m.Written}</SentOn></MessageHeader>");
        return $"<MessageHeaders>{string.Concat(headers)}</MessageHeaders><HasMoreData>{(waiting.Count > count ? "true" : "false")}</HasMoreData>";
    }

    private static Answer Read(FakeDivMessage message) => new(
        message.EnvelopeXml()
        + $"<Recipients><arr:string xmlns:arr=\"{SoapMessage.Arrays}\">{message.To}</arr:string></Recipients><ConfirmationName>C7</ConfirmationName>"
        + (message.Files.Count == 0 ? "" : "<AttachmentsOutput>" + string.Concat(message.Files.Select(f =>
            $"<AttachmentOutput><ContentId>{f.Id}</ContentId><IsSeparateCall>{(f.Sections > 0 ? "true" : "false")}</IsSeparateCall>"
            + (f.Sections > 0 ? $"<SectionCount>{f.Sections}</SectionCount><SectionSize>{f.SectionSize}</SectionSize>" : Include("f" + f.Id)) + "</AttachmentOutput>")) + "</AttachmentsOutput>"),
        [.. message.Files.Where(f => f.Sections == 0).Select(f => ("f" + f.Id, f.Payload))]);

    private async Task<Answer> AcceptAsync(XmlElement envelope, IReadOnlyDictionary<string, byte[]> files, string account, X509Certificate2 certificate, string id)
    {
        await DivRules.CheckEnvelopeAsync(envelope, certificate, files);
        var transport = SoapMessage.Select(envelope, "d:SenderDocument/d:SenderTransportMetadata")[0];
        var to = SoapMessage.Text(transport, "d:Recipients/d:RecipientEntry/d:RecipientE-Address");
        if (SoapMessage.Text(transport, "d:SenderE-Address") != account)
        {
            throw new DivFaultException("Sender", null, "Lietotājam nav tiesības uz šo darbību");
        }

        if (!Active.Contains(to))
        {
            throw new DivFaultException("Sender", null, $"PSS.024 Ziņojumu no {account} uz {to} nevar maršrutēt");
        }

        Deliver(new FakeDivMessage
        {
            Id = id,
            From = account,
            To = to,
            At = _time.GetUtcNow(),
            Reference = SoapMessage.Text(transport, "d:SenderRefNumber"),
            Sent = DivRules.Alone(envelope),
            Files = [.. files.Select(f => new FakeDivFile(f.Key, "", f.Value))],
        });
        Notify(id, "MessageProcessed");
        return $"<MessageId>{id}</MessageId>";
    }

    private static async Task ConfirmAsync(FakeDivMessage message, XmlElement part, X509Certificate2 certificate)
    {
        if (message.Confirmed > 0)
        {
            throw new DivFaultException("Sender", null, "PSS.031 Ziņojums jau ir apstiprināts");
        }

        DivRules.Sequence(part, "RecipientConfirmations", "Signatures");
        DivRules.Sequence(SoapMessage.Select(part, "d:RecipientConfirmations/d:ConfirmationEntry").Single(), "RelatedRecipients", "Status", "StatusCode?", "StatusReason?");
        if (SoapMessage.Text(part, "d:RecipientConfirmations/d:ConfirmationEntry/d:Status") != "RecipientAccepted")
        {
            throw DivFaultException.Malformed("the status is not known.");
        }

        // The service verifies over the sections as it keeps them, not as they come back.
        var combined = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        combined.LoadXml($"<RecipientConfirmationPart xmlns=\"{SoapMessage.Div}\">{message.SenderSection()}{message.ServerSection()}</RecipientConfirmationPart>");
        foreach (var child in part.ChildNodes.OfType<XmlElement>())
        {
            combined.DocumentElement!.AppendChild(combined.ImportNode(DivRules.Alone(child).DocumentElement!, deep: true));
        }

        await DivRules.CheckSignatureAsync(combined, "C7RecipientSignature", certificate, "SenderSection", "ServerSection", "C7RecipientSection");
        message.Confirmed++;
    }

    private Answer News(string account)
    {
        var news = Notifications.Where(n => Messages.Find(m => m.Id == n.MessageId) is { } m && m.From == account).ToList();
        return "<Notifications>" + string.Concat(news.Take(NewsPage).Select(n => $"<Notification><Id>{n.Id}</Id><Type>{n.Type}</Type><MessageId>{n.MessageId}</MessageId></Notification>"))
            + $"</Notifications><HasMoreData>{(news.Count > NewsPage ? "true" : "false")}</HasMoreData>";
    }

    private FakeDivMessage Visible(string id, string account) => Messages.Find(m => m.Id == id && (m.To.Equals(account, StringComparison.OrdinalIgnoreCase) || m.From == account))
        ?? throw new DivFaultException("Sender", null, $"PSS.012 Ziņojums {SecurityElement.Escape(id)} nav atrasts");

    private static string Include(string id) => $"<Contents><xop:Include href=\"cid:{id}\" xmlns:xop=\"http://www.w3.org/2004/08/xop/include\"/></Contents>";
}

internal sealed record FakeDivNotice(long Id, string MessageId, string Type);
