using System.Net;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>One person who asks too much is turned away in words; the others are not, and nor are the machines.</summary>
public sealed class WorkplaceLimitsTests
{
    [Fact]
    public async Task Requests_PastTheLimitOfAPerson_AreTurnedAwayAndTheOthersAreServed()
    {
        await using var house = await WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Workplace:MostRequestsAMinute"] = "5" });
        using var greedy = await CounterBrowser.SignInAsync(house, "sm-darbiniece");
        using var other = await CounterBrowser.SignInAsync(house, "sm-vaditaja");

        List<HttpStatusCode> statuses = [];
        for (var i = 0; i < 8; i++)
        {
            using var answer = await greedy.GetAsync("/tasks");
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
                WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain("Pārāk daudz pieprasījumu");
            }
        }

        statuses.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.OK, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)]);
        (await other.GetAsync("/tasks")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var machine = CounterBrowser.Anonymous(house);
        (await machine.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Start_WithALimitThatLetsNobodyIn_IsRefused() =>
        (await Should.ThrowAsync<InvalidDataException>(() => WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Workplace:MostRequestsAMinute"] = "0" })))
            .Message.ShouldContain("Workplace:MostRequestsAMinute");

    [Theory]
    [InlineData("/tasks")]
    [InlineData("/cases/c0123456789abcdef")]
    public async Task Answer_OfAnyPage_CarriesTheHeadersThatKeepOthersOut(string path)
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, "sm-darbiniece");

        using var answer = await browser.GetAsync(path);

        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe-inline");
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/tasks")]
    [InlineData("/places")]
    [InlineData("/counter/contact")]
    public async Task Form_WithoutItsToken_IsRefused(string path)
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = await CounterBrowser.SignInAsync(house, "sm-lietvede");

        (await browser.PostAsync(path, path, [("key", "x"), ("note", "x")], withToken: false)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
