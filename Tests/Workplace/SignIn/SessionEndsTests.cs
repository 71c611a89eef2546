using System.Net;
using System.Text.Json;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace.SignIn;

/// <summary>Signed out everywhere: by oneself, by the head, behind each way of signing in.</summary>
public sealed class SessionEndsTests
{
    private const string Tenant = "22222222-bbbb-4bbb-8bbb-000000000000";

    [Fact]
    public async Task Own_EndedInOneBrowser_EndsTheOtherAndNobodyElses()
    {
        await using var house = await WayHouse.StartAsync();
        using var desk = await CounterBrowser.SignInAsync(house, "sm-darbiniece");
        using var phone = await CounterBrowser.SignInAsync(house, "sm-darbiniece");
        using var colleague = await CounterBrowser.SignInAsync(house, "sm-lietvede");
        (await phone.GetAsync("/tasks")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await desk.PostAsync("/sessions", "/sessions", [("person", "sm-lietvede")])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await colleague.GetAsync("/tasks")).StatusCode.ShouldBe(HttpStatusCode.OK, "nobody ends a colleague's sessions by a forged field");

        (await desk.PostAsync("/sessions", "/sessions", [("person", "sm-darbiniece")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        foreach (var browser in new[] { desk, phone })
        {
            var answer = await browser.GetAsync("/tasks");
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            answer.Headers.Location!.OriginalString.ShouldContain("/sign-in");
        }

        (await colleague.GetAsync("/tasks")).StatusCode.ShouldBe(HttpStatusCode.OK);
        house.Time.AdvanceTo(house.Now.AddSeconds(1));
        using var again = await CounterBrowser.SignInAsync(house, "sm-darbiniece");
        (await again.GetAsync("/tasks")).StatusCode.ShouldBe(HttpStatusCode.OK, "who signs in anew is in");
    }

    [Fact]
    public async Task Other_EndedByTheHead_StandsInTheBookAndHoldsAfterARestart()
    {
        var house = await WayHouse.StartAsync();
        using (var worker = await CounterBrowser.SignInAsync(house, "sm-darbiniece"))
        using (var head = await CounterBrowser.SignInAsync(house, "sm-vaditaja"))
        using (var foreign = await CounterBrowser.SignInAsync(house, "ie-vaditaja"))
        {
            (await worker.PostAsync("/sessions", "/sessions?handler=Other", [("person", "sm-vaditaja")])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await foreign.PostAsync("/sessions", "/sessions?handler=Other", [("person", "sm-darbiniece")])).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await worker.GetAsync("/tasks")).StatusCode.ShouldBe(HttpStatusCode.OK, "another municipality ends nothing here");

            (await head.PostAsync("/sessions", "/sessions?handler=Other", [("person", "sm-darbiniece")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);

            (await worker.GetAsync("/tasks")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await head.ReadAsync("/sessions")).ShouldContain("Pabeidza Māra Lēmēja.");
        }

        house = await house.RestartAsync();
        await using (house)
        {
            (await house.Get<IRecordBooks>().ReadAsync("smiltene", SessionEnds.Book, CancellationToken.None)).ShouldHaveSingleItem().By.ShouldBe("sm-vaditaja");
            (await house.Get<SessionEnds>().IsEndedAsync("sm-darbiniece", house.Now.AddMinutes(-1), CancellationToken.None)).ShouldBeTrue();
        }
    }

    /// <summary>The cookie of the platform alone, without ours: the token it stands for was issued before the end.</summary>
    [Fact]
    public async Task Platform_TokenIssuedBeforeTheEnd_IsRefusedWithoutOurCookieToo()
    {
        await using var house = await SignInHouse.StartAsync(new Dictionary<string, string?>
        {
            ["SignIn:Mode"] = "app-service",
            ["SignIn:TenantId"] = Tenant,
            ["WEBSITE_AUTH_ENABLED"] = "True",
        });
        var before = house.Time.GetUtcNow();
        (await AskAsync(house, before)).StatusCode.ShouldBe(HttpStatusCode.OK);
        house.Time.AdvanceTo(before.AddMinutes(5));

        await house.EndSessionsAsync("sm-lietvede");

        var ended = await AskAsync(house, before);
        ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ended.Headers.Location!.OriginalString.ShouldStartWith("/.auth/logout");
        (await AskAsync(house, before.AddMinutes(6))).StatusCode.ShouldBe(HttpStatusCode.OK, "a new sign-in is in");
    }

    /// <summary>Nothing shows that such a sign-in is later than the end: neither the next request nor a new cookie of ours begins a visit.</summary>
    [Fact]
    public async Task Platform_SignInThatTellsNoTime_StaysOutAfterTheEndUntilOneTellsIt()
    {
        await using var house = await SignInHouse.StartAsync(new Dictionary<string, string?>
        {
            ["SignIn:Mode"] = "app-service",
            ["SignIn:TenantId"] = Tenant,
            ["WEBSITE_AUTH_ENABLED"] = "True",
        });
        var first = await AskAsync(house);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        var visit = first.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(SessionLimits.Cookie, StringComparison.Ordinal)).Split(';')[0];
        house.Time.AdvanceTo(house.Time.GetUtcNow().AddMinutes(5));

        await house.EndSessionsAsync("sm-lietvede");

        house.Time.AdvanceTo(house.Time.GetUtcNow().AddMinutes(5));
        (await AskAsync(house, cookie: visit)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        for (var request = 0; request < 2; request++)
        {
            var again = await AskAsync(house);
            again.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            again.Headers.Location!.OriginalString.ShouldStartWith("/.auth/logout");
        }

        // A token renewed by itself: issued now, signed in before.
        (await AskAsync(house, ("iat", house.Time.GetUtcNow()), ("auth_time", house.Time.GetUtcNow().AddMinutes(-9)))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await AskAsync(house, ("auth_time", house.Time.GetUtcNow()))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Proxy_TokenIssuedBeforeTheEnd_IsRefused()
    {
        await using var issuer = await FakeIssuer.StartAsync();
        await using var house = await SignInHouse.StartAsync(new Dictionary<string, string?> { ["SignIn:Mode"] = "proxy", ["SignIn:Authority"] = issuer.Address, ["SignIn:Audience"] = "workflows" });
        var old = issuer.Token(house.Time.GetUtcNow().UtcDateTime);
        house.Time.AdvanceTo(house.Time.GetUtcNow().AddMinutes(1));
        (await BearAsync(old)).ShouldBe(HttpStatusCode.OK);

        await house.EndSessionsAsync("sm-lietvede");

        (await BearAsync(old)).ShouldBe(HttpStatusCode.Forbidden);
        house.Time.AdvanceTo(house.Time.GetUtcNow().AddSeconds(2));
        (await BearAsync(issuer.Token(house.Time.GetUtcNow().UtcDateTime))).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> BearAsync(string token)
        {
            using var client = house.Client();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/tasks");
            request.Headers.Authorization = new("Bearer", token);
            return (await client.SendAsync(request)).StatusCode;
        }
    }

    private static Task<HttpResponseMessage> AskAsync(SignInHouse house, DateTimeOffset issued) => AskAsync(house, ("iat", issued));

    private static Task<HttpResponseMessage> AskAsync(SignInHouse house, params (string Claim, DateTimeOffset At)[] times) => AskAsync(house, null, times);

    private static async Task<HttpResponseMessage> AskAsync(SignInHouse house, string? cookie, params (string Claim, DateTimeOffset At)[] times)
    {
        using var client = house.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/tasks");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
        {
            auth_typ = "aad",
            claims = times.Select(t => new { typ = t.Claim, val = t.At.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) })
                .Concat([new { typ = "oid", val = SignInHouse.KnownPerson }, new { typ = "tid", val = Tenant }]),
        })));
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await client.SendAsync(request);
    }
}
