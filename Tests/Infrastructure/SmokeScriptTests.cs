using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SocialWorkflows.Functions.Hosting.Health;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Infrastructure;

/// <summary><c>infra-bicep/scripts/smoke.sh</c>, which ends a deployment, against the real app and against apps that are not as they should be.</summary>
public sealed class SmokeScriptTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private const string Former = "fedcba9876543210fedcba9876543210fedcba98";

    [Fact]
    public async Task Smoke_RealAppOfThatCommit_Passes()
    {
        await using var house = await WayHouse.StartAsync();

        var (code, output, error) = await SmokeAsync(house.Address.GetLeftPart(UriPartial.Authority), BuildCommit.Value, "30");

        code.ShouldBe(0, error);
        output.ShouldContain($"is ready and of commit {BuildCommit.Value}");
    }

    [Fact]
    public async Task Smoke_RealAppOfAnotherCommit_FailsAndSaysWhichAnswers()
    {
        await using var house = await WayHouse.StartAsync();

        var (code, _, error) = await SmokeAsync(house.Address.GetLeftPart(UriPartial.Authority), Commit, "3");

        code.ShouldBe(1);
        error.ShouldContain($"was not ready with commit {Commit} within 3 seconds. Last answer: it is ready, but of another version");
        error.ShouldContain(BuildCommit.Value);
    }

    [Fact]
    public async Task Smoke_NotReadyAtFirstThenTheFormerVersion_WaitsForTheNewOne()
    {
        await using var app = await StartAsync(asked => asked switch
        {
            1 => (503, Ready(Commit)),
            2 => (200, Ready(Commit)),
            3 => (200, Ready(Former)),
            _ => (200, Ready(Commit)),
        });

        var (code, _, error) = await SmokeAsync(app.Urls.First(), Commit, "60");

        code.ShouldBe(0, error);
        Asked(app).ShouldBe(6, "three good answers in a row after the former version's");
    }

    [Fact]
    public async Task Smoke_NeverReady_FailsWithTheLastAnswer()
    {
        await using var app = await StartAsync(_ => (503, """{"status":"unhealthy","checks":{"store":{"status":"unhealthy"}}}"""));

        var (code, _, error) = await SmokeAsync(app.Urls.First(), Commit, "2");

        code.ShouldBe(1);
        error.ShouldContain("within 2 seconds");
        error.ShouldContain("""Last answer: HTTP 503: {"status":"unhealthy","checks":{"store":{"status":"unhealthy"}}}""");
        error.ShouldStartWith("http://", Case.Sensitive, "no mark of GitHub's outside of it");
    }

    [Fact]
    public async Task Smoke_SentToTheSignInPage_FailsInsteadOfFollowing()
    {
        await using var app = await StartAsync(_ => (302, Ready(Commit)));

        var (code, _, error) = await SmokeAsync(app.Urls.First(), Commit, "2");

        code.ShouldBe(1);
        error.ShouldContain("Last answer: HTTP 302");
    }

    [Fact]
    public async Task Smoke_NobodyListensOnTheHostedRunner_FailsWithAMessageForTheRunsPage()
    {
        var (code, _, error) = await SmokeAsync($"http://127.0.0.1:{FreePort()}", Commit, "2", onRunner: true);

        code.ShouldBe(1);
        error.ShouldStartWith("::error::http://127.0.0.1:");
        error.ShouldContain("Last answer: HTTP 000");
    }

    [Theory]
    [InlineData("http://example.org", Commit, "5")]
    [InlineData("https://app.example/path", Commit, "5")]
    [InlineData("https://app.example", "main", "5")]
    [InlineData("https://app.example", "", "5")]
    [InlineData("https://app.example", Commit, "soon")]
    public async Task Smoke_WrongArguments_AskNobody(string address, string commit, string seconds)
    {
        var (code, _, error) = await SmokeAsync(address, commit, seconds);

        code.ShouldBe(2);
        error.ShouldContain("smoke.sh ADDRESS COMMIT [SECONDS]");
    }

    private static string Ready(string commit) => $$$$"""{"status":"healthy","version":"{{{{commit}}}}","checks":{"store":{"status":"healthy","ageSeconds":null}}}""";

    private static int Asked(WebApplication app) => ((Counter)app.Services.GetService(typeof(Counter))!).Count;

    /// <param name="answer">Status and body of the n-th question, from one.</param>
    private static async Task<WebApplication> StartAsync(Func<int, (int Status, string Body)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var counter = new Counter();
        builder.Services.Add(new(typeof(Counter), counter));
        var app = builder.Build();
        app.MapGet("/health/ready", () =>
        {
            counter.Count++;
            var (status, body) = answer(counter.Count);
            return Results.Text(body, "application/json", statusCode: status);
        });
        await app.StartAsync();
        return app;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<(int Code, string Output, string Error)> SmokeAsync(string address, string commit, string seconds, bool onRunner = false)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "infra-bicep", "scripts", "smoke.sh"), [address, commit, seconds])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["GITHUB_ACTIONS"] = onRunner ? "true" : null;
        using var smoke = Process.Start(start)!;
        var (output, error) = (smoke.StandardOutput.ReadToEndAsync(), smoke.StandardError.ReadToEndAsync());
        await smoke.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (smoke.ExitCode, await output, await error);
    }

    private sealed class Counter
    {
        public int Count { get; set; }
    }
}
