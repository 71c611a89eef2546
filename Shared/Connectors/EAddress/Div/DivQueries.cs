using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>What the service says about messages we sent.</summary>
internal sealed class DivQueries(DivChannel channel)
{
    private const int PageSize = 100;

    /// <summary>When the service received it: the moment of sending in the law's sense.</summary>
    public async Task<DateTimeOffset> ReceivedByServiceAsync(string messageId, CancellationToken cancellation)
    {
        var reply = await channel.CallAsync("GetMessageServerConfirmation", OfMessage("GetMessageServerConfirmation", messageId), cancellation);
        var part = reply.Body.Child("ServerConfirmationPart") ?? reply.Body;
        return part.Time("ServerTransportMetadata", "ServerReceivedTime")
            ?? throw new EAddressServiceException(EAddressProblem.TryAgain, "NO-TIME", "the service's confirmation names no time of receipt; it is asked again.");
    }

    /// <summary>Our operation id of a message of ours; null when the service does not show it to us.</summary>
    public async Task<string?> ReferenceOfAsync(string messageId, CancellationToken cancellation)
    {
        try
        {
            var reply = await channel.CallAsync("GetMessage", OfMessage("GetMessage", messageId), cancellation);
            return reply.Body.Child("Envelope", "SenderDocument", "SenderTransportMetadata").Text("SenderRefNumber") is { Length: > 0 } reference ? reference : null;
        }
        catch (EAddressServiceException refused) when (refused.Kind == EAddressProblem.Refused)
        {
            return null;
        }
    }

    public async Task<(IReadOnlyList<DivNotification> Notifications, bool HasMore)> NotificationsAsync(CancellationToken cancellation)
    {
        var reply = await channel.CallAsync("GetNotificationList", DivBody.Of("GetNotificationList", input => DivBody.AddNumber(input, "MaxResultCount", PageSize)), cancellation);
        return ([.. reply.Body.Child("Notifications").Children("Notification").Select(DivNotification.Of).OfType<DivNotification>()], reply.Body.IsTrue("HasMoreData"));
    }

    public Task ConfirmNotificationsAsync(IReadOnlyList<long> ids, CancellationToken cancellation) => channel.CallAsync(
        "ConfirmNotificationList",
        DivBody.Of("ConfirmNotificationList", input => DivBody.AddList(input, "NotificationIds", "long", ids.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture)))),
        cancellation);

    public static DivBody OfMessage(string operation, string messageId) => DivBody.Of(operation, input => input.Add(DivNames.Service, "MessageId", messageId));
}

/// <summary>News of a message. Types seen: MessageProcessed, MessageDelivered, NewMessage; a word of failure in any other is taken as one.</summary>
internal sealed record DivNotification(long Id, string MessageId, string Type)
{
    public bool IsAboutIncoming => Type == "NewMessage";

    public bool IsDelivered => Type == "MessageDelivered";

    public bool IsUndelivered => !IsDelivered
        && new[] { "Fail", "Reject", "NotDelivered", "Undeliver", "Error", "Expired" }.Any(word => Type.Contains(word, StringComparison.OrdinalIgnoreCase));

    public static DivNotification? Of(System.Xml.XmlElement element) =>
        long.TryParse(element.Text("Id"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? new DivNotification(id, element.Text("MessageId"), element.Text("Type") is { Length: > 0 } type ? type : element.Text("NotificationType"))
            : null;
}
