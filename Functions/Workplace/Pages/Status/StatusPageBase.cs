using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

/// <summary>What the resident's pages share: the session cookie, the limits, and one answer for everything that is not in order.</summary>
[AllowAnonymous]
internal abstract class StatusPageBase(ResidentDesk desk, ResidentLimits limits, IOptions<ResidentOptions> options, SignInOptions signIn) : PageModel
{
    public const string Cookie = "sw-status";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The link as it was given, for asking for a new one; empty where there is none.</summary>
    public string Link { get; protected set; } = "";

    public ResidentCase? Case { get; private set; }

    protected ResidentDesk Desk => desk;

    /// <summary>False for a client that tries too often; the answer is then the page that says so.</summary>
    protected bool IsAllowed() => limits.Allows($"client:{ClientOf(Request)}", options.Value.MostTriesOfAClient, Window);

    /// <summary>The case of the session; null leads to the neutral page.</summary>
    protected async Task<bool> LoadAsync()
    {
        Case = await desk.FindAsync(Request.Cookies[Cookie], HttpContext.RequestAborted);
        return Case is not null;
    }

    protected void Begin(string session) => Response.Cookies.Append(Cookie, session, CookieOf());

    protected void End() => Response.Cookies.Delete(Cookie, CookieOf());

    /// <summary>The same for a link that is used, expired, forged or somebody else's, and without any.</summary>
    protected ViewResultOfStatus Neutral() => new("_NoStatus", StatusCodes.Status404NotFound, ViewData, TempData, Link);

    protected ViewResultOfStatus TooOften() => new("_TooOften", StatusCodes.Status429TooManyRequests, ViewData, TempData, "");

    /// <summary>For the limits only, and kept in memory only: what stands in front writes the last address of the list.</summary>
    private static string ClientOf(HttpRequest request)
    {
        var last = HostCaller.IsPassedOn(request) ? request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim() : "";
        var address = IPEndPoint.TryParse(last, out var point) ? point.Address : request.HttpContext.Connection.RemoteIpAddress;
        return address?.ToString() ?? "unknown";
    }

    /// <summary>Sent back only to these pages, only from these pages, and forgotten with the browser.</summary>
    private CookieOptions CookieOf() => new()
    {
        Path = ResidentLinks.Path,
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = Request.IsHttps || !signIn.IsDevelopment,
        IsEssential = true,
    };
}
