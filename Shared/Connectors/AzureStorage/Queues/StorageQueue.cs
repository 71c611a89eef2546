using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Azure.Core;

namespace SocialWorkflows.Connectors.AzureStorage.Queues;

/// <param name="Receipt">Of this delivery; an older one is refused.</param>
/// <param name="Deliveries">How often it was handed out, this time included.</param>
internal sealed record QueueMessage(string Id, string Receipt, string Text, int Deliveries);

/// <summary>
/// One queue. Delivery is at least once: a send whose answer was lost may be there twice, so a message names its work by an id
/// and whoever receives it does that work once.
/// </summary>
internal sealed class StorageQueue(StorageAccount account, string name)
{
    /// <summary>The service's limit of 64 KiB, less what Base64 adds.</summary>
    public const int LargestBytes = 48 * 1024;

    private Uri Address => new($"{account.Endpoints.Queue.AbsoluteUri.TrimEnd('/')}/{name}");

    /// <exception cref="StorageException">It neither exists nor can be made.</exception>
    public async Task CreateIfMissingAsync(CancellationToken cancellation)
    {
        using var message = account.Request(RequestMethod.Put, Address);
        message.Request.Headers.SetValue("Content-Length", "0");
        try
        {
            await account.SendAsync(message, Place("making the queue"), cancellation, 201, 204);
        }
        catch (StorageConflictException exists) when (exists.Code == "QueueAlreadyExists")
        {
        }
    }

    /// <param name="text">Ids only.</param>
    /// <param name="after">How long nobody sees it; at most seven days.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task SendAsync(string text, TimeSpan after, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > LargestBytes)
        {
            throw new StorageRejectedException($"A message of {bytes.Length} bytes for the queue '{name}' is too large; {LargestBytes} is the most. Send an id and keep the content elsewhere.", 413);
        }

        using var message = account.Request(RequestMethod.Post, new Uri($"{Address.AbsoluteUri}/messages?visibilitytimeout={Seconds(after)}&messagettl=-1"));
        message.Request.Headers.SetValue("Content-Type", "application/xml");
        message.Request.Content = RequestContent.Create(Body(bytes));
        await account.SendAsync(message, Place("sending to"), cancellation, 201);
    }

    /// <summary>Hands out up to 32 messages, which nobody else sees for that long.</summary>
    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, TimeSpan hidden, CancellationToken cancellation)
    {
        using var message = account.Request(
            RequestMethod.Get, new Uri($"{Address.AbsoluteUri}/messages?numofmessages={most.ToString(CultureInfo.InvariantCulture)}&visibilitytimeout={Seconds(hidden)}"));
        var response = await account.SendAsync(message, Place("receiving from"), cancellation, 200);
        return [.. XDocument.Load(response.Content.ToStream()).Root!.Elements("QueueMessage").Select(Read)];
    }

    /// <summary>True when it was ours to delete; false when it is gone or was handed to somebody else meanwhile.</summary>
    public async Task<bool> DeleteAsync(QueueMessage handed, CancellationToken cancellation)
    {
        using var message = account.Request(RequestMethod.Delete, MessageAddress(handed));
        return await OwnedAsync(message, "deleting from", 204, cancellation) is not null;
    }

    /// <summary>Keeps the message hidden for longer; null when it is gone or was handed to somebody else meanwhile.</summary>
    public async Task<QueueMessage?> ExtendAsync(QueueMessage handed, TimeSpan hidden, CancellationToken cancellation)
    {
        using var message = account.Request(RequestMethod.Put, new Uri($"{MessageAddress(handed).AbsoluteUri}&visibilitytimeout={Seconds(hidden)}"));
        message.Request.Headers.SetValue("Content-Length", "0");
        return await OwnedAsync(message, "extending in", 204, cancellation) is { } receipt ? handed with { Receipt = receipt } : null;
    }

    private static byte[] Body(byte[] text)
    {
        var body = new XDocument(new XElement("QueueMessage", new XElement("MessageText", Convert.ToBase64String(text))));
        return Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting));
    }

    private static string Seconds(TimeSpan span) => ((long)span.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private QueueMessage Read(XElement message)
    {
        var text = message.Element("MessageText")!.Value;
        try
        {
            return new QueueMessage(
                message.Element("MessageId")!.Value,
                message.Element("PopReceipt")!.Value,
                Encoding.UTF8.GetString(Convert.FromBase64String(text)),
                XmlConvert.ToInt32(message.Element("DequeueCount")!.Value));
        }
        catch (FormatException)
        {
            throw new StorageCorruptException($"The queue '{name}' holds the message {message.Element("MessageId")!.Value}, which this app did not write. Find out who else uses the queue and remove the message.");
        }
    }

    private async Task<string?> OwnedAsync(HttpMessage message, string doing, int expected, CancellationToken cancellation)
    {
        try
        {
            var response = await account.SendAsync(message, Place(doing), cancellation, expected);
            return response.Headers.TryGetValue("x-ms-popreceipt", out var receipt) ? receipt : string.Empty;
        }
        catch (StorageNotFoundException gone) when (gone.Code != "QueueNotFound")
        {
            return null;
        }
        catch (StorageRejectedException foreign) when (foreign.Code == "PopReceiptMismatch")
        {
            return null;
        }
    }

    private Uri MessageAddress(QueueMessage handed) => new($"{Address.AbsoluteUri}/messages/{Uri.EscapeDataString(handed.Id)}?popreceipt={Uri.EscapeDataString(handed.Receipt)}");

    private StoragePlace Place(string doing) => new(account.Endpoints.Queue, $"'{name}'", doing);
}
