using System.Text;
using System.Text.Json;
using Azure.Core;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>Hands out what an identity service would; the emulator checks audience, issuer and times, not the signature.</summary>
internal sealed class TestCredential : TokenCredential
{
    private int _fetched;

    public int Fetched => _fetched;

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What the token says of its own end, when it lies: the service knows better.</summary>
    public TimeSpan? RealLifetime { get; set; }

    public string Audience { get; set; } = "https://storage.azure.com";

    public Exception? Fails { get; set; }

    public static string Token(string audience, DateTimeOffset from, DateTimeOffset until)
    {
        var body = JsonSerializer.Serialize(new
        {
            aud = audience,
            iss = "https://sts.windows.net/00000000-0000-0000-0000-000000000001/",
            iat = from.ToUnixTimeSeconds(),
            nbf = from.ToUnixTimeSeconds(),
            exp = until.ToUnixTimeSeconds(),
            oid = "00000000-0000-0000-0000-000000000002",
        });
        return $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{Encode(body)}.{Encode("none")}";
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        if (requestContext.Scopes is not ["https://storage.azure.com/.default"])
        {
            throw new InvalidOperationException("A token for something else was asked for.");
        }

        Interlocked.Increment(ref _fetched);
        if (Fails is not null)
        {
            throw Fails;
        }

        var now = DateTimeOffset.UtcNow;
        return new AccessToken(Token(Audience, now.AddMinutes(-120), now + (RealLifetime ?? Lifetime)), now + Lifetime);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
