using System.Collections.Concurrent;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

public sealed class EmbeddedTaskHubTests_Crashes
{
    [Fact]
    public async Task Kill_ActivityRunning_RunsItAgainAndOnlyIt()
    {
        var ran = new ConcurrentQueue<string>();
        using var gate = new SemaphoreSlim(0);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = await TestHub.StartAsync(registry => Register(registry, ran, async () =>
        {
            reached.TrySetResult();
            await gate.WaitAsync();
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Steps", "x", new StartOrchestrationOptions("case"));
        await reached.Task;
        ran.ShouldBe(["first x", "second x1"]);

        var again = new ConcurrentQueue<string>();
        await using var restarted = await hub.AfterKillAsync(registry => Register(registry, again, () => Task.CompletedTask));

        var instance = await restarted.EndOfAsync(id);
        instance.ReadOutputAs<string>().ShouldBe("x123");
        again.ShouldBe(["second x1", "third x12"]);
        gate.Release();
    }

    [Fact]
    public async Task Stop_ActivityRunning_CancelsItAndRunsItAgainAtTheNextStart()
    {
        var ran = new ConcurrentQueue<string>();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc("Work", async context => await context.CallActivityAsync<string>("Slow"))
            .AddActivityFunc<object?, string>("Slow", async (context, _) =>
            {
                ran.Enqueue(context.InstanceId);
                if (reached.TrySetResult())
                {
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }

                return "done";
            }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await reached.Task;

        await hub.RestartAsync();

        (await hub.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("done");
        ran.ShouldBe([id, id]);
    }

    [Fact]
    public async Task Stop_SomebodyWaits_IsToldAndTheInstanceContinues()
    {
        await using var hub = await TestHub.StartAsync(registry =>
            registry.AddOrchestratorFunc("Wait", async context => await context.WaitForExternalEvent<string>("Go")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        var wait = hub.Client.WaitForInstanceCompletionAsync(id);

        await hub.RestartAsync();

        (await Should.ThrowAsync<SocialWorkflows.DurableTask.Embedded.TaskHubException>(() => wait)).Message.ShouldContain("stopped");
        await hub.Client.RaiseEventAsync(id, "Go", "on");
        (await hub.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("on");
    }

    private static void Register(DurableTaskRegistry registry, ConcurrentQueue<string> ran, Func<Task> beforeSecond) => registry
        .AddOrchestratorFunc<string, string>("Steps", async (context, input) =>
        {
            var first = await context.CallActivityAsync<string>("first", input);
            var second = await context.CallActivityAsync<string>("second", first);
            return await context.CallActivityAsync<string>("third", second);
        })
        .AddActivityFunc<string, string>("first", (_, input) => Note(ran, "first", input, "1"))
        .AddActivityFunc<string, string>("second", async (_, input) =>
        {
            var output = Note(ran, "second", input, "2");
            await beforeSecond();
            return output;
        })
        .AddActivityFunc<string, string>("third", (_, input) => Note(ran, "third", input, "3"));

    private static string Note(ConcurrentQueue<string> ran, string name, string input, string mark)
    {
        ran.Enqueue($"{name} {input}");
        return input + mark;
    }
}
