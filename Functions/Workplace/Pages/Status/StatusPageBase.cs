using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

/// <summary>What the resident's pages share: the session cookie, and one answer for everything that is not in order.</summary>
[AllowAnonymous]
internal abstract class StatusPageBase(ResidentDesk desk, SignInOptions signIn) : PageModel
{
    public const string Cookie = "sw-status";

    /// <summary>The link as it was given, for asking for a new one; empty where there is none.</summary>
    public string Link { get; protected set; } = "";

    public ResidentCase? Case { get; private set; }

    protected ResidentDesk Desk => desk;

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
