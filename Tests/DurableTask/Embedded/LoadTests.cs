using System.Collections.Concurrent;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>What holds when there is much to do: nobody starves, queues and memory stay small.</summary>
public sealed class LoadTests
{
    [Fact]
    public async Task Activities_OneInstanceHasHundreds_AnotherGetsItsTurn()
    {
        const int many = 300;
        var ran = new ConcurrentQueue<string>();
        using var gate = new SemaphoreSlim(0);
        await using var hub = await TestHub.StartAsync(
            registry => registry
                .AddOrchestratorFunc<int, int>("Fan", async (context, count) =>
                    (await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("Note", number)))).Length)
                .AddOrchestratorFunc("Quick", _ => Task.FromResult(1))
                .AddActivityFunc<int, int>("Note", async (context, number) =>
                {
                    ran.Enqueue(context.InstanceId);
                    if (ran.Count == 1)
                    {
                        await gate.WaitAsync();
                    }

                    return number;
                }),
            options => options.MaxConcurrentActivities = 1);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fan", many, new StartOrchestrationOptions("greedy"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Fan", 1, new StartOrchestrationOptions("modest"));
        await hub.Client.WaitForInstanceStartAsync("modest");
        await hub.RunAsync("Quick");

        gate.Release();

        (await hub.EndOfAsync("modest")).ReadOutputAs<int>().ShouldBe(1);
        (await hub.EndOfAsync("greedy")).ReadOutputAs<int>().ShouldBe(many);
        ran.ToList().IndexOf("modest").ShouldBeLessThan(4, "the instances take turns");
    }

    [Fact]
    public async Task Schedule_BacklogIsFull_WaitsUntilThereIsRoom()
    {
        const int limit = 5;
        const int starts = 60;
        using var gate = new ManualResetEventSlim();
        await using var hub = await TestHub.StartAsync(
            registry => registry.AddOrchestratorFunc("Slow", _ =>
            {
                gate.Wait(TimeSpan.FromSeconds(30));
                return Task.FromResult(1);
            }),
            options => options.MaxBacklog = limit);

        var acknowledged = Enumerable.Range(0, starts)
            .Select(number => hub.Client.ScheduleNewOrchestrationInstanceAsync("Slow", new StartOrchestrationOptions($"slow-{number}")))
            .ToList();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Task.WhenAll(acknowledged.Take(limit).Select(start => start.WaitAsync(patience.Token)));

        acknowledged.Count(start => start.IsCompleted).ShouldBeLessThanOrEqualTo(limit);
        hub.RowsIn("instances").ShouldBeLessThanOrEqualTo(limit);
        using var impatient = new CancellationTokenSource();
        var given = hub.Client.ScheduleNewOrchestrationInstanceAsync("Slow", new StartOrchestrationOptions("given up"), impatient.Token);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given);
        gate.Set();
        foreach (var id in await Task.WhenAll(acknowledged))
        {
            (await hub.EndOfAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        }

        (await hub.Client.GetInstanceAsync("given up")).ShouldBeNull();
    }

    [Fact]
    public async Task Schedule_BacklogIsFullAndTheHubStops_SaysSo()
    {
        using var gate = new ManualResetEventSlim();
        await using var hub = await TestHub.StartAsync(
            registry => registry.AddOrchestratorFunc("Slow", _ =>
            {
                gate.Wait(TimeSpan.FromSeconds(30));
                return Task.FromResult(1);
            }),
            options => options.MaxBacklog = 1);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Slow");
        var waiting = hub.Client.ScheduleNewOrchestrationInstanceAsync("Slow");

        var stopping = hub.StopAsync();
        gate.Set();
        await stopping;

        // Whether it was let in at the last moment or refused: it ends.
        await waiting.WaitAsync(TimeSpan.FromSeconds(30)).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        waiting.IsCompleted.ShouldBeTrue("nobody waits on a hub that is no more");
    }

    [Fact]
    public async Task Waiting_MoreInstancesThanMemoryAllows_LeaveItAndComeBack()
    {
        const int instances = 300;
        const int memory = 64 * 1024;
        var ran = new ConcurrentBag<string>();
        await using var hub = await TestHub.StartAsync(
            registry => registry
                .AddOrchestratorFunc<string, string>("Case", async (context, input) =>
                {
                    var said = input;
                    for (var round = 0; round < 3; round++)
                    {
                        said += await context.WaitForExternalEvent<string>("said");
                        said += await context.CallActivityAsync<string>("Count", round);
                    }

                    return said;
                })
                .AddActivityFunc<int, string>("Count", (context, round) =>
                {
                    ran.Add($"{context.InstanceId} {round}");
                    return $"{round}";
                }),
            options => options.MaxWarmBytes = memory);
        string[] ids = [.. Enumerable.Range(0, instances).Select(number => $"case-{number}")];
        await Task.WhenAll(ids.Select(id => hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", new string('x', 100), new StartOrchestrationOptions(id))));
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);

        hub.Hub.Engine.Turns.WarmBytes.ShouldBeInRange(1, memory);
        hub.Hub.Engine.Instances.Count.ShouldBeLessThan(memory / 2048);
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(ids.Select(id => hub.Client.RaiseEventAsync(id, "said", "!")));
        }

        foreach (var id in ids)
        {
            (await hub.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe(new string('x', 100) + "!0!1!2");
        }

        ran.Count.ShouldBe(3 * instances, "no activity ran twice");
        hub.Hub.Engine.Instances.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Waiting_InstanceOutOfMemory_IsSuspendedTerminatedAndWaitedFor()
    {
        await using var hub = await TestHub.StartAsync(
            registry => registry.AddOrchestratorFunc("Wait", async context => await context.WaitForExternalEvent<string>("go")), options => options.MaxWarmBytes = 0);
        foreach (var id in new[] { "suspended", "terminated", "done" })
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(id));
        }

        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        hub.Hub.Engine.Instances.Count.ShouldBe(0);
        var ends = Task.WhenAll(hub.EndOfAsync("terminated"), hub.EndOfAsync("done"));

        await hub.Client.SuspendInstanceAsync("suspended");
        await hub.Client.TerminateInstanceAsync("terminated");
        await hub.Client.RaiseEventAsync("done", "go", "on");
        await hub.Client.RaiseEventAsync("suspended", "go", "on");

        (await ends).Select(end => end.RuntimeStatus).ShouldBe([OrchestrationRuntimeStatus.Terminated, OrchestrationRuntimeStatus.Completed]);
        (await hub.Client.GetInstanceAsync("suspended"))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        await hub.Client.ResumeInstanceAsync("suspended");
        (await hub.EndOfAsync("suspended")).ReadOutputAs<string>().ShouldBe("on");
    }

    [Fact]
    public async Task Waiting_ParentAndReceiverOutOfMemory_GetWhatIsForThem()
    {
        await using var hub = await TestHub.StartAsync(
            registry => registry
                .AddOrchestratorFunc("Parent", async context =>
                    await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions { InstanceId = "child" }))
                .AddOrchestratorFunc("Child", async context => await context.WaitForExternalEvent<string>("go"))
                .AddOrchestratorFunc("Send", context =>
                {
                    context.SendEvent("child", "go", "sent");
                    return Task.FromResult(1);
                }),
            options => options.MaxWarmBytes = 0);
        var parent = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        hub.Hub.Engine.Instances.Count.ShouldBe(0);

        await hub.RunAsync("Send");

        (await hub.EndOfAsync(parent)).ReadOutputAs<string>().ShouldBe("sent");
    }

    [Fact]
    public async Task Timers_ManyFarAway_StayInTheFileAndFireInTime()
    {
        const int instances = 200;
        await using var hub = await TestHub.StartAsync(
            registry => registry.AddOrchestratorFunc<int, DateTime>("Sleep", async (context, hours) =>
            {
                await context.CreateTimer(TimeSpan.FromHours(hours), CancellationToken.None);
                return context.CurrentUtcDateTime;
            }),
            options => options.MaxWarmBytes = 0);
        var start = hub.Time.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(1, instances).Select(hours => hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", hours, new StartOrchestrationOptions($"sleep-{hours}"))));
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);

        hub.Hub.Engine.Timers.Near.ShouldBe(0);
        hub.Hub.NextTimerDue.ShouldBe(start.AddHours(1));
        await hub.PlayUntilAsync(start.AddHours(instances));

        for (var hours = 1; hours <= instances; hours++)
        {
            (await hub.EndOfAsync($"sleep-{hours}")).ReadOutputAs<DateTime>().ShouldBe(start.UtcDateTime.AddHours(hours));
        }

        hub.RowsIn("timers").ShouldBe(0);
    }

    [Fact]
    public async Task Log_ManyCommits_IsCopiedIntoTheFileAndStaysModerate()
    {
        const int megabyte = 1024 * 1024;
        var input = new string('x', 20_000);
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc<string, int>("Read", (_, text) => Task.FromResult(text.Length)));

        for (var part = 0; part < 50; part++)
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => hub.RunAsync("Read", input)));
        }

        new FileInfo(hub.File).Length.ShouldBeGreaterThan(50 * megabyte, "what was committed is in the file");
        new FileInfo(hub.File + "-wal").Length.ShouldBeLessThan(40 * megabyte, "the log begins again from its start");
    }
}
