using System.Collections.Concurrent;
using System.Xml;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>Messages for the account: listed until they are confirmed, confirmed with a signature when they are stored.</summary>
internal sealed class DivInbox(DivAccount account, DivChannel channel, DivNotices notices, TimeProvider time)
{
    private const int PageSize = 100;
    private const int LargestPage = 1600;

    private readonly ConcurrentDictionary<string, DivHeader> _headers = new(StringComparer.Ordinal);

    /// <summary>Ids in the service's order. It lists from the beginning only: while it has more, a longer list is asked for.</summary>
    public async Task<IReadOnlyList<string>> WaitingAsync(CancellationToken cancellation)
    {
        for (var size = PageSize; ; size *= 2)
        {
            var asked = size;
            var reply = await channel.CallAsync(
                "GetMessageList",
                DivBody.Of("GetMessageList", input =>
                {
                    DivBody.AddNumber(input, "MaxResultCount", asked);
                    if (account.Options.AddresseeUnitId is { } unit)
                    {
                        DivBody.AddNumber(input, "AddresseeUnitId", unit);
                    }
                }),
                cancellation);
            if (reply.Body.IsTrue("HasMoreData") && size < LargestPage)
            {
                continue;
            }

            var listed = reply.Body.Child("MessageHeaders").Children("MessageHeader")
                .Select(header => new DivHeader(header.Text("MessageId"), header.Text("SenderEAddress"), header.Time("SentOn")))
                .Where(header => header.MessageId.Length > 0)
                .DistinctBy(header => header.MessageId);
            _headers.Clear();
            List<string> waiting = [];
            foreach (var header in listed)
            {
                if (!await notices.IsSetAsideAsync(header.MessageId, cancellation))
                {
                    _headers[header.MessageId] = header;
                    waiting.Add(header.MessageId);
                }
            }

            return waiting;
        }
    }

    public async Task<EAddressMessage> ReadAsync(string messageId, CancellationToken cancellation) => await DivReader.ReadAsync(
        await channel.CallAsync("GetMessage", DivQueries.OfMessage("GetMessage", messageId), cancellation),
        _headers.GetValueOrDefault(messageId),
        account,
        messageId,
        (content, index) => SectionAsync(messageId, content, index, cancellation));

    /// <summary>The recipient's signed yes to the message as the service keeps it: its sender's section, the service's, and ours.</summary>
    public async Task ConfirmAsync(string messageId, CancellationToken cancellation)
    {
        var reply = await channel.CallAsync("GetMessage", DivQueries.OfMessage("GetMessage", messageId), cancellation);
        var envelope = reply.Body.Child("Envelope");
        if (envelope.Child("SenderDocument") is not { } sent || envelope.Child("ServerTransportMetadata") is not { } served
            || sent.GetAttribute("Id") != DivNames.SenderSection || served.GetAttribute("Id") != DivNames.ServerSection)
        {
            throw new EAddressServiceException(EAddressProblem.Refused, "SECTIONS", "the message has not the sections that a confirmation signs. Confirm it in the portal, and tell the developers.");
        }

        var name = reply.Body.Text("ConfirmationName");
        var part = new XmlDocument { PreserveWhitespace = true, XmlResolver = null }.Add(DivNames.Envelope, "RecipientConfirmationPart");
        var entry = part.Add(DivNames.Envelope, "RecipientConfirmations").Add(DivNames.Envelope, "ConfirmationEntry");
        entry.SetAttribute("Id", name + "RecipientSection");
        var related = entry.Add(DivNames.Envelope, "RelatedRecipients");
        foreach (var address in reply.Body.Child("Recipients").Children("string").Select(r => r.InnerText.Trim()).DefaultIfEmpty(account.Options.Address))
        {
            related.Add(DivNames.Envelope, "E-Address", address);
        }

        entry.Add(DivNames.Envelope, "Status", "RecipientAccepted");
        DivSignature.Sign(part.Add(DivNames.Envelope, "Signatures"), name + "RecipientSignature", [sent, served, entry], account.Certificate, time.GetUtcNow());
        await channel.CallAsync(
            "ConfirmMessage",
            DivBody.Of("ConfirmMessage", input =>
            {
                input.AppendChild(input.OwnerDocument.ImportNode(part, deep: true));
                input.Add(DivNames.Service, "MessageId", messageId);
            }),
            cancellation);
    }

    /// <summary>Not confirmed: a person opens it in the portal. It is listed there and offered no more here.</summary>
    public Task SetAsideAsync(string messageId, CancellationToken cancellation) => notices.SetAsideAsync(messageId, cancellation);

    private async Task<byte[]> SectionAsync(string messageId, string contentId, int index, CancellationToken cancellation)
    {
        var reply = await channel.CallAsync("GetAttachmentSection", DivBody.Section(messageId, contentId, index, contents: null, "GetAttachmentSection"), cancellation);
        return reply.BytesOf(reply.Body.Child("Contents")) ?? throw new EAddressException("A section of a large file came empty.");
    }
}
