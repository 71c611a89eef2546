using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Functions.Workplace.Commands;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>
/// Sign-in as one of the sample people, for development and the demo. It exists only on loopback: the connection must be
/// local and not a proxy's (under the Functions host every connection is local), and the page must have been asked for by a
/// local name, so that no other site can point its name here.
/// </summary>
internal static class DevelopmentSignIn
{
    public const string Path = "/sign-in";

    private static readonly TimeSpan WorkingDay = TimeSpan.FromHours(10);

    /// <summary>The demo's calendar jumps by days and must not sign people out.</summary>
    private static readonly TimeSpan DemoSession = TimeSpan.FromDays(400);

    public static IEnumerable<StaffMember> PeopleOf(StaffDirectory staff) => staff.People.Where(p => p.Municipality != SyntheticMunicipality.Id);

    public static bool IsAvailable(HttpContext http) =>
        http.RequestServices.GetRequiredService<SignInOptions>().IsDevelopment
        && http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote) && !HostCaller.IsPassedOn(http.Request)
        && (http.Request.Host.Host is "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named)));

    public static Task EnterAsync(HttpContext http, StaffMember person) =>
        http.SignInAsync(StaffTicket.Principal(
            person, CookieAuthenticationDefaults.AuthenticationScheme, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()));

    public static void Configure(CookieAuthenticationOptions cookie, AppOptions app)
    {
        cookie.Cookie.Name = "sw-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = app.IsDemo ? DemoSession : WorkingDay;
        cookie.LoginPath = Path;
        cookie.ReturnUrlParameter = "from";
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (context.Request.Path == CommandEndpoint.Path)
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }
            else
            {
                context.Response.Redirect(context.RedirectUri);
            }

            return Task.CompletedTask;
        };
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier);
        var known = id is not null && context.HttpContext.RequestServices.GetRequiredService<StaffDirectory>().Find(id) is not null;
        if (!known || !IsAvailable(context.HttpContext))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
        }
    }
}
