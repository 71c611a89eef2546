namespace SocialWorkflows.Functions.Notification;

/// <summary>Carries the requests to time-stamping services.</summary>
internal sealed record StampingHttp(HttpClient Client);
