using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SocialWorkflows.Connectors.Teams;

/// <summary>
/// Whether a call to the bot's endpoint really comes from the Bot Connector: signature, issuer, audience, lifetime, the service
/// address the token was made for, and a signing key endorsed for the channel.
/// Source: Bot Framework, "Authenticate requests from the Bot Connector service to your bot"
/// (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication).
/// </summary>
public sealed class BotAuthentication : IDisposable
{
    private const string Scheme = "Bearer ";
    private const string ServiceUrlClaim = "serviceurl";

    /// <summary>As the source says: 5 minutes either way.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Only signatures with a public key: a shared secret could be the public key itself.</summary>
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly TeamsOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _keys;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public BotAuthentication(TeamsOptions options, TimeProvider time, HttpMessageHandler? transport = null)
    {
        _options = options;
        _time = time;
        _http = new HttpClient(transport ?? new SocketsHttpHandler(), disposeHandler: transport is null);
        _keys = new ConfigurationManager<OpenIdConnectConfiguration>(
            options.Metadata.AbsoluteUri,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(_http) { RequireHttps = !options.Metadata.IsLoopback })
        {
            AutomaticRefreshInterval = TimeSpan.FromHours(24),
            RefreshInterval = TimeSpan.FromHours(1),
        };
    }

    /// <returns>Null when the caller is the Bot Connector, else why not, for the log.</returns>
    /// <exception cref="InvalidOperationException">The signing keys cannot be fetched.</exception>
    public async Task<string?> RefusalAsync(string? authorization, string serviceUrl, string channelId, CancellationToken cancellation)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return "no bearer token";
        }

        var configuration = await _keys.GetConfigurationAsync(cancellation);
        var result = await ValidateAsync(authorization[Scheme.Length..].Trim(), configuration);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The Connector may have changed its keys; the manager asks again at most once an hour.
            _keys.RequestRefresh();
            configuration = await _keys.GetConfigurationAsync(cancellation);
            result = await ValidateAsync(authorization[Scheme.Length..].Trim(), configuration);
        }

        if (!result.IsValid)
        {
            return result.Exception?.GetType().Name ?? "invalid token";
        }

        if (result.ClaimsIdentity.FindFirst(ServiceUrlClaim)?.Value is not { } named || named != serviceUrl)
        {
            return "the token is for another service address";
        }

        return Endorses(configuration, result.SecurityToken.SigningKey?.KeyId, channelId) ? null : $"the signing key does not endorse the channel '{channelId}'";
    }

    public void Dispose() => _http.Dispose();

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration configuration) =>
        _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = _options.Issuer,
            ValidAudience = _options.AppId!.Value.ToString("D"),
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = configuration.SigningKeys,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsAlive,
        });

    private bool IsAlive(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters rules)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return until is not null && now <= until + Skew && (from is null || now >= from - Skew);
    }

    private static bool Endorses(OpenIdConnectConfiguration configuration, string? keyId, string channelId) =>
        configuration.JsonWebKeySet.Keys.FirstOrDefault(k => k.Kid == keyId)?.AdditionalData.TryGetValue("endorsements", out var value) == true
        && value is JsonElement { ValueKind: JsonValueKind.Array } list
        && list.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.String && e.GetString() == channelId);
}
