using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SocialWorkflows.Tests.Teams;

/// <summary>A Bot Connector's signing keys and the tokens it makes, right ones and wrong ones.</summary>
internal sealed class ConnectorKeys : IDisposable
{
    public const string Issuer = "https://api.botframework.com";
    public const string Service = "https://smba.trafficmanager.net/emea/";

    public static readonly Guid AppId = new("5f0c9a5e-0d3c-4a7e-9c55-1f2d3b4a5c6d");

    private readonly RSA _endorsed = RSA.Create(2048);
    private readonly RSA _unendorsed = RSA.Create(2048);
    private readonly RSA _strange = RSA.Create(2048);

    public static string Metadata(string address) => new JsonObject
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = "https://invalid.botframework.com",
        ["jwks_uri"] = address + "keys",
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
    }.ToJsonString();

    public string KeySet() => new JsonObject { ["keys"] = new JsonArray(Key("good", _endorsed, "msteams"), Key("bare", _unendorsed, "webchat")) }.ToJsonString();

    public string Good(DateTime now, string service = Service) => Token(now, service: service);

    /// <summary>The thirteen cases: name, authorization header, service address and channel of the activity, and whether it may pass.</summary>
    public IEnumerable<(string Name, string? Authorization, string Service, string? Channel, bool Passes)> Cases(DateTime now)
    {
        yield return ("good", Bearer(Token(now)), Service, "msteams", true);
        yield return ("wrong audience", Bearer(Token(now, audience: Guid.Empty.ToString())), Service, "msteams", false);
        yield return ("wrong issuer", Bearer(Token(now, issuer: "https://sts.windows.net/x/")), Service, "msteams", false);
        yield return ("expired", Bearer(Token(now.AddHours(-2))), Service, "msteams", false);
        yield return ("expired within the skew", Bearer(Token(now.AddMinutes(-62))), Service, "msteams", true);
        yield return ("for another service", Bearer(Token(now, service: "https://evil.example/")), Service, "msteams", false);
        yield return ("key not endorsed", Bearer(Token(now, key: _unendorsed, kid: "bare")), Service, "msteams", false);
        yield return ("unknown key", Bearer(Token(now, key: _strange, kid: "strange")), Service, "msteams", false);
        yield return ("wrong key under a known name", Bearer(Token(now, key: _strange, kid: "good")), Service, "msteams", false);
        yield return ("algorithm none", Bearer(Unsigned(now)), Service, "msteams", false);
        yield return ("public key as a shared secret", Bearer(Shared(now)), Service, "msteams", false);
        yield return ("no token", null, Service, "msteams", false);
        yield return ("no channel", Bearer(Token(now)), Service, null, false);
    }

    public void Dispose()
    {
        _endorsed.Dispose();
        _unendorsed.Dispose();
        _strange.Dispose();
    }

    private static string Bearer(string token) => "Bearer " + token;

    private static JsonObject Key(string kid, RSA key, params string[] endorsements)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            ["endorsements"] = new JsonArray([.. endorsements.Select(e => JsonValue.Create(e))]),
        };
    }

    private static SecurityTokenDescriptor Described(DateTime now, string issuer = Issuer, string? audience = null, string service = Service) => new()
    {
        Issuer = issuer,
        Audience = audience ?? AppId.ToString("D"),
        NotBefore = now,
        IssuedAt = now,
        Expires = now.AddHours(1),
        Subject = new ClaimsIdentity([new Claim("serviceurl", service)]),
    };

    private string Token(DateTime now, string issuer = Issuer, string? audience = null, string service = Service, RSA? key = null, string kid = "good")
    {
        var described = Described(now, issuer, audience, service);
        described.SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? _endorsed) { KeyId = kid }, SecurityAlgorithms.RsaSha256);
        return new JsonWebTokenHandler().CreateToken(described);
    }

    private static string Unsigned(DateTime now) => new JsonWebTokenHandler().CreateToken(Described(now));

    /// <summary>The known trick: a verifier that lets the token choose would take the public key as the secret.</summary>
    private string Shared(DateTime now)
    {
        var described = Described(now);
        var secret = System.Text.Encoding.ASCII.GetBytes(_endorsed.ExportSubjectPublicKeyInfoPem());
        described.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(secret) { KeyId = "good" }, SecurityAlgorithms.HmacSha256);
        return new JsonWebTokenHandler().CreateToken(described);
    }
}
