using System.Net;

namespace SocialWorkflows.Connectors.Teams;

/// <summary>The Bot Connector did not take a card.</summary>
public sealed class BotConnectorException(HttpStatusCode status, string? code, string message, Exception? inner = null) : Exception(message, inner)
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>The Connector's own word, for example <c>MessageWritesBlocked</c>.</summary>
    public string? Code { get; } = code;

    /// <summary>Trying again later may help.</summary>
    public bool IsPassing => Status is HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The message is larger than the Connector takes.</summary>
    public bool IsTooLarge => Status is HttpStatusCode.RequestEntityTooLarge;

    /// <summary>The card that was to change is there no more; its conversation is.</summary>
    public bool IsLostCard => Status is HttpStatusCode.NotFound or HttpStatusCode.Gone && Code?.StartsWith("Activity", StringComparison.Ordinal) == true;

    /// <summary>The person blocked the bot, removed it, or left: nothing more reaches them here.</summary>
    public bool IsClosedDoor => Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone;
}
