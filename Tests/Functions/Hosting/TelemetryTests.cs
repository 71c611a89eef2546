using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Functions.Hosting;

/// <summary>What a collector is told of a case's way, and what is counted.</summary>
public sealed partial class TelemetryTests
{
    [Fact]
    public async Task Way_CollectorNamed_GetsSpansFiguresAndLog()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var house = await WayHouse.StartAsync(settings: collector.Settings);
        await house.OpenCaseAsync(Residents.Application("telemetry", house.Now));
        await house.Get<FigureKeeper>().CountAsync(TestContext.Current.CancellationToken);
        await house.DisposeAsync();

        foreach (var span in new[] { "take-in", "create_orchestration:MessageOrchestrator", "activity:FileMessage", "create_orchestration:ApplicationOrchestrator", "activity:RegisterCase", "send" })
        {
            collector.Of("traces").ShouldContain(span);
        }

        collector.Of("metrics").ShouldContain("socialworkflows.cases.overdue");
        collector.Of("metrics").ShouldContain("socialworkflows.scan.verdicts");
        collector.Of("logs").ShouldContain("Figures of");
    }

    [Fact]
    public async Task Way_FromTheLetterToTheReceipt_IsOneTraceThatTheMessagesIdGives()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is AppTelemetry.Name or DurableTaskTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var house = await WayHouse.StartAsync();
        await house.OpenCaseAsync(Residents.Application("trace", house.Now));
        var message = (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, TestContext.Current.CancellationToken)).Single();

        var trace = AppTelemetry.TraceOf(message.IntakeId).TraceId;
        var names = ended.Where(s => s.TraceId == trace).Select(s => s.DisplayName).ToList();
        names.ShouldContain("take-in");
        names.ShouldContain("activity:ScanMessage");
        names.ShouldContain("activity:RegisterCase");
        names.ShouldContain("send");
    }

    [Fact]
    public async Task Count_CasePastItsDay_IsOverdueInItsMunicipalityOnly()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("overdue", house.Now));
        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review()]);
        var keeper = house.Get<FigureKeeper>();
        await keeper.CountAsync(TestContext.Current.CancellationToken);
        keeper.Last.Select(f => f.Overdue).ShouldAllBe(overdue => overdue == 0);
        keeper.Last.Single(f => f.Municipality == "smiltene").OpenCases.ShouldBe(1);

        house.Time.Advance(TimeSpan.FromDays(40));
        await keeper.CountAsync(TestContext.Current.CancellationToken);

        keeper.Last.Where(f => f.Overdue > 0).Select(f => (f.Municipality, f.Overdue)).ShouldBe([("smiltene", 1)]);
    }

    [Fact]
    public async Task Log_HasEveryFigureThatAnAlertReads()
    {
        await using var house = await WayHouse.StartAsync();
        await house.Get<FigureKeeper>().CountAsync(TestContext.Current.CancellationToken);

        var log = await File.ReadAllTextAsync(Path.Combine(house.Data.Demo, "log.txt"), TestContext.Current.CancellationToken);
        var read = AlertedFigure().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra-bicep", "modules", "alerts.bicep"), TestContext.Current.CancellationToken));
        read.Count.ShouldBeGreaterThan(5);
        foreach (var figure in read.Select(m => m.Groups["name"].Value))
        {
            log.ShouldContain($" {figure}");
        }
    }

    /// <summary>A rule that looks for a kind of task that nobody raises would stay silent for ever.</summary>
    [Fact]
    public async Task Alerts_KindsOfTasksTheyLookFor_AreRaisedUnderThatName()
    {
        var rules = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra-bicep", "modules", "alerts.bicep"), TestContext.Current.CancellationToken);
        var kinds = AlertedKind().Matches(rules).Select(m => m.Groups["kind"].Value).ToList();
        await using var house = await WayHouse.StartAsync();
        foreach (var kind in kinds)
        {
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "Functions"), "*.cs", SearchOption.AllDirectories).Any(f => File.ReadAllText(f).Contains($"= \"{kind}\"", StringComparison.Ordinal)).ShouldBeTrue(kind);
            await house.Get<IPersonTasks>().RaiseAsync(new PersonTask { Key = kind, Municipality = "smiltene", Role = Roles.Head, Kind = kind, SubjectId = "x", Text = new("x", "x"), RaisedAt = house.Now }, TestContext.Current.CancellationToken);
        }

        await house.Get<FigureKeeper>().CountAsync(TestContext.Current.CancellationToken);

        var line = (await File.ReadAllLinesAsync(Path.Combine(house.Data.Demo, "log.txt"), TestContext.Current.CancellationToken)).Last(l => l.Contains("Figures of smiltene", StringComparison.Ordinal));
        kinds.ShouldBe(["instance-failed", "seal-ends"]);
        kinds.ShouldAllBe(kind => line.Contains($"{kind}:1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("collector:4318", null, OtlpTarget.EndpointSetting)]
    [InlineData("http://127.0.0.1:4318", "carrier-pigeon", OtlpTarget.ProtocolSetting)]
    public async Task Start_WrongSetting_RefusesWithItsName(string endpoint, string? protocol, string named)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { [OtlpTarget.EndpointSetting] = endpoint, [OtlpTarget.ProtocolSetting] = protocol };

        (await Should.ThrowAsync<InvalidOperationException>(() => WayHouse.StartAsync(settings: settings))).Message.ShouldContain(named);
    }

    [GeneratedRegex("has \"(?<kind>[a-z-]+):\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlertedKind();

    [GeneratedRegex("with \\* \"(?<name>[a-zA-Z]+=)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlertedFigure();
}
