using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The contract suite: the demo under the emulated host tells the same stories as under the embedded driver.</summary>
public sealed partial class HostedDemoTests
{
    /// <summary>The same demo under the embedded driver, which nobody disturbs.</summary>
    private static readonly Lazy<Task<JObject>> Embedded = new(EmbeddedAsync);

    [Fact]
    public async Task Demo_UnderTheHost_SameJournalsAsEmbedded()
    {
        var embedded = await Embedded.Value;
        await using var play = await HostedDemoPlay.StartAsync(repeatsEvery: 0);

        var answer = await play.ToTheEndAsync();

        answer.Problems.ShouldBe("", play.Host.Handler.Output);
        play.Host.Violations.ShouldBeEmpty();
        play.Host.Handler.Starts.ShouldBe(1);
        play.Sidecar.GrpcDoor.Calls.ShouldNotBeEmpty();
        play.Hub.Instances.ShouldAllBe(i => i.Status == OrchestrationStatus.Completed);
        var hosted = JObject.Parse(answer.Report);
        Stories(hosted).ShouldBe(Stories(embedded));
        hosted["intake"]!.ToString().ShouldBe(embedded["intake"]!.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Demo_HandlerKilledInsideCalls_SameOutcomesAndNothingTwice(int seed)
    {
        var embedded = await Embedded.Value;
        await using var play = await HostedDemoPlay.StartAsync();
        var kills = new KillPlan(seed, play.Host);
        play.Host.Kills = kills.Next;

        var answer = await play.ToTheEndAsync();

        TestContext.Current.SendDiagnosticMessage($"{kills}; {play.Hub.Turns} turns, {play.Host.Handler.Starts} starts, {play.Host.Handler.Stops} stops, {play.Hub.Redelivered} redelivered");
        kills.Left.ShouldBe(0, "every kill must have been carried out");
        play.Host.Violations.ShouldBeEmpty();
        play.Host.Handler.Starts.ShouldBe(1 + KillPlan.Count);
        answer.Problems.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(line => line.StartsWith("I10: instance ", StringComparison.Ordinal) && line.EndsWith("is Failed", StringComparison.Ordinal));
        var hosted = JObject.Parse(answer.Report);
        Outcomes(hosted).ShouldBe(Outcomes(embedded));
        hosted["intake"]!.ToString().ShouldBe(embedded["intake"]!.ToString());
    }

    internal static async Task<JObject> EmbeddedAsync()
    {
        var root = Directory.CreateTempSubdirectory("embedded-demo").FullName;
        try
        {
            using var data = DataFolder.Open(root);
            var folder = new DemoFolder(data.Demo);
            folder.WriteClock(folder.ReadClock());
            await using var session = DemoSession.Create(data, 0);
            await session.App.StartAsync();
            await session.Play.ToTheEndAsync(CancellationToken.None);
            var report = await session.ReportAsync(TextWriter.Null, CancellationToken.None);
            await session.App.StopAsync();
            return JObject.Parse(report.ToJson());
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>
    /// Every journal entry of every case in order, without its instant. Cases that arrive at one instant are numbered in the
    /// order their orchestrations happen to come, so the running numbers are left out.
    /// </summary>
    private static List<string> Stories(JObject report) =>
    [
        .. report["cases"]!.Select(c => $"{Facts(c)}\n{string.Join('\n', c["timeline"]!.Select(m => RunningNumber().Replace((string)m["what"]!, "${series}#")))}").Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"(?<series>\p{Lu}+-20\d\d/)\d+", RegexOptions.NonBacktracking)]
    private static partial Regex RunningNumber();

    internal static List<string> Outcomes(JObject report) => [.. report["cases"]!.Select(Facts).Order(StringComparer.Ordinal)];

    private static string Facts(JToken row) => string.Join(' ', new[] { "part", "municipality", "channel", "service", "outcome", "registeredOn", "decisionDue", "decidedOn", "noticeDue", "noticeSentOn", "noticeChannel", "notifiedOn", "contestUntil", "closedOn" }.Select(name => row[name]));
}
