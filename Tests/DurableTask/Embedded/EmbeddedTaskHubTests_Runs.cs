using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

/// <summary>Continue as new, suspension and resumption on the hub.</summary>
public sealed class EmbeddedTaskHubTests_Runs
{
    [Fact]
    public async Task ContinueAsNew_ManyTimes_KeepsOneShortHistory()
    {
        await using var hub = await TestHub.StartAsync(Counting);

        var end = await hub.RunAsync("Count", 200);

        end.ReadOutputAs<string>().ShouldBe("0");
        hub.RowsIn("history").ShouldBeLessThan(5);
        hub.RowsIn("inbox").ShouldBe(0);
    }

    [Fact]
    public async Task ContinueAsNew_UnprocessedEvents_ReachALaterRunAlsoAfterAKill()
    {
        await using var hub = await TestHub.StartAsync(Collecting);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect", string.Empty);
        await hub.Client.RaiseEventAsync(id, "B", "1");
        await hub.Client.RaiseEventAsync(id, "B", "2");
        await hub.Client.RaiseEventAsync(id, "A", "go");
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);

        await using var second = await hub.AfterKillAsync();
        await second.Client.RaiseEventAsync(id, "A", "go");

        (await second.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("12");
    }

    [Fact]
    public async Task ContinueAsNew_TimerOfTheOldRunDue_DoesNotTouchTheNewOne()
    {
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc<int, string>("Race", async (context, run) =>
        {
            using var end = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(run == 0 ? 1 : 5), end.Token);
            var go = context.WaitForExternalEvent<string>("go");
            if (await Task.WhenAny(timer, go) == timer)
            {
                return $"{context.CurrentUtcDateTime:HH:mm}";
            }

            end.Cancel();
            context.ContinueAsNew(run + 1);
            return "again";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Race", 0);
        await hub.Client.RaiseEventAsync(id, "go", "x");

        await hub.PlayUntilAsync(hub.Time.GetUtcNow().AddHours(6));

        (await hub.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("13:00");
    }

    [Fact]
    public async Task Suspend_Running_TakesNoStepUntilResumedAlsoAfterAKill()
    {
        await using var hub = await TestHub.StartAsync(Collecting);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect", "12345");
        await hub.Client.SuspendInstanceAsync(id, "holiday");
        await hub.Client.RaiseEventAsync(id, "A", "go");
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);

        await using var second = await hub.AfterKillAsync();
        await second.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        (await second.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        await second.Client.RaiseEventAsync(id, "B", "6");
        await second.Client.ResumeInstanceAsync(id, "back");

        (await second.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("123456");
    }

    [Fact]
    public async Task Suspend_BeforeItsStartInstant_IsKept()
    {
        await using var hub = await TestHub.StartAsync(Counting);
        var options = new StartOrchestrationOptions("later", hub.Time.GetUtcNow().AddHours(1));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Count", 0, options);
        await hub.Client.SuspendInstanceAsync("later");

        await hub.PlayUntilAsync(hub.Time.GetUtcNow().AddHours(2));
        (await hub.Client.GetInstanceAsync("later"))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);

        await hub.Client.ResumeInstanceAsync("later");
        (await hub.EndOfAsync("later")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Suspend_FinishedOrUnknown_IsIgnoredOrRefused()
    {
        await using var hub = await TestHub.StartAsync(Counting);
        var end = await hub.RunAsync("Count", 0);

        await hub.Client.SuspendInstanceAsync(end.InstanceId);
        await hub.Client.ResumeInstanceAsync(end.InstanceId);

        (await hub.Client.GetInstanceAsync(end.InstanceId))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        await Should.ThrowAsync<ArgumentException>(() => hub.Client.SuspendInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Suspended_StartedAgainUnderTheSameId_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(Collecting);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect", string.Empty);
        await hub.Client.SuspendInstanceAsync(id);

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect", new StartOrchestrationOptions(id)));
        (await hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount.ShouldBe(0);
    }

    private static void Counting(DurableTaskRegistry registry) => registry
        .AddActivityFunc<int, int>("Less", (_, n) => n - 1)
        .AddOrchestratorFunc<int, string>("Count", async (context, left) =>
        {
            if (left == 0)
            {
                return "0";
            }

            context.ContinueAsNew(await context.CallActivityAsync<int>("Less", left));
            return "again";
        });

    private static void Collecting(DurableTaskRegistry registry) => registry.AddOrchestratorFunc<string?, string>("Collect", async (context, seen) =>
    {
        await context.WaitForExternalEvent<string>("A");
        var next = seen + await context.WaitForExternalEvent<string>("B");
        if (next.Length is 2 or 6)
        {
            return next;
        }

        context.ContinueAsNew(next);
        return "again";
    });
}
