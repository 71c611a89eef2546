using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>
/// Whether a token is the configured issuer's, made for this application, alive, and signed with a key the issuer publishes
/// (OpenID Connect Discovery 1.0; RFC 7519; RFC 8725 on algorithms).
/// </summary>
internal sealed partial class TokenCheck : IDisposable
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    /// <summary>Only signatures with a public key: a shared secret could be the public key itself.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
    ];

    private readonly SignInOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<TokenCheck> _logger;
    private readonly HttpClient _http = new() { Timeout = CallLimit };
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _issuer;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public TokenCheck(SignInOptions options, TimeProvider time, ILogger<TokenCheck> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _issuer = new ConfigurationManager<OpenIdConnectConfiguration>(
            options.Authority!.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(_http) { RequireHttps = !options.Authority.IsLoopback });
    }

    /// <returns>The id that the token's claim names, and when the person signed in, or else the token was issued, where it says so; null when it is not valid here.</returns>
    public async Task<(Guid Id, DateTimeOffset? Since)?> PersonAsync(string token, CancellationToken cancellation)
    {
        OpenIdConnectConfiguration issuer;
        try
        {
            issuer = await _issuer.GetConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException problem)
        {
            LogNoKeys(problem.GetType().Name);
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, Rules(issuer));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The issuer may have changed its keys: they are fetched beside this request, and the next one knows them.
            _issuer.RequestRefresh();
        }

        if (!result.IsValid)
        {
            LogRefused(result.Exception?.GetType().Name ?? "invalid");
            return null;
        }

        return result.Claims.TryGetValue(_options.Claim, out var value) && Guid.TryParse(value as string, out var person)
            ? (person, SignInTimes.Of(name => result.SecurityToken is JsonWebToken read && read.TryGetPayloadValue<long>(name, out var seconds) ? seconds : null))
            : null;
    }

    public void Dispose() => _http.Dispose();

    private TokenValidationParameters Rules(OpenIdConnectConfiguration issuer) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudience = _options.Audience,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = issuer.SigningKeys,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = IsAlive,
    };

    private bool IsAlive(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters rules)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return until is not null && now <= until + Skew && (from is null || now >= from - Skew);
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in token was refused: {Reason}.")]
    private partial void LogRefused(string reason);

    [LoggerMessage(LogLevel.Error, "The issuer's signing keys cannot be fetched ({Problem}); nobody can sign in.")]
    private partial void LogNoKeys(string problem);
}
