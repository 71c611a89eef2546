using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SocialWorkflows.Functions.Hosting.CustomHandler;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>
/// Believes App Service authentication, which removes these headers from what comes from outside and sets its own. It is
/// believed only where the platform says that it stands before the app, and only on requests that passed the front end.
/// </summary>
internal sealed class AppServiceSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory logs, UrlEncoder encoder, SignInOptions options, StaffDirectory staff)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logs, encoder)
{
    public const string SignOutPath = "/.auth/logout";

    private const string SignInPath = "/.auth/login/aad?post_login_redirect_uri=";
    private const string Header = "X-MS-CLIENT-PRINCIPAL";
    private const string EntraId = "aad";

    public static bool IsInAzure(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["WEBSITE_SITE_NAME"]);

    /// <summary>Source: https://learn.microsoft.com/azure/app-service/reference-app-settings (read-only variable of the platform).</summary>
    public static bool IsBefore(IConfiguration configuration) =>
        string.Equals(configuration["WEBSITE_AUTH_ENABLED"], bool.TrueString, StringComparison.OrdinalIgnoreCase);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!HostCaller.IsPassedOn(Request) || Request.Headers[Header] is not [{ } header])
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        // Whoever has signed in and is none of ours is forbidden, not sent to sign in again for ever.
        var principal = ClientPrincipal.Read(header);
        var person = principal is { Provider: EntraId, PersonId: { } id } && principal.TenantId == options.TenantId ? staff.FindByEntraId(id) : null;
        return Task.FromResult(AuthenticateResult.Success(StaffTicket.For(person, Scheme.Name, principal?.Since)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (HttpMethods.IsGet(Request.Method))
        {
            Response.Redirect(SignInPath + Uri.EscapeDataString(Request.Path + Request.QueryString));
        }
        else
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }
}
