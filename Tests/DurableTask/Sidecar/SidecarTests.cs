using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.CustomHandler;
using SocialWorkflows.Tests.CustomHandler;
using SocialWorkflows.Tests.DurableTask.Embedded;

namespace SocialWorkflows.Tests.DurableTask.Sidecar;

/// <summary>Our hub under the service that Microsoft's clients and workers speak: its JavaScript ones are real peers of it.</summary>
public sealed class SidecarTests
{
    private static readonly string[] Activities = ["Add", "Echo", "Throw", "Flaky"];

    [Fact]
    public Task Hub_PeersClient_StartsWaitsRaisesSuspendsTerminatesQueriesAndPurges() => PlayAsync("client", scenarios: 20, Ours);

    [Fact]
    public async Task Hub_PeersWorker_TakesTurnsAndActivities()
    {
        var worker = new RemoteWorker();

        await PlayAsync("worker", scenarios: 18, registry => worker.Register(registry, Activities), worker);
    }

    [Fact]
    public async Task Hub_PeersWorkerKilledAtWork_ItsWorkGoesToTheNextWorker()
    {
        Assert.SkipUnless(SidecarPeer.IsInstalled, "@microsoft/durabletask-js is not installed: run Tests/install");
        var remote = new RemoteWorker();
        await using var hub = await TestHub.StartAsync(registry => remote.Register(registry, Activities), options => options.Sessions = remote.Session);
        await using var sidecar = await HubSidecar.StartAsync(hub.Client, remote);
        using var first = SidecarPeer.Start(sidecar.Address, "serve");
        var items = 0;
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Chain", 20);
        var killed = new TaskCompletionSource();
        remote.OnHandedOut = _ =>
        {
            // Dead before the item can reach it.
            if (Interlocked.Increment(ref items) == 15)
            {
                first.Kill();
                killed.SetResult();
            }
        };

        await killed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        using var second = SidecarPeer.Start(sidecar.Address, "serve");

        (await hub.EndOfAsync(id)).ReadOutputAs<int>().ShouldBe(210);
        remote.Redelivered.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Hub_OurHandlersClient_WaitsAtTheEndpointInsteadOfAsking()
    {
        await using var hub = await TestHub.StartAsync(Ours);
        await using var sidecar = await HubSidecar.StartAsync(hub.Client, new RemoteWorker());
        await using var handler = await TestHandler.StartAsync();
        handler.Endpoint.Learn(new DurableBinding("Hub", null, sidecar.Address, null, null));
        var cancellation = TestContext.Current.CancellationToken;
        var id = await handler.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions(StartAt: hub.Time.GetUtcNow().AddHours(1)), cancellation);
        var started = handler.Client.WaitForInstanceStartAsync(id, cancellation: cancellation);
        await sidecar.WhenCalledAsync("WaitForInstanceStart");
        started.IsCompleted.ShouldBeFalse();

        await hub.PlayUntilAsync(hub.Time.GetUtcNow().AddHours(2));
        (await started.WaitAsync(TimeSpan.FromSeconds(30), cancellation)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        var ended = handler.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellation);
        await sidecar.WhenCalledAsync("WaitForInstanceCompletion");
        await handler.Client.RaiseEventAsync(id, "go", "x", cancellation);

        (await ended.WaitAsync(TimeSpan.FromSeconds(30), cancellation)).ReadOutputAs<string>().ShouldBe("x");
        sidecar.Calls["WaitForInstanceStart"].ShouldBe(1);
        sidecar.Calls["WaitForInstanceCompletion"].ShouldBe(1);
        sidecar.Calls["GetInstance"].ShouldBe(2, "once before each wait");
    }

    private static async Task PlayAsync(string side, int scenarios, Action<DurableTaskRegistry> register, RemoteWorker? remote = null)
    {
        Assert.SkipUnless(SidecarPeer.IsInstalled, "@microsoft/durabletask-js is not installed: run Tests/install");
        await using var hub = await TestHub.StartAsync(register, options => options.Sessions = remote is null ? null : remote.Session);
        await using var sidecar = await HubSidecar.StartAsync(hub.Client, remote ?? new RemoteWorker());
        using var peer = SidecarPeer.Start(sidecar.Address, side);

        var outcomes = await peer.PlayAsync(by => hub.PlayUntilAsync(hub.Time.GetUtcNow() + by));

        outcomes.Where(scenario => scenario.Value != "ok").Select(scenario => scenario.Value).ShouldBeEmpty();
        outcomes.Count.ShouldBe(scenarios, "every scenario must have been played");
    }

    private static void Ours(DurableTaskRegistry registry) => registry
        .AddActivityFunc<string, string>("SayHello", (_, name) => $"Hello, {name}!")
        .AddOrchestratorFunc<string, string>("Greet", async (context, name) => await context.CallActivityAsync<string>("SayHello", name))
        .AddOrchestratorFunc("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<object?>("go");
        })
        .AddOrchestratorFunc<string>("Fail", _ => throw new InvalidDataException("broken on purpose"))
        .AddOrchestratorFunc<string, object?>("Parent", async (context, child) =>
            await context.CallSubOrchestratorAsync<object?>(child, "child", new SubOrchestrationOptions(InstanceId: $"{context.InstanceId}-child")))
        .AddOrchestratorFunc<double, string>("Sleep", async (context, days) =>
        {
            await context.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
            return $"{context.CurrentUtcDateTime:o}";
        })
        .AddOrchestratorFunc<int, int>("Count", (context, count) =>
        {
            if (count < 5)
            {
                context.ContinueAsNew(count + 1);
            }

            return Task.FromResult(count);
        })
        .AddOrchestratorFunc("Version", context => Task.FromResult(context.Version));
}
