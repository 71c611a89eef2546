using System.Security.Cryptography;
using Newtonsoft.Json.Linq;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Tests.Connectors.AzureStorage;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The demo as it would run in Azure: under the host, with tables and blobs, tokens of a managed identity, and kills.</summary>
public sealed class HostedAzureDemoTests
{
    [Fact]
    public async Task Demo_OnTablesAndBlobsWithKills_SameOutcomesAndNothingTwice()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var embedded = await HostedDemoTests.EmbeddedAsync();
        await using var identity = new IdentityEndpoint();
        await using var play = await HostedDemoPlay.StartAsync(settings: Settings(fixture, identity));
        var kills = new KillPlan(seed: 3, play.Host);
        play.Host.Kills = kills.Next;

        var answer = await play.ToTheEndAsync();

        play.Host.Violations.ShouldBeEmpty();
        kills.Left.ShouldBe(0, "every kill must have been carried out");
        play.Host.Handler.Starts.ShouldBe(1 + KillPlan.Count);
        answer.Problems.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(line => line.StartsWith("I10: instance ", StringComparison.Ordinal) && line.EndsWith("is Failed", StringComparison.Ordinal), answer.Problems);
        var hosted = JObject.Parse(answer.Report);
        HostedDemoTests.Outcomes(hosted).ShouldBe(HostedDemoTests.Outcomes(embedded));
        hosted["intake"]!.ToString().ShouldBe(embedded["intake"]!.ToString());
        File.Exists(Path.Combine(play.Data, "cases.db")).ShouldBeFalse();
        Directory.EnumerateFiles(Path.Combine(play.Data, "documents"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
        identity.Asked.ShouldBeGreaterThan(KillPlan.Count);
    }

    /// <summary>Two installations on one hub, as of the Durable Task Scheduler: neither sees where it lies.</summary>
    [Fact]
    public async Task Housekeeping_TaskHubOfAnotherInstallation_EndsTheAppWithTheReason()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        await using var identity = new IdentityEndpoint();
        await using var play = await HostedDemoPlay.StartAsync(settings: Settings(fixture, identity));
        play.Hub.Start(HubOwnership.InstanceId, FunctionNames.HoldHub, "\"the cases of another\"");
        await play.Hub.WhenIdleAsync();

        await play.TimerAsync(FunctionNames.Housekeeping);
        var run = await play.Host.Handler.ReadyAsync();
        run.AwaitExit();

        run.HasExited.ShouldBeTrue(play.Host.Handler.Output);
        run.EndedWithZero.ShouldBeFalse("the host would never start it again");
        (await File.ReadAllTextAsync(Path.Combine(play.Data, "demo", "log.txt"), TestContext.Current.CancellationToken))
            .ShouldContain("The task hub works for the cases in the cases of another, and this app for those in");
    }

    [Fact]
    public async Task Housekeeping_TaskHubOfNobody_IsThisInstallations()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        await using var identity = new IdentityEndpoint();
        await using var play = await HostedDemoPlay.StartAsync(settings: Settings(fixture, identity));

        for (var i = 0; i < 3; i++)
        {
            await play.TimerAsync(FunctionNames.Housekeeping);
            await play.Hub.WhenIdleAsync();
        }

        play.Hub.Find(HubOwnership.InstanceId)!.Input.ShouldBe($"\"{fixture.Account.Endpoints.Table.AbsoluteUri.TrimEnd('/')}/{fixture.Prefix}\"");
        play.Host.Handler.Starts.ShouldBe(1, play.Host.Handler.Output);
    }

    internal static Dictionary<string, string> Settings(AzuriteFixture fixture, IdentityEndpoint identity) => new(identity.Environment)
    {
        ["WEBSITE_SITE_NAME"] = "smiltene-workflows",
        ["SSL_CERT_FILE"] = fixture.Peer.CertificateFile,
        ["Stores__CaseAccount"] = AzuritePeer.Account,
        ["Stores__BlobEndpoint"] = fixture.Peer.Endpoints.Blob.AbsoluteUri,
        ["Stores__QueueEndpoint"] = fixture.Peer.Endpoints.Queue.AbsoluteUri,
        ["Stores__TableEndpoint"] = fixture.Peer.Endpoints.Table.AbsoluteUri,
        ["Stores__TablePrefix"] = fixture.Prefix,
        ["Stores__PersonLookupKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Stores__CaseAddressKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
    };
}
