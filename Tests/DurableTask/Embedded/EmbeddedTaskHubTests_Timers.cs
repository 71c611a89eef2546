using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

public sealed class EmbeddedTaskHubTests_Timers
{
    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    public async Task CreateTimer_ClockJumpsToItsEnd_Fires(int days)
    {
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc<int, DateTime>("Sleep", SleepAsync));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", days);
        await hub.Hub.WhenIdleAsync();
        var start = hub.Time.GetUtcNow();
        hub.Hub.NextTimerDue.ShouldBe(start.AddDays(3));

        hub.Time.Advance(TimeSpan.FromDays(days));

        var instance = await hub.EndOfAsync(id);
        instance.ReadOutputAs<DateTime>().ShouldBe(start.UtcDateTime.AddDays(days));
    }

    [Fact]
    public async Task CreateTimer_ClockStepsFromTimerToTimer_FiresInDueOrderAndOnTime()
    {
        var woken = new List<int>();
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc<int, DateTime>("Sleep", async (context, days) =>
            {
                var at = await SleepAsync(context, days);
                await context.CallActivityAsync("Note", days);
                return at;
            })
            .AddActivityFunc<int>("Note", (_, days) =>
            {
                lock (woken)
                {
                    woken.Add(days);
                }

                return Task.CompletedTask;
            }));
        int[] days = [9, 2, 40, 7, 1, 15];
        foreach (var length in days)
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", length, new StartOrchestrationOptions($"sleep{length}"));
        }

        var start = hub.Time.GetUtcNow();
        await hub.PlayUntilAsync(start.AddDays(41));

        woken.ShouldBe(days.Order());
        await foreach (var instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)))
        {
            instance.ReadOutputAs<DateTime>().ShouldBe(start.UtcDateTime.AddDays(instance.ReadInputAs<int>()));
        }
    }

    [Fact]
    public async Task CreateTimer_CancelledByAnEvent_IsNoLongerDue()
    {
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc("Race", async context =>
        {
            var won = await context.WaitForExternalEvent<string>("Decided", TimeSpan.FromDays(2));
            return won + await context.WaitForExternalEvent<string>("Closed");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Race");
        await hub.Hub.WhenIdleAsync();
        hub.Hub.NextTimerDue.ShouldNotBeNull();

        await hub.Client.RaiseEventAsync(id, "decided", "a");
        await hub.Hub.WhenIdleAsync();

        hub.Hub.NextTimerDue.ShouldBeNull();
        await using var restarted = await hub.AfterKillAsync();
        restarted.Hub.NextTimerDue.ShouldBeNull();
        await restarted.Client.RaiseEventAsync(id, "closed", "b");
        (await restarted.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("ab");
    }

    [Fact]
    public async Task CreateTimer_DueWhileTheHubWasDown_FiresAtStart()
    {
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc<int, DateTime>("Sleep", SleepAsync));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", 2);
        await hub.Hub.WhenIdleAsync();
        await hub.StopAsync();

        hub.Time.Advance(TimeSpan.FromDays(5));
        await hub.StartAsync();

        (await hub.EndOfAsync(id)).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task WhenIdle_ActivityRunning_WaitsForIt()
    {
        using var gate = new SemaphoreSlim(0);
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc("Work", async context => await context.CallActivityAsync<int>("Slow"))
            .AddActivityFunc<object?, int>("Slow", async (_, _) =>
            {
                await gate.WaitAsync();
                return 1;
            }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");

        var idle = hub.Hub.WhenIdleAsync();
        idle.IsCompleted.ShouldBeFalse();
        gate.Release();
        await idle;

        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    private static async Task<DateTime> SleepAsync(TaskOrchestrationContext context, int days)
    {
        await context.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
        return context.CurrentUtcDateTime;
    }
}
