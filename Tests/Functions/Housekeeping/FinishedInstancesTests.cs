using SocialWorkflows.Casework.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Functions.Housekeeping.DestructionHouse;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>Histories of the task hub go after their term; the case they are of stays whole and can go on.</summary>
public sealed class FinishedInstancesTests : IDisposable
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string _packs = Directory.CreateTempSubdirectory("socialworkflows-packs-").FullName;

    public void Dispose() => Directory.Delete(_packs, recursive: true);

    [Fact]
    public async Task Purge_OfAClosedCasePastTheTerm_TakesTheHistoryAndLeavesTheCase()
    {
        await using var house = await StartAsync(_packs);
        var closed = await ClosedAsync(house, "hub-1");
        var open = await house.OpenCaseAsync(Residents.Application("hub-2", house.Now, Residents.Person("hub", "Zane", "Izdomātā", "000160-10016")));
        var message = MessageInput.InstanceOf((await house.RowOfAsync("hub-1@residents.example")).IntakeId);
        var instances = house.Get<FinishedInstances>();
        house.Time.Advance(TimeSpan.FromDays(360));
        (await instances.PurgeAsync(Now)).ShouldBe(0, "the term runs");
        (await house.Client.GetInstanceAsync(message, Now)).ShouldNotBeNull();
        house.Time.Advance(TimeSpan.FromDays(10));

        (await instances.PurgeAsync(Now)).ShouldBeGreaterThan(2);

        (await house.Client.GetInstanceAsync(CaseInput.InstanceOf(closed, 1), Now)).ShouldBeNull();
        (await house.Client.GetInstanceAsync(message, Now)).ShouldBeNull();
        (await house.Client.GetInstanceAsync(CaseInput.InstanceOf(open, 1), Now)).ShouldNotBeNull();
        (await instances.PurgeAsync(Now)).ShouldBe(0);

        var before = (await house.ReadAsync(closed)).Version;
        await AppendAsync(house, closed, new SafeModeSet(1, "x", "", "p"));
        await house.Get<Revival>().CatchUpAsync(Now);
        await house.Get<OutboxDrain>().DrainAsync(Now);
        await house.SettleAsync();
        (await house.ReadAsync(closed)).Version.ShouldBe(before + 1, "the orchestration that the entry started finds nothing to do");
        (await house.Client.GetInstanceAsync(CaseInput.InstanceOf(closed, 1), Now))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        (await house.Journal.ReadMarksAsync(Now)).ShouldBeEmpty();
        await house.Get<StoreSelfCheck>().RunAsync(DateTimeOffset.MaxValue, Now);
        (await house.Get<SelfCheckMemory>().EndedAsync(Now))!.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Purge_WithoutATerm_TakesNothing()
    {
        await using var house = await WayHouse.StartAsync(packs: await WithoutTermAsync());
        var reference = await ClosedAsync(house, "hub-3");
        house.Time.Advance(TimeSpan.FromDays(3 * 366));

        (await house.Get<FinishedInstances>().PurgeAsync(Now)).ShouldBe(0);

        (await house.Client.GetInstanceAsync(CaseInput.InstanceOf(reference, 1), Now)).ShouldNotBeNull();
    }

    /// <summary>Of a message whose first run failed the hub keeps the failed run and the one that ended it: either alone would be followed by another.</summary>
    [Fact]
    public async Task Purge_OfAMessageThatTookTwoRuns_TakesBothAndNoRunBeginsAnew()
    {
        await CopyAsync(_packs);
        var isBroken = true;
        var interposer = new Interposer { Before = (_, append) => append.Key == "received" && isBroken ? throw new InvalidOperationException("disk") : Task.CompletedTask };
        await using var house = await WayHouse.StartAsync(packs: _packs, interposer: interposer);
        house.Deliver(Residents.Application("hub-4", house.Now));
        await house.MoveAsync(TimeSpan.FromHours(6));
        isBroken = false;
        await house.MoveAsync(TimeSpan.FromHours(6));
        var row = await house.RowOfAsync("hub-4@residents.example");
        row.EndedAt.ShouldNotBeNull();
        var runs = Revival.RunsOf(row.IntakeId);
        (await StatusesAsync(house, runs)).ShouldBe([OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Completed]);
        var instances = house.Get<FinishedInstances>();
        house.Time.Advance(TimeSpan.FromDays(360));
        (await instances.PurgeAsync(Now)).ShouldBe(0, "the term runs");
        house.Time.Advance(TimeSpan.FromDays(10));

        (await instances.PurgeAsync(Now)).ShouldBe(2);

        (await StatusesAsync(house, runs)).ShouldBeEmpty();
        await house.Get<Revival>().ReviveFailedAsync(Now);
        await house.SettleAsync();
        (await StatusesAsync(house, runs)).ShouldBeEmpty();
    }

    /// <summary>What is not ours and cannot be read keeps nothing else from its turn.</summary>
    [Fact]
    public async Task Purge_BesideInstancesThatAreNotOurs_TakesWhatIsDue()
    {
        await using var house = await StartAsync(_packs);
        foreach (var name in new[] { FunctionNames.MessageOrchestrator, FunctionNames.ApplicationOrchestrator })
        {
            await house.Client.ScheduleNewOrchestrationInstanceAsync(name, input: null, new StartOrchestrationOptions($"a-foreign-{name}"), Now);
            await house.Client.ScheduleNewOrchestrationInstanceAsync(name, "text", new StartOrchestrationOptions($"a-text-{name}"), Now);
        }

        var closed = await ClosedAsync(house, "hub-5");
        house.Time.Advance(TimeSpan.FromDays(370));

        (await house.Get<FinishedInstances>().PurgeAsync(Now)).ShouldBeGreaterThan(1);

        (await house.Client.GetInstanceAsync(CaseInput.InstanceOf(closed, 1), Now)).ShouldBeNull();
    }

    private static async Task<IReadOnlyList<OrchestrationRuntimeStatus>> StatusesAsync(WayHouse house, IEnumerable<string> runs)
    {
        List<OrchestrationRuntimeStatus> found = [];
        foreach (var run in runs)
        {
            found.AddRange(await house.Client.GetInstanceAsync(run, Now) is { } there ? [there.RuntimeStatus] : []);
        }

        return found;
    }

    private async Task<string> WithoutTermAsync()
    {
        await CopyAsync(_packs);
        var file = Path.Combine(_packs, "smiltene", "retention.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"id\": \"instance\", \"years\": 1, \"confirmed\": true", "\"id\": \"instance\", \"years\": 1, \"confirmed\": false", StringComparison.Ordinal));
        return _packs;
    }
}
