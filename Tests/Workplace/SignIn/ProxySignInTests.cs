using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace SocialWorkflows.Tests.Workplace.SignIn;

/// <summary>Behind a reverse proxy that passes a token on.</summary>
public sealed class ProxySignInTests : IAsyncLifetime
{
    private FakeIssuer _issuer = null!;
    private SignInHouse _house = null!;

    private DateTime Now => _house.Time.GetUtcNow().UtcDateTime;

    public async ValueTask InitializeAsync()
    {
        _issuer = await FakeIssuer.StartAsync();
        _house = await SignInHouse.StartAsync(new Dictionary<string, string?>
        {
            ["SignIn:Mode"] = "proxy",
            ["SignIn:Authority"] = _issuer.Address,
            ["SignIn:Audience"] = "workflows",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _house.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Page_ValidToken_IsThePersons()
    {
        var answer = await GetAsync(_issuer.Token(Now));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Līga Paraudziņa");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("/sign-out");
    }

    [Fact]
    public async Task Page_PersonNotOnTheList_IsForbidden() =>
        (await GetAsync(_issuer.Token(Now, t => t.Claims["oid"] = Guid.NewGuid().ToString()))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Page_TokensThatAreNotForUs_AreRefused()
    {
        using var other = RSA.Create(2048);
        Dictionary<string, string?> bad = new()
        {
            ["none at all"] = null,
            ["garbage"] = "abc",
            ["empty"] = "",
            ["expired"] = _issuer.Token(Now, t => t.Expires = Now.AddMinutes(-2)),
            ["not yet"] = _issuer.Token(Now, t => { t.NotBefore = Now.AddMinutes(5); t.IssuedAt = Now.AddMinutes(5); }),
            ["without end"] = _issuer.Token(Now, t => t.Expires = null),
            ["another audience"] = _issuer.Token(Now, t => t.Audience = "payroll"),
            ["another issuer"] = _issuer.Token(Now, t => t.Issuer = "https://login.example/"),
            ["another key"] = _issuer.Token(Now, t => t.SigningCredentials = new(new RsaSecurityKey(other) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256)),
            ["unknown key"] = _issuer.Token(Now, t => t.SigningCredentials = new(new RsaSecurityKey(other) { KeyId = "k9" }, SecurityAlgorithms.RsaSha256)),
            ["unsigned"] = _issuer.Token(Now, t => t.SigningCredentials = null),
            ["the public key as a secret"] = _issuer.Token(Now, t => t.SigningCredentials = new(
                new SymmetricSecurityKey(_issuer.Key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "k1" }, SecurityAlgorithms.HmacSha256)),
            ["no person"] = _issuer.Token(Now, t => t.Claims.Remove("oid")),
            ["a person that is no id"] = _issuer.Token(Now, t => t.Claims["oid"] = "liga"),
            ["changed"] = _issuer.Token(Now)[..^4] + "AAAA",
        };

        foreach (var (why, token) in bad)
        {
            (await GetAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, why);
        }

        _house.Log().ShouldNotContain(SignInHouse.KnownPerson);
    }

    [Fact]
    public async Task Page_IssuerChangedItsKey_IsOpenAgainAfterAReload()
    {
        (await GetAsync(_issuer.Token(Now))).StatusCode.ShouldBe(HttpStatusCode.OK);
        _issuer.Rotate("k2");

        var answers = new List<HttpStatusCode>();
        while (answers.LastOrDefault() is not HttpStatusCode.OK && answers.Count < 100)
        {
            answers.Add((await GetAsync(_issuer.Token(Now))).StatusCode);
        }

        answers[^1].ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Page_IssuerAway_IsShutAndSaysSo()
    {
        var token = _issuer.Token(Now);
        await _issuer.DisposeAsync();

        (await GetAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _house.Log().ShouldContain("signing keys cannot be fetched");
    }

    private async Task<HttpResponseMessage> GetAsync(string? token)
    {
        using var client = _house.Client();
        if (token is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        return await client.GetAsync("/");
    }
}
