using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Workplace.Commands;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>
/// Signs a browser out that was left alone for too long, or used for too long, whoever signs people in: it is sent to where a sign-out ends the
/// account's session. Who signs in again begins anew; how easily is the sign-in's to say.
/// </summary>
internal sealed class SessionLimits(RequestDelegate next, IDataProtectionProvider protection, WorkplaceOptions limits, SignInOptions signIn, SessionEnds ends, AppOptions app, TimeProvider time)
{
    public const string Cookie = "sw-visit";

    /// <summary>Shown in the place of an answer that was refused; it is nobody's use of the page.</summary>
    private const string Errors = "/error";

    /// <summary>The cookie is not written anew with each picture and page.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protector = protection.CreateProtector("SocialWorkflows.Visit");

    private sealed record Visit(string Person, DateTimeOffset Began, DateTimeOffset Seen);

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } person || http.Request.Path.StartsWithSegments(Errors, StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        var now = time.GetUtcNow();
        var visit = Read(http, person);
        var since = StaffTicket.Since(http.User);

        // A sign-in that tells no time is never shown to be later than an end, with or without our cookie.
        if (await IsEndedAsync(since ?? visit?.Began ?? DateTimeOffset.MinValue) || (visit is not null && await IsEndedAsync(visit.Began)))
        {
            await EndAsync(http, signIn.SignOutAddress);
            return;
        }

        // The demo's calendar jumps by days; and without a place to sign out at, an end for idleness would be none.
        if (visit is null)
        {
            Write(http, new Visit(person, now, now));
        }
        else if (!app.IsDemo && signIn.SignOutAddress is { } signOut && IsOver(visit, now))
        {
            await EndAsync(http, signOut);
            return;
        }
        else if (now - visit.Seen >= Grain)
        {
            Write(http, visit with { Seen = now });
        }

        await next(http);

        Task<bool> IsEndedAsync(DateTimeOffset began) => ends.IsEndedAsync(person, began, http.RequestAborted);
    }

    private bool IsOver(Visit visit, DateTimeOffset now) =>
        now - visit.Seen > TimeSpan.FromMinutes(limits.IdleMinutes) || now - visit.Began > TimeSpan.FromHours(limits.LongestSessionHours);

    private async Task EndAsync(HttpContext http, string? signOut)
    {
        http.Response.Cookies.Delete(Cookie);
        if (signIn.IsDevelopment)
        {
            await http.SignOutAsync();
        }

        if (http.Request.Path == CommandEndpoint.Path)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (signOut is null)
        {
            // The proxy's own session is not ours to end: what it passes on is refused until it signs the person in anew.
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            http.Response.Redirect(signOut);
        }
    }

    private Visit? Read(HttpContext http, string person)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } cookie)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(cookie).Split('|') is [var began, var seen, var whose] && whose == person ? new Visit(person, At(began), At(seen)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private void Write(HttpContext http, Visit visit) => http.Response.Cookies.Append(
        Cookie,
        _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{visit.Began.UtcTicks}|{visit.Seen.UtcTicks}|{visit.Person}")),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = !signIn.IsDevelopment || http.Request.IsHttps, IsEssential = true });

    private static DateTimeOffset At(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
