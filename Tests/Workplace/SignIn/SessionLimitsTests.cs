using System.Net;
using System.Text.Json;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Tests.Workplace.SignIn;

/// <summary>A browser that was left alone, or is used for too long, is signed out where the account is.</summary>
public sealed class SessionLimitsTests : IAsyncLifetime
{
    private const string Tenant = "22222222-bbbb-4bbb-8bbb-000000000000";

    private SignInHouse _house = null!;
    private string? _cookie;

    public async ValueTask InitializeAsync() => _house = await SignInHouse.StartAsync(new Dictionary<string, string?>
    {
        ["SignIn:Mode"] = "app-service",
        ["SignIn:TenantId"] = Tenant,
        ["WEBSITE_AUTH_ENABLED"] = "True",
        ["Workplace:IdleMinutes"] = "30",
        ["Workplace:LongestSessionHours"] = "2",
    });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Session_LeftAloneForTooLong_EndsWhereTheAccountIs()
    {
        (await AskAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
        Pass(TimeSpan.FromMinutes(30));
        (await AskAsync()).StatusCode.ShouldBe(HttpStatusCode.OK, "each request begins the half hour anew");
        Pass(TimeSpan.FromMinutes(31));

        (await AskAsync(HttpMethod.Post, "/commands")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "what is typed stays on the page");
        var ended = await AskAsync();

        ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ended.Headers.Location!.OriginalString.ShouldStartWith("/.auth/logout");
        ended.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith($"{SessionLimits.Cookie}=;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Session_UsedForTooLong_EndsAllTheSame()
    {
        for (var i = 0; i <= 6; i++)
        {
            (await AskAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
            Pass(TimeSpan.FromMinutes(20));
        }

        (await AskAsync()).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Cookie_NotOurs_CountsForNothing()
    {
        _cookie = "638000000000000000|638000000000000000|sm-lietvede";

        var answer = await AskAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(SessionLimits.Cookie, StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("secure", Case.Insensitive);
        cookie.ShouldNotContain("sm-lietvede");
    }

    [Theory]
    [InlineData("Workplace:IdleMinutes")]
    [InlineData("Workplace:LongestSessionHours")]
    public async Task Start_WithALimitThatLetsNobodyIn_IsRefused(string setting) =>
        (await Should.ThrowAsync<InvalidDataException>(() => SignInHouse.StartAsync(new Dictionary<string, string?> { ["SignIn:Mode"] = "development", [setting] = "0" })))
            .Message.ShouldContain(setting);

    private void Pass(TimeSpan span) => _house.Time.AdvanceTo(_house.Time.GetUtcNow() + span);

    /// <summary>As the account's platform passes the browser's request on, with the cookie that the page gave it.</summary>
    private async Task<HttpResponseMessage> AskAsync(HttpMethod? method = null, string path = "/tasks")
    {
        using var client = _house.Client();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
        {
            auth_typ = "aad",
            claims = new[] { new { typ = "oid", val = SignInHouse.KnownPerson }, new { typ = "tid", val = Tenant } },
        })));
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        if (_cookie is not null)
        {
            request.Headers.Add("Cookie", $"{SessionLimits.Cookie}={_cookie}");
        }

        var answer = await client.SendAsync(request);
        if (answer.IsSuccessStatusCode && answer.Headers.TryGetValues("Set-Cookie", out var set) && set.FirstOrDefault(c => c.StartsWith($"{SessionLimits.Cookie}=", StringComparison.Ordinal)) is { } given)
        {
            _cookie = given[(SessionLimits.Cookie.Length + 1)..given.IndexOf(';', StringComparison.Ordinal)];
        }

        return answer;
    }
}
