using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>One way in, chosen at start.</summary>
internal static class SignInServices
{
    /// <summary>A year, in seconds, as browsers' preload lists ask.</summary>
    private const string AlwaysHttps = "max-age=31536000";

    public static void AddSignIn(this IServiceCollection services, SignInOptions options)
    {
        services.AddSingleton(options);
        switch (options.Mode)
        {
            case SignInOptions.AppService:
                services.AddAuthentication(SignInOptions.AppService)
                    .AddScheme<AuthenticationSchemeOptions, AppServiceSignIn>(SignInOptions.AppService, configureOptions: null);
                break;
            case SignInOptions.Proxy:
                services.AddSingleton<TokenCheck>();
                services.AddAuthentication(SignInOptions.Proxy)
                    .AddScheme<AuthenticationSchemeOptions, ProxySignIn>(SignInOptions.Proxy, configureOptions: null);
                break;
            default:
                services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
                services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<AppOptions>(DevelopmentSignIn.Configure);
                break;
        }

        services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim(ClaimTypes.NameIdentifier).Build());
    }

    /// <summary>
    /// Behind App Service or a proxy the browser speaks https to what stands in front, whatever reaches this process: cookies
    /// and links must say so.
    /// </summary>
    public static void UseFrontDoor(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SignInOptions>().IsDevelopment)
        {
            return;
        }

        app.Use((http, next) =>
        {
            http.Request.Scheme = Uri.UriSchemeHttps;
            http.Response.Headers.StrictTransportSecurity = AlwaysHttps;
            return next(http);
        });
    }
}
