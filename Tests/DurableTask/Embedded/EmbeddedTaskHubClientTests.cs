using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

public sealed class EmbeddedTaskHubClientTests
{
    [Fact]
    public async Task Schedule_RunningInstanceOfThatId_IsRefused()
    {
        await using var hub = await StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one"));

        var error = await Should.ThrowAsync<OrchestrationAlreadyExistsException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("one")));

        error.InstanceId.ShouldBe("one");
    }

    [Fact]
    public async Task Schedule_ManyAtOnceWithOneId_StartsOne()
    {
        await using var hub = await StartAsync();
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(Enum.GetValues<OrchestrationRuntimeStatus>());

        var tries = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            try
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options);
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        })));

        tries.Count(started => started).ShouldBe(1);
    }

    [Fact]
    public async Task Schedule_FinishedInstanceInADedupeStatus_IsRefused()
    {
        await using var hub = await StartAsync();
        var options = new StartOrchestrationOptions("one");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick", 1, options);
        await hub.EndOfAsync("one");

        var error = await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Quick", 2, options.WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));

        error.Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Schedule_FinishedInstanceInAnotherStatus_IsReplaced()
    {
        await using var hub = await StartAsync();
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Failed);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick", 1, options);
        await hub.EndOfAsync("one");

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick", 2, options);

        var instance = await hub.EndOfAsync("one");
        instance.ReadOutputAs<int>().ShouldBe(2);
        (await CountAsync(hub, new OrchestrationQuery())).ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@at")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("a\nb")]
    public async Task Schedule_InvalidId_IsRefused(string id)
    {
        await using var hub = await StartAsync();

        await Should.ThrowAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task Schedule_StartAt_WaitsForTheInstantAndKeepsEventsRaisedBefore()
    {
        await using var hub = await StartAsync();
        var startAt = hub.Time.GetUtcNow().AddDays(5);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(StartAt: startAt));
        await hub.Client.RaiseEventAsync(id, "Go", "early");
        await hub.Hub.WhenIdleAsync();
        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        hub.Hub.NextTimerDue.ShouldBe(startAt);

        await hub.RestartAsync();
        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        hub.Time.AdvanceTo(startAt);

        var instance = await hub.EndOfAsync(id);
        instance.ReadOutputAs<string>().ShouldBe("early");
    }

    [Fact]
    public async Task RaiseEvent_NoSuchInstance_Throws()
    {
        await using var hub = await StartAsync();

        var error = await Should.ThrowAsync<ArgumentException>(() => hub.Client.RaiseEventAsync("nobody", "Go"));

        error.Message.ShouldContain("nobody");
    }

    [Fact]
    public async Task RaiseEvent_FinishedInstance_IsIgnored()
    {
        await using var hub = await StartAsync();
        var instance = await hub.RunAsync("Quick", 1);

        await hub.Client.RaiseEventAsync(instance.InstanceId, "Go", "x");

        (await hub.Client.GetInstanceAsync(instance.InstanceId))!.LastUpdatedAt.ShouldBe(instance.LastUpdatedAt);
    }

    [Fact]
    public async Task RaiseEvent_WhenItReturns_SurvivesAKill()
    {
        await using var hub = await StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("WaitTwice");
        await hub.Client.RaiseEventAsync(id, "Go", "one");

        await using var restarted = await hub.AfterKillAsync();
        await restarted.Client.RaiseEventAsync(id, "go", "two");

        var instance = await restarted.EndOfAsync(id);
        instance.ReadOutputAs<string>().ShouldBe("one two");
    }

    [Fact]
    public async Task Terminate_WaitingInstance_EndsItAndItsTimers()
    {
        await using var hub = await StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleep");
        await hub.Client.WaitForInstanceStartAsync(id);

        await hub.Client.TerminateInstanceAsync(id, "withdrawn");

        var instance = await hub.EndOfAsync(id);
        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        instance.ReadOutputAs<string>().ShouldBe("withdrawn");
        await hub.Hub.WhenIdleAsync();
        hub.Hub.NextTimerDue.ShouldBeNull();
    }

    [Fact]
    public async Task Terminate_BeforeTheStartInstant_EndsItWithoutRunning()
    {
        await using var hub = await StartAsync();
        var options = new StartOrchestrationOptions(StartAt: hub.Time.GetUtcNow().AddDays(1));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options);

        await hub.Client.TerminateInstanceAsync(id);

        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        hub.Hub.NextTimerDue.ShouldBeNull();
    }

    [Fact]
    public async Task Terminate_NoSuchInstance_IsLeftAlone()
    {
        await using var hub = await StartAsync();

        await hub.Client.TerminateInstanceAsync("nobody");
    }

    [Fact]
    public async Task WaitForCompletion_NoSuchInstance_Throws()
    {
        await using var hub = await StartAsync();

        await Should.ThrowAsync<ArgumentException>(() => hub.Client.WaitForInstanceCompletionAsync("nobody"));
        (await hub.Client.GetInstanceAsync("nobody")).ShouldBeNull();
    }

    [Fact]
    public async Task WaitForCompletion_Cancelled_StopsWaitingOnly()
    {
        await using var hub = await StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        using var impatience = new CancellationTokenSource();

        var wait = hub.Client.WaitForInstanceCompletionAsync(id, impatience.Token);
        await impatience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => wait);
        (await hub.Client.GetInstanceAsync(id))!.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task GetAllInstances_Filters_ArePagedAndCombined()
    {
        await using var hub = await StartAsync();
        foreach (var id in Enumerable.Range(0, 7).Select(i => $"case-{i}"))
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick", 1, new StartOrchestrationOptions(id));
            await hub.EndOfAsync(id);
            hub.Time.Advance(TimeSpan.FromDays(1));
        }

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("other"));
        await hub.Hub.WhenIdleAsync();
        var start = hub.Time.GetUtcNow().AddDays(-7);

        (await CountAsync(hub, new OrchestrationQuery(PageSize: 3))).ShouldBe(8);
        (await CountAsync(hub, new OrchestrationQuery(InstanceIdPrefix: "case-", PageSize: 2))).ShouldBe(7);
        (await CountAsync(hub, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running]))).ShouldBe(1);
        (await CountAsync(hub, new OrchestrationQuery(CreatedFrom: start.AddDays(2), CreatedTo: start.AddDays(4)))).ShouldBe(3);
        var pages = new List<int>();
        await foreach (var page in hub.Client.GetAllInstancesAsync().AsPages(pageSizeHint: 3))
        {
            pages.Add(page.Values.Count);
        }

        pages.ShouldBe([3, 3, 2]);
    }

    [Fact]
    public async Task Purge_FinishedInstance_LeavesNothingOfIt()
    {
        await using var hub = await StartAsync();
        var id = (await hub.RunAsync("Quick", 1)).InstanceId;

        (await hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(1);

        (await hub.Client.GetInstanceAsync(id)).ShouldBeNull();
        (await hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(0);
        hub.RowsIn("history").ShouldBe(0);
    }

    [Fact]
    public async Task Purge_RunningInstance_IsLeftAlone()
    {
        await using var hub = await StartAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");

        (await hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(0);
        (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount.ShouldBe(0);
    }

    [Fact]
    public async Task Purge_Recursively_TakesFinishedChildrenAndTheirs()
    {
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc<int, int>("Nest", async (context, depth) =>
            {
                if (depth > 0)
                {
                    await context.CallSubOrchestratorAsync<int>("Nest", depth - 1, new SubOrchestrationOptions { InstanceId = $"nest-{depth - 1}" });
                }

                return depth;
            }));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Nest", 3, new StartOrchestrationOptions("nest-3"));
        await hub.EndOfAsync("nest-3");

        (await hub.Client.PurgeInstanceAsync("nest-3")).PurgedInstanceCount.ShouldBe(1);
        (await hub.Client.PurgeInstanceAsync("nest-2", new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount.ShouldBe(3);

        hub.RowsIn("instances").ShouldBe(0);
        hub.RowsIn("history").ShouldBe(0);
    }

    [Fact]
    public async Task PurgeAll_Filter_TakesOnlyWhatMatches()
    {
        await using var hub = await StartAsync();
        await hub.RunAsync("Quick", 1);
        await hub.RunAsync("Fail");
        hub.Time.Advance(TimeSpan.FromDays(10));
        await hub.RunAsync("Quick", 2);

        var old = new PurgeInstancesFilter(CreatedTo: hub.Time.GetUtcNow().AddDays(-1), Statuses: [OrchestrationRuntimeStatus.Completed]);
        (await hub.Client.PurgeAllInstancesAsync(old)).PurgedInstanceCount.ShouldBe(1);
        (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount.ShouldBe(2);
    }

    private static Task<TestHub> StartAsync() => TestHub.StartAsync(registry => registry
        .AddOrchestratorFunc<int, int>("Quick", (_, input) => Task.FromResult(input))
        .AddOrchestratorFunc<object?>("Fail", _ => throw new InvalidOperationException("no"))
        .AddOrchestratorFunc("Wait", async context => await context.WaitForExternalEvent<string>("Go"))
        .AddOrchestratorFunc("WaitTwice", async context => $"{await context.WaitForExternalEvent<string>("Go")} {await context.WaitForExternalEvent<string>("Go")}")
        .AddOrchestratorFunc("Sleep", context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None)));

    private static async Task<int> CountAsync(TestHub hub, OrchestrationQuery query)
    {
        var count = 0;
        await foreach (var _ in hub.Client.GetAllInstancesAsync(query))
        {
            count++;
        }

        return count;
    }
}
