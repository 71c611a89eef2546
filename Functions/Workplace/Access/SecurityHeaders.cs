using SocialWorkflows.Functions.Resident;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>
/// Nothing from elsewhere, no inline script, no framing, no caching of personal pages. The card renderer sets styles through
/// the object model, which <c>style-src 'self'</c> allows, so no exception is needed.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public const string PagePolicy =
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:";

    /// <summary>The resident's pages have no script at all, and tell nobody where they were.</summary>
    public const string ResidentPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(
            static state =>
            {
                Set((HttpContext)state);
                return Task.CompletedTask;
            },
            http);
        return next(http);
    }

    private static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        var isResident = http.Request.Path.StartsWithSegments(ResidentLinks.Path, StringComparison.Ordinal);
        if (isResident)
        {
            headers.TryAdd("Content-Security-Policy", ResidentPolicy);
            headers["X-Robots-Tag"] = "noindex, nofollow";
        }

        headers.TryAdd("Content-Security-Policy", PagePolicy);
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = isResident ? "no-referrer" : "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (headers.ContentType.ToString() is not { } type || !(type.StartsWith("text/css", StringComparison.Ordinal) || type.StartsWith("text/javascript", StringComparison.Ordinal)))
        {
            headers.CacheControl = "no-store";
        }
    }
}
