namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>The Durable HTTP API, for the time before a binding has told the gRPC endpoint, and when that fails.</summary>
public sealed class FunctionsTaskHubOptions
{
    public const string SectionName = "DurableHttpApi";

    /// <summary>For example <c>https://app.azurewebsites.net/runtime/webhooks/durabletask</c>; what the binding says when not given.</summary>
    public Uri? Address { get; set; }

    /// <summary>The host's system key <c>durabletask_extension</c>.</summary>
    public string? Key { get; set; }

    public string TaskHub { get; set; } = "SocialWorkflows";
}
