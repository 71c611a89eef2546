using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The contract suite: the demo under the emulated host tells the same stories as under the embedded driver.</summary>
public sealed partial class HostedDemoTests
{
    [Fact]
    public async Task Demo_UnderTheHost_SameJournalsAsEmbedded()
    {
        var embedded = await EmbeddedAsync();
        await using var play = await HostedDemoPlay.StartAsync(repeatsEvery: 0);

        var answer = await play.ToTheEndAsync();

        answer.Problems.ShouldBe("", play.Host.Output);
        play.Host.Violations.ShouldBeEmpty();
        play.Host.Starts.ShouldBe(1);
        play.Sidecar.GrpcCalls.ShouldBeGreaterThan(0);
        play.Hub.Instances.ShouldAllBe(i => i.Status == OrchestrationStatus.Completed);
        var hosted = JObject.Parse(answer.Report);
        Stories(hosted).ShouldBe(Stories(embedded));
        hosted["intake"]!.ToString().ShouldBe(embedded["intake"]!.ToString());
    }

    [Fact]
    public async Task Demo_HandlerKilledInTheMiddle_SameOutcomesAndNothingTwice()
    {
        var embedded = await EmbeddedAsync();
        await using var play = await HostedDemoPlay.StartAsync();
        var orchestrators = 0;
        var activities = 0;
        play.Host.KillsDuring = function => (function == "ApplicationOrchestrator" && Interlocked.Increment(ref orchestrators) is 9)
            || (function == "SendStatusMail" && Interlocked.Increment(ref activities) is 2);
        var answered = 0;
        play.Host.KillsAfter = function => function == "DraftDecision" && Interlocked.Increment(ref answered) is 2;

        var answer = await play.ToTheEndAsync();

        play.Host.Violations.ShouldBeEmpty();
        play.Host.Starts.ShouldBe(4);
        play.Hub.Instances.ShouldContain(i => i.Status == OrchestrationStatus.Failed, "the host fails an instance whose turn was lost");
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
