using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialWorkflows.Connectors.Teams;

/// <summary>A person or bot of a channel. <c>AadObjectId</c> says who a person is; the name is for display only.</summary>
public sealed record ChannelAccount
{
    public required string Id { get; init; }

    public Guid? AadObjectId { get; init; }
}

public sealed record ConversationAccount
{
    public required string Id { get; init; }

    public Guid? TenantId { get; init; }

    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    public string? ConversationType { get; init; }
}

/// <summary>
/// What a channel tells the bot, as far as the bot reads it; unknown members are ignored, as the protocol demands.
/// Source: Bot Framework Activity schema.
/// </summary>
public sealed record Activity
{
    /// <summary>A member named twice is refused, in what a card sends back, too: nobody could say which of them is meant.</summary>
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, AllowDuplicateProperties = false };

    public required string Type { get; init; }

    public string? Name { get; init; }

    public required string ChannelId { get; init; }

    public required string ServiceUrl { get; init; }

    public required ChannelAccount From { get; init; }

    public required ChannelAccount Recipient { get; init; }

    public required ConversationAccount Conversation { get; init; }

    /// <summary>Of an invoke: the card that was tapped.</summary>
    public string? ReplyToId { get; init; }

    public JsonElement Value { get; init; }

    public JsonElement ChannelData { get; init; }

    /// <summary><c>add</c> or <c>remove</c> (also with <c>-upgrade</c>) in an installationUpdate.</summary>
    public string? Action { get; init; }

    /// <summary>The tenant the channel names; in Teams always present.</summary>
    [JsonIgnore]
    public Guid? Tenant =>
        ChannelData.ValueKind == JsonValueKind.Object
        && ChannelData.TryGetProperty("tenant", out var tenant) && tenant.ValueKind == JsonValueKind.Object
        && tenant.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && Guid.TryParse(id.GetString(), out var found)
            ? found
            : Conversation.TenantId;

    /// <exception cref="JsonException">It is no activity, or a member that is always there is missing.</exception>
    public static async Task<Activity> ReadAsync(Stream body, CancellationToken cancellation) =>
        await JsonSerializer.DeserializeAsync<Activity>(body, Wire, cancellation) ?? throw new JsonException("The activity is null.");
}
