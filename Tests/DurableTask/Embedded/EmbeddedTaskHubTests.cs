using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

public sealed class EmbeddedTaskHubTests
{
    [Fact]
    public async Task Schedule_ChainOfActivities_RunsToCompletion()
    {
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestrator<Greeter>("Greet")
            .AddActivity<Greeting>("Greeting"));

        var instance = await hub.RunAsync("greet", new[] { "Anna", "Jānis" });

        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        instance.ReadOutputAs<string[]>().ShouldBe(["Sveika, Anna", "Sveika, Jānis"]);
        instance.ReadInputAs<string[]>()!.Length.ShouldBe(2);
        instance.ReadCustomStatusAs<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Schedule_OrchestratorAlwaysThrows_FailsWhileOthersFlow()
    {
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc<object?>("Poison", _ => throw new InvalidOperationException("case 7"))
            .AddOrchestratorFunc("Fine", async context => await context.CallActivityAsync<int>("One"))
            .AddActivityFunc<object?, int>("One", (_, _) => 1));

        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => hub.RunAsync(i % 2 == 0 ? "Poison" : "Fine")));

        runs.Count(run => run.RuntimeStatus == OrchestrationRuntimeStatus.Completed).ShouldBe(10);
        var failed = runs.Where(run => run.RuntimeStatus == OrchestrationRuntimeStatus.Failed).ToList();
        failed.Count.ShouldBe(10);
        failed.ShouldAllBe(run => run.FailureDetails!.ErrorMessage == "case 7" && run.SerializedOutput == "case 7");
    }

    [Fact]
    public async Task Schedule_ActivityNotRegistered_FailsWithoutRetries()
    {
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc("Lost", async context =>
            await context.CallActivityAsync<int>("Nowhere", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromDays(1))))));

        var instance = await hub.RunAsync("Lost");

        instance.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("No activity named 'Nowhere' is registered.");
        hub.Hub.NextTimerDue.ShouldBeNull();
    }

    [Fact]
    public async Task Schedule_ForeignAwaitBesideAnEventWait_FailsWhenItFires()
    {
        var foreign = new TaskCompletionSource();
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc("Foreign", async context =>
        {
            await Task.WhenAny(context.WaitForExternalEvent<int>("Never"), foreign.Task);
            return 1;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Foreign");
        await hub.Client.WaitForInstanceStartAsync(id);

        foreign.SetResult();

        var instance = await hub.EndOfAsync(id);
        instance.FailureDetails!.ErrorMessage.ShouldContain("not durable");
    }

    [Fact]
    public async Task Schedule_WithoutTheHubRunning_SaysSo()
    {
        await using var hub = await TestHub.StartAsync(_ => { });
        var client = hub.Client;
        await hub.StopAsync();

        var error = await Should.ThrowAsync<TaskHubException>(() => client.ScheduleNewOrchestrationInstanceAsync("X"));

        error.Message.ShouldContain("not running");
    }

    [Fact]
    public async Task Schedule_TwoHundredAtOnce_AllCompleteInFarFewerCommitsThanSteps()
    {
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc<int, int>("Sum", async (context, input) =>
            {
                var sum = 0;
                for (var i = 0; i < 5; i++)
                {
                    sum += await context.CallActivityAsync<int>("Echo", input);
                }

                return sum;
            })
            .AddActivityFunc<int, int>("Echo", (_, i) => i));

        var runs = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => hub.RunAsync("Sum", i))));

        runs.Select(run => run.ReadOutputAs<int>()).Order().ShouldBe(Enumerable.Range(0, 200).Select(i => 5 * i));
        var writer = hub.Hub.Engine.Writer;
        writer.Writes.ShouldBe((200 * 7) + 1, "each start and each turn is one, and one looked for work that was left");
        writer.Commits.ShouldBeLessThan(writer.Writes / 2);
    }

    [Fact]
    public async Task Activity_EachInvocation_HasItsOwnScope()
    {
        var seen = new List<ScopedThing>();
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc("Twice", async context => await context.CallActivityAsync<bool>("Scoped") & await context.CallActivityAsync<bool>("Scoped"))
            .AddActivity("Scoped", services => new Scoped(seen, (ScopedThing)services.GetService(typeof(ScopedThing))!)));

        (await hub.RunAsync("Twice")).ReadOutputAs<bool>().ShouldBeTrue();

        seen.Distinct().Count().ShouldBe(2);
        seen.ShouldAllBe(thing => thing.IsDisposed);
    }

    [Fact]
    public async Task SendEvent_BetweenInstances_Arrives()
    {
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc("Wait", async context => await context.WaitForExternalEvent<string>("Hello"))
            .AddOrchestratorFunc("Send", context =>
            {
                context.SendEvent("nobody", "Hello", "lost");
                context.SendEvent("waiter", "hello", "found");
                return Task.FromResult(0);
            }));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions("waiter"));

        await hub.RunAsync("Send");

        var waiter = await hub.EndOfAsync("waiter");
        waiter.ReadOutputAs<string>().ShouldBe("found");
    }

    [Fact]
    public async Task MaxWarmBytes_None_GivesTheSameOutcomes()
    {
        await using var hub = await TestHub.StartAsync(
            registry => registry.AddOrchestrator<Greeter>("Greet").AddActivity<Greeting>("Greeting"), options => options.MaxWarmBytes = 0);

        (await hub.RunAsync("Greet", Enumerable.Repeat("A", 30))).ReadOutputAs<string[]>()!.Length.ShouldBe(30);
    }

    private sealed class Greeter : TaskOrchestrator<string[], string[]>
    {
        public override async Task<string[]> RunAsync(TaskOrchestrationContext context, string[] input)
        {
            var greetings = new List<string>();
            foreach (var name in input)
            {
                greetings.Add(await context.CallActivityAsync<string>("Greeting", name));
                context.SetCustomStatus(greetings.Count);
            }

            return [.. greetings];
        }
    }

    private sealed class Greeting(TimeProvider time) : TaskActivity<string, string>
    {
        public override Task<string> RunAsync(TaskActivityContext context, string input)
        {
            time.ShouldNotBeNull();
            return Task.FromResult($"Sveika, {input}");
        }
    }

    private sealed class Scoped(List<ScopedThing> seen, ScopedThing thing) : TaskActivity<object?, bool>
    {
        public override Task<bool> RunAsync(TaskActivityContext context, object? input)
        {
            seen.Add(thing);
            return Task.FromResult(!thing.IsDisposed);
        }
    }
}
