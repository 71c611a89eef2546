namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>How staff prove who they are. There is no default: an installation says which.</summary>
internal sealed record SignInOptions
{
    public const string SectionName = "SignIn";

    /// <summary>As one of the people of the staff list, by choice: on loopback only.</summary>
    public const string Development = "development";

    /// <summary>Entra ID through App Service authentication, which stands before the app and sets its headers.</summary>
    public const string AppService = "app-service";

    /// <summary>A reverse proxy of one's own that signs people in and passes their JSON Web Token on.</summary>
    public const string Proxy = "proxy";

    /// <summary>One of the words above.</summary>
    public string? Mode { get; init; }

    /// <summary>The Entra tenant whose people may come in (app-service).</summary>
    public Guid? TenantId { get; init; }

    /// <summary>Issuer of the tokens; its OpenID Connect metadata lies under it (proxy).</summary>
    public Uri? Authority { get; init; }

    /// <summary>Whom the tokens must be made for (proxy).</summary>
    public string? Audience { get; init; }

    /// <summary>Claim that holds the person's <c>entraId</c> of the staff list (proxy).</summary>
    public string Claim { get; init; } = "oid";

    /// <summary>Where the proxy ends a session; without it the page offers no sign-out (proxy).</summary>
    public Uri? SignOut { get; init; }

    public bool IsDevelopment => Mode == Development;

    /// <summary>Where the page sends who signs out; null where that is not the page's to offer.</summary>
    public string? SignOutAddress => Mode switch
    {
        Development => DevelopmentSignIn.Path,
        AppService => AppServiceSignIn.SignOutPath,
        _ => SignOut?.ToString(),
    };

    /// <exception cref="InvalidDataException">No mode, an unknown one, or one without what it needs.</exception>
    public static SignInOptions Read(IConfiguration configuration, bool isDemo)
    {
        if (isDemo)
        {
            return new SignInOptions { Mode = Development };
        }

        var options = configuration.GetSection(SectionName).Get<SignInOptions>() ?? new SignInOptions();
        if (options.Problem(configuration) is { } problem)
        {
            throw new InvalidDataException($"{SectionName}:{problem}");
        }

        return options;
    }

    private string? Problem(IConfiguration configuration) => Mode switch
    {
        null or "" => $"{nameof(Mode)} is not set. Say how staff sign in: '{AppService}' (Entra ID through App Service authentication), '{Proxy}' (a reverse proxy that passes a token on) or '{Development}' (no proof at all, on this machine only).",
        Development when AppServiceSignIn.IsInAzure(configuration) => $"{nameof(Mode)} '{Development}' asks nobody for a proof and cannot be used in Azure. Use '{AppService}'.",
        Development => null,
        AppService when TenantId is null => $"{nameof(TenantId)} is not set: say which tenant's people may come in.",
        AppService when !AppServiceSignIn.IsBefore(configuration) => $"{nameof(Mode)} is '{AppService}', but App Service authentication is not on here, so that anybody could write its headers. Turn it on for the app (infra-bicep does).",
        AppService => null,
        Proxy when Authority is not { IsAbsoluteUri: true } || (Authority.Scheme != Uri.UriSchemeHttps && !Authority.IsLoopback) => $"{nameof(Authority)} must be the https address of the tokens' issuer.",
        Proxy when string.IsNullOrWhiteSpace(Audience) => $"{nameof(Audience)} is not set: a token made for another application must not open this one.",
        Proxy when string.IsNullOrWhiteSpace(Claim) => $"{nameof(Claim)} is empty: say which claim holds the person's id.",
        Proxy => null,
        _ => $"{nameof(Mode)} '{Mode}' is not known. Use '{AppService}', '{Proxy}' or '{Development}'.",
    };
}
