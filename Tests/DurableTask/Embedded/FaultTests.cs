using System.Collections.Concurrent;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>The numbered faults that concern the engine.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task F09_HostRecycledAtEachAwait_SameOutcomeSameMessages()
    {
        const int instances = 100;
        const int steps = 5;
        var messages = new ConcurrentBag<string>();
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddActivityFunc<string, string>("Send", (context, step) =>
            {
                messages.Add($"{context.InstanceId} {step}");
                return step;
            })
            .AddOrchestratorFunc<int, string>("Steps", async (context, count) =>
            {
                var sent = string.Empty;
                for (var step = 0; step < count; step++)
                {
                    await context.WaitForExternalEvent<string>("go");
                    sent += await context.CallActivityAsync<string>("Send", $"{step}");
                }

                return sent;
            }));
        string[] ids = [.. Enumerable.Range(0, instances).Select(seed => $"case-{seed}")];
        await Task.WhenAll(ids.Select((id, seed) => hub.Client.ScheduleNewOrchestrationInstanceAsync("Steps", 1 + (seed % steps), new StartOrchestrationOptions(id))));

        for (var step = 0; step < steps; step++)
        {
            await hub.RestartAsync();
            await Task.WhenAll(ids.Select(id => hub.Client.RaiseEventAsync(id, "go", "x")));
            await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        }

        foreach (var (id, seed) in ids.Select((id, seed) => (id, seed)))
        {
            (await hub.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("01234"[..(1 + (seed % steps))]);
        }

        messages.Count.ShouldBe(messages.Distinct().Count());
        messages.Count.ShouldBe(ids.Select((_, seed) => 1 + (seed % steps)).Sum());
    }

    [Fact]
    public async Task F10_EventEarlyTwiceLateOrToAPurgedInstance_IsBufferedIgnoredOrRefused()
    {
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc("Wait", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("decided");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await hub.Client.RaiseEventAsync(id, "Decided", "first");
        await hub.Client.RaiseEventAsync(id, "decided", "second");

        await hub.PlayUntilAsync(hub.Time.GetUtcNow().AddHours(2));
        (await hub.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("first");
        await hub.Client.RaiseEventAsync(id, "decided", "late");
        await hub.Client.PurgeInstanceAsync(id);

        (await Should.ThrowAsync<ArgumentException>(() => hub.Client.RaiseEventAsync(id, "decided", "purged"))).Message.ShouldContain("There is no orchestration instance");
    }

    [Fact]
    public async Task F12_TimerOf40DaysDueWhileTheHubIsDown_FiresOnceAndLate()
    {
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc("Long", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(40), CancellationToken.None);
            return $"{context.CurrentUtcDateTime:yyyy-MM-dd}";
        }));
        var start = hub.Time.GetUtcNow();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Long");
        await hub.PlayUntilAsync(start.AddDays(38));

        await hub.StopAsync();
        hub.Time.AdvanceTo(start.AddDays(45));
        await hub.StartAsync();

        (await hub.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe($"{start.AddDays(45):yyyy-MM-dd}");
        hub.RowsIn("timers").ShouldBe(0);
    }

    [Fact]
    public async Task F15_NewVersionWithInstancesWaitingAtEveryStep_NoneFails()
    {
        const int instances = 1_000;
        await using var hub = await TestHub.StartAsync(registry => Versions(registry, "1"), options => options.Worker.DefaultVersion = "1");
        string[] ids = [.. Enumerable.Range(0, instances).Select(number => $"case-{number}")];
        await Task.WhenAll(ids.Select(id => hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", new StartOrchestrationOptions(id))));
        for (var step = 0; step < 3; step++)
        {
            await Task.WhenAll(ids.Where((_, number) => number % 4 > step).Select(id => hub.Client.RaiseEventAsync(id, "go", "x")));
        }

        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        await using var deployed = await hub.AfterKillAsync(registry => Versions(registry, "2"));
        for (var step = 0; step < 3; step++)
        {
            await Task.WhenAll(ids.Where((_, number) => number % 4 <= step).Select(id => deployed.Client.RaiseEventAsync(id, "go", "x")));
        }

        await deployed.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        foreach (var id in ids)
        {
            (await deployed.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("aaa");
        }
    }

    [Fact]
    public async Task F16_RollbackOfANewVersion_BothSetsFinish()
    {
        await using var newer = await TestHub.StartAsync(registry => Versions(registry, "2"), options => options.Worker.Version = "2");
        await newer.Client.ScheduleNewOrchestrationInstanceAsync("Case", new StartOrchestrationOptions("old") { Version = "1" });
        await newer.Client.ScheduleNewOrchestrationInstanceAsync("Case", new StartOrchestrationOptions("new") { Version = "2" });
        await newer.Client.ScheduleNewOrchestrationInstanceAsync("Added", new StartOrchestrationOptions("added") { Version = "1" });
        await newer.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        await newer.StopAsync();

        await using (var older = await TestHub.StartAsync(registry => Versions(registry, "1"), options => options.Worker.Version = "1", newer.File, newer.Time))
        {
            await GoAsync(older, "old");
            (await older.EndOfAsync("old")).ReadOutputAs<string>().ShouldBe("aaa");
            (await Should.ThrowAsync<TaskHubException>(() => older.Client.RaiseEventAsync("new", "go", "x"))).Message.ShouldContain("runs versions up to '1'");
            (await Should.ThrowAsync<TaskHubException>(() => older.Client.RaiseEventAsync("added", "go", "x"))).Message.ShouldContain("no orchestrator named 'Added'");
        }

        await newer.StartAsync();
        await GoAsync(newer, "new");
        (await newer.EndOfAsync("new")).ReadOutputAs<string>().ShouldBe("bbb");
        await newer.Client.RaiseEventAsync("added", "go", "x");
        (await newer.EndOfAsync("added")).ReadOutputAs<string>().ShouldBe("x");
    }

    [Fact]
    public async Task F18_SecondHubOnOneFile_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(registry => Versions(registry, "1"));

        (await Should.ThrowAsync<TaskHubException>(() => TestHub.StartAsync(registry => Versions(registry, "1"), file: hub.File)))
            .Message.ShouldContain("in use by another process");
    }

    [Fact]
    public async Task F19_OneInstanceAlwaysThrows_IsParkedAndOthersFlow()
    {
        var tries = 0;
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1)));
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddActivityFunc<string, string>("Work", (context, _) => context.InstanceId == "poison" ? throw new InvalidDataException($"try {++tries}") : "done")
            .AddOrchestratorFunc("Case", async context => await context.CallActivityAsync<string>("Work", "x", policy)));
        string[] ids = ["poison", .. Enumerable.Range(0, 20).Select(number => $"case-{number}")];
        await Task.WhenAll(ids.Select(id => hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", new StartOrchestrationOptions(id))));

        await hub.PlayUntilAsync(hub.Time.GetUtcNow().AddHours(1));

        (await hub.EndOfAsync("poison")).FailureDetails!.ErrorMessage.ShouldContain("try 3");
        tries.ShouldBe(3);
        foreach (var id in ids.Skip(1))
        {
            (await hub.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("done");
        }
    }

    [Fact]
    public async Task F20_PurgeOfManyFinishedInstances_OthersNoticeNothingAndItResumes()
    {
        var finished = Environment.GetEnvironmentVariable("TESTS_FULL") == "1" ? 100_000 : 5_000;
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc("Short", _ => Task.FromResult("done"))
            .AddOrchestratorFunc("Step", async context => await context.CallActivityAsync<int>("One"))
            .AddActivityFunc<object?, int>("One", (_, _) => 1));
        await Task.WhenAll(Enumerable.Range(0, finished).Select(number => hub.Client.ScheduleNewOrchestrationInstanceAsync("Short", new StartOrchestrationOptions($"old-{number}"))));
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        var old = new PurgeInstancesFilter(CreatedTo: hub.Time.GetUtcNow());
        hub.Time.Advance(TimeSpan.FromHours(1));
        var alone = await MedianMillisecondsAsync(hub, runs: 50);

        using var stop = new CancellationTokenSource();
        var purge = hub.Client.PurgeAllInstancesAsync(old, stop.Token);
        var beside = await MedianMillisecondsAsync(hub, runs: 10);
        await stop.CancelAsync();
        await purge.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var left = (int)hub.RowsIn("instances") - 60;
        await hub.RestartAsync();

        beside.ShouldBeLessThan((10 * alone) + 50, "the purge is done in small parts, and others go between any two");
        left.ShouldBeInRange(0, finished - 50);
        (await hub.Client.PurgeAllInstancesAsync(old)).PurgedInstanceCount.ShouldBe(left, "it goes on where it was interrupted");
        hub.RowsIn("instances").ShouldBe(60);
        (await hub.RunAsync("Step")).ReadOutputAs<int>().ShouldBe(1);
    }

    [Fact]
    public async Task F21_ChattyCaseOf5000Events_ContinuesAsNewAndStaysSmall()
    {
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc<int, int>("Chatty", async (context, seen) =>
        {
            for (var count = 0; count < 100; count++)
            {
                await context.WaitForExternalEvent<int>("said");
                if (++seen == 5_000)
                {
                    return seen;
                }
            }

            context.ContinueAsNew(seen);
            return seen;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Chatty", 0);
        for (var part = 0; part < 50; part++)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(said => hub.Client.RaiseEventAsync(id, "said", said)));
        }

        (await hub.EndOfAsync(id)).ReadOutputAs<int>().ShouldBe(5_000);
        hub.RowsIn("history").ShouldBeLessThan(200);
    }

    [Fact]
    public async Task F21_HistoryOf5000EventsInOneRun_DoesNotSlowDown()
    {
        const int steps = 2_400;
        const int part = 200;
        var marks = new List<long>();
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc<int, int>("Long", async (context, count) =>
            {
                for (var step = 0; step < count; step++)
                {
                    await context.CallActivityAsync<int>("Step", step);
                }

                return count;
            })
            .AddActivityFunc<int, int>("Step", (_, step) =>
            {
                if (step % part == 0)
                {
                    marks.Add(System.Diagnostics.Stopwatch.GetTimestamp());
                }

                return step;
            }));

        var end = await hub.RunAsync("Long", steps);

        end.ReadOutputAs<int>().ShouldBe(steps);
        var parts = marks.Zip(marks.Skip(1), (from, to) => to - from).ToList();
        var early = parts.Take(5).Order().ElementAt(2);
        var late = parts.TakeLast(5).Order().ElementAt(2);
        late.ShouldBeLessThan(4 * early, "a step late in a long history costs what an early one costs");
    }

    private static async Task<double> MedianMillisecondsAsync(TestHub hub, int runs)
    {
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await hub.RunAsync("Step");
            times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Order().ElementAt(runs / 2);
    }

    private static async Task GoAsync(TestHub hub, string id)
    {
        for (var step = 0; step < 3; step++)
        {
            await hub.Client.RaiseEventAsync(id, "go", "x");
        }
    }

    /// <summary>The program as of a version: the second has a branch for its own instances, and another orchestrator.</summary>
    private static void Versions(DurableTaskRegistry registry, string program)
    {
        static async Task<string> RunAsync(TaskOrchestrationContext context, string activity)
        {
            var done = string.Empty;
            for (var step = 0; step < 3; step++)
            {
                await context.WaitForExternalEvent<string>("go");
                done += await context.CallActivityAsync<string>(activity);
            }

            return done;
        }

        registry.AddActivityFunc<object?, string>("a", (_, _) => "a").AddActivityFunc<object?, string>("b", (_, _) => "b");
        registry.AddOrchestratorFunc("Case", async context => await RunAsync(context, program == "2" && context.Version == "2" ? "b" : "a"));
        if (program == "2")
        {
            registry.AddOrchestratorFunc("Added", async context => await context.WaitForExternalEvent<string>("go"));
        }
    }
}
