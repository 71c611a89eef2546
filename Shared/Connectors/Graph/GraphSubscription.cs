using System.Text.Json;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>What is remembered of our subscription. <c>Id</c> is null while Graph is being asked for it.</summary>
internal sealed record GraphSubscription(string? Id, string ClientState, Uri Url, string Mailbox, DateTimeOffset ExpiresAt)
{
    public const string Name = "graph:subscription";

    /// <summary>Written by the webhook, done by <see cref="GraphSubscriptions"/>.</summary>
    public const string RemovedMark = "graph:removed";

    public const string ReauthorizeMark = "graph:reauthorize";

    public static GraphSubscription? Read(string? text) => text is null ? null : JsonSerializer.Deserialize<GraphSubscription>(text);

    public string Write() => JsonSerializer.Serialize(this);
}
