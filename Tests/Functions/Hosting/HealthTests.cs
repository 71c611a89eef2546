using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Hosting.Health;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Hosting;

/// <summary>What a probe is told, without signing in.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task Health_MailboxJustLookedThrough_HealthyWithItsAge()
    {
        await using var house = await WayHouse.StartAsync();
        await house.SettleAsync();
        house.Time.Advance(TimeSpan.FromMinutes(3));

        var (status, answer) = await AskAsync(house, "/health");

        status.ShouldBe(HttpStatusCode.OK);
        answer.ToString(Newtonsoft.Json.Formatting.None).ShouldBe($$$$"""{"status":"healthy","version":"{{{{BuildCommit.Value}}}}","checks":{"store":{"status":"healthy","ageSeconds":null},"mailbox":{"status":"healthy","ageSeconds":180},"scanner":{"status":"healthy","ageSeconds":null},"seal":{"status":"healthy","ageSeconds":null},"self-check":{"status":"healthy","ageSeconds":null},"sender":{"status":"healthy","ageSeconds":null},"synthetic":{"status":"healthy","ageSeconds":null}}}""");
    }

    [Fact]
    public async Task Health_OfEveryKind_SaysTheCommitItWasBuiltOf()
    {
        await using var house = await WayHouse.StartAsync();

        foreach (var path in (string[])["/health", "/health/live", "/health/ready"])
        {
            ((string)(await AskAsync(house, path)).Answer["version"]!).ShouldMatch("^[0-9a-f]{40}$");
        }
    }

    [Theory]
    [InlineData(16, HttpStatusCode.OK, "degraded")]
    [InlineData(61, HttpStatusCode.ServiceUnavailable, "unhealthy")]
    public async Task Health_MailboxNotLookedThrough_SaysSoButStaysReady(int minutes, HttpStatusCode expected, string word)
    {
        await using var house = await WayHouse.StartAsync();
        await house.SettleAsync();
        house.Time.Advance(TimeSpan.FromMinutes(minutes));

        var (status, answer) = await AskAsync(house, "/health");

        status.ShouldBe(expected);
        ((string)answer["checks"]!["mailbox"]!["status"]!).ShouldBe(word);
        (await AskAsync(house, "/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(ScannerAnswer.Silent, null, null, "degraded")]
    [InlineData(ScannerAnswer.NotUnderstood, null, null, "degraded")]
    [InlineData(ScannerAnswer.Undated, null, true, "healthy")]
    [InlineData(ScannerAnswer.Undated, null, false, "degraded")]
    [InlineData(ScannerAnswer.Dated, 6, true, "healthy")]
    [InlineData(ScannerAnswer.Dated, 8, true, "degraded")]
    public async Task Health_Scanner_NamedAndWithTheAgeOfItsSignatures(ScannerAnswer said, int? days, bool? tellsLimits, string word)
    {
        await using var house = await WayHouse.StartAsync();
        await house.SettleAsync();
        house.Scanner.Standing = new ScannerStanding(said, days is { } age ? house.Time.GetUtcNow() - TimeSpan.FromDays(age) : null, tellsLimits);
        house.Time.Advance(TimeSpan.FromMinutes(2));

        var (status, answer) = await AskAsync(house, "/health");

        status.ShouldBe(HttpStatusCode.OK);
        var scanner = answer["checks"]!["scanner"]!;
        ((string)scanner["status"]!).ShouldBe(word);
        ((long?)scanner["ageSeconds"]).ShouldBe(days * 86_400 + (days is null ? null : 120));
    }

    [Fact]
    public async Task Health_NeverLookedThrough_AgeCountsFromTheStart()
    {
        await using var house = await WayHouse.StartAsync();
        house.Time.Advance(TimeSpan.FromMinutes(90));

        (await AskAsync(house, "/health")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Health_StoresDoNotAnswer_LiveButNotReadyAndNothingOfTheCauseIsTold()
    {
        await using var house = await WayHouse.StartAsync(configure: services => services.AddSingleton<IMailboxMemory, SilentMemory>());

        (await AskAsync(house, "/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        var (status, answer) = await AskAsync(house, "/health/ready");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.ToString().ShouldNotContain(SilentMemory.Cause);
        (await AskAsync(house, "/health")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await File.ReadAllTextAsync(Path.Combine(house.Data.Demo, "log.txt"))).ShouldContain(SilentMemory.Cause);
    }

    private static async Task<(HttpStatusCode Status, JObject Answer)> AskAsync(WayHouse house, string path)
    {
        using var http = new HttpClient { BaseAddress = house.Address };
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, JObject.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private sealed class SilentMemory : IMailboxMemory
    {
        public const string Cause = "table account x9 is not there";

        public Task<string?> ReadAsync(string name, CancellationToken cancellation) => throw new IOException(Cause);

        public Task WriteAsync(string name, string value, CancellationToken cancellation) => throw new IOException(Cause);

        public Task ForgetAsync(string name, string value, CancellationToken cancellation) => throw new IOException(Cause);
    }
}
