using System.Net;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>
/// Tells the host's own invocations from requests of the public that it passes on to the pages: both arrive on the same port,
/// and a stranger may post to any path. The host makes an invocation itself, for this address, with an invocation id and few other
/// headers; what came from outside was marked on its way by Azure's front end or its proxy, and bears what its sender sent.
/// </summary>
internal static class HostCaller
{
    private const string InvocationId = "X-Azure-Functions-InvocationId";

    private static readonly HashSet<string> OfOutsiders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Language", "Authorization", "Client-IP", "Cookie", "Disguised-Host", "Forwarded", "Max-Forwards", "Origin",
        "Referer", "Upgrade-Insecure-Requests", "Via", "Was-Default-Hostname",
    };

    private static readonly string[] PrefixesOfOutsiders = ["X-Forwarded-", "X-Original-", "X-ARR-", "X-AppService-", "X-Site-", "X-WAWS-", "Sec-"];

    public static bool IsHost(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && IPAddress.TryParse(http.Request.Host.Host, out var named) && IPAddress.IsLoopback(named)
        && http.Request.Headers[InvocationId] is [{ } id] && Guid.TryParse(id, out _)
        && http.Request.Headers.UserAgent is [{ } agent] && agent.StartsWith("Azure-Functions-Host/", StringComparison.Ordinal)
        && http.Request.QueryString is { HasValue: false }
        && !http.Request.Headers.Keys.Any(IsOfOutsiders);

    private static bool IsOfOutsiders(string header) =>
        OfOutsiders.Contains(header) || PrefixesOfOutsiders.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
