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
        "Accept-Language", "Authorization", "Cookie", "Origin", "Referer", "Upgrade-Insecure-Requests",
    };

    private static readonly HashSet<string> OfProxies = new(StringComparer.OrdinalIgnoreCase)
    {
        "Client-IP", "Disguised-Host", "Forwarded", "Max-Forwards", "Via", "Was-Default-Hostname",
    };

    private static readonly string[] PrefixesOfOutsiders = ["Sec-"];

    private static readonly string[] PrefixesOfProxies = ["X-Forwarded-", "X-Original-", "X-ARR-", "X-AppService-", "X-Site-", "X-WAWS-"];

    public static bool IsHost(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && IPAddress.TryParse(http.Request.Host.Host, out var named) && IPAddress.IsLoopback(named)
        && http.Request.Headers[InvocationId] is [{ } id] && Guid.TryParse(id, out _)
        && http.Request.Headers.UserAgent is [{ } agent] && agent.StartsWith("Azure-Functions-Host/", StringComparison.Ordinal)
        && http.Request.QueryString is { HasValue: false }
        && !IsPassedOn(http.Request)
        && !http.Request.Headers.Keys.Any(header => Is(header, OfOutsiders, PrefixesOfOutsiders));

    /// <summary>
    /// Whether a proxy or Azure's front end has passed the request on: then the connection and the host name say nothing about who asks,
    /// since both are the proxy's.
    /// </summary>
    public static bool IsPassedOn(HttpRequest request) => request.Headers.Keys.Any(header => Is(header, OfProxies, PrefixesOfProxies));

    private static bool Is(string header, HashSet<string> names, string[] prefixes) =>
        names.Contains(header) || prefixes.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
