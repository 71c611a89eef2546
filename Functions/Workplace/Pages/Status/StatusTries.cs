using System.Net;
using Microsoft.Extensions.Options;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Functions.Resident;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

/// <summary>Turns away a client that tries too often, before anything reads what it sent. The page that says so costs nothing and is not counted.</summary>
internal sealed class StatusTries(RequestDelegate next, ResidentLimits limits, IOptions<ResidentOptions> options)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments($"{ResidentLinks.Path}/problem", StringComparison.Ordinal)
            || limits.Allows($"client:{ClientOf(http.Request)}", options.Value.MostTriesOfAClient, Window))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Task.CompletedTask;
    }

    /// <summary>For the limits only, and kept in memory only: what stands in front writes the last address of the list.</summary>
    private static string ClientOf(HttpRequest request)
    {
        var last = HostCaller.IsPassedOn(request) ? request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim() : "";
        var address = IPEndPoint.TryParse(last, out var point) ? point.Address : request.HttpContext.Connection.RemoteIpAddress;
        return address?.ToString() ?? "unknown";
    }
}
