using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>How many items of a notification were ours, and how many were not believed.</summary>
public sealed record TakenNotifications(int Ours, int Strange);

/// <summary>
/// Believes an item of a notification when its secret is ours, and writes down what it asks for before it is answered. What an item says of a
/// message is never read: it only means "look".
/// </summary>
public sealed class GraphNotifications(IMailboxMemory memory, GraphMailbox mailbox, TimeProvider time)
{
    /// <exception cref="JsonException">The body is no notification.</exception>
    public async Task<TakenNotifications> TakeAsync(Stream body, CancellationToken cancellation)
    {
        using var document = await JsonDocument.ParseAsync(body, default, cancellation);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("value", out var items) || items.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("A notification has a list of values.");
        }

        var kept = GraphSubscription.Read(await memory.ReadAsync(GraphSubscription.Name, cancellation));
        var ours = items.EnumerateArray().Where(item => kept is not null && IsOurs(item, kept)).Select(item => Text(item, "lifecycleEvent")).ToList();
        foreach (var mark in ours.Select(MarkOf).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await memory.WriteAsync(mark, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), cancellation);
        }

        if (ours.Count > 0)
        {
            mailbox.Signal();
        }

        return new TakenNotifications(ours.Count, items.GetArrayLength() - ours.Count);
    }

    /// <summary>Every kind also means "look"; "missed" and new mail mean nothing more, since the delta list has what was missed.</summary>
    private static string? MarkOf(string? lifecycle) => lifecycle switch
    {
        "subscriptionRemoved" => GraphSubscription.RemovedMark,
        "reauthorizationRequired" => GraphSubscription.ReauthorizeMark,
        _ => GraphMailbox.LookMark,
    };

    private static bool IsOurs(JsonElement item, GraphSubscription kept)
    {
        var secret = Encoding.UTF8.GetBytes(Text(item, "clientState") ?? string.Empty);
        var isOurSecret = CryptographicOperations.FixedTimeEquals(secret, Encoding.UTF8.GetBytes(kept.ClientState));
        return isOurSecret && (kept.Id is null || Text(item, "subscriptionId") == kept.Id);
    }

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
