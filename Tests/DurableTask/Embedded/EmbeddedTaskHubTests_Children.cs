using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

public sealed class EmbeddedTaskHubTests_Children
{
    private static readonly string[] Names = ["a", "b"];

    [Fact]
    public async Task CallSubOrchestrator_Completed_GivesTheResultToItsParent()
    {
        await using var hub = await TestHub.StartAsync(Family);

        var end = await hub.RunAsync("Parent", "x");

        end.ReadOutputAs<string[]>().ShouldBe(["a of x by Parent", "b of x by Parent"]);
        (await hub.Client.GetInstanceAsync("a"))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task CallSubOrchestrator_KilledAtAnyStep_GivesTheResultOnce()
    {
        await using var hub = await TestHub.StartAsync(Waiting);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);

        await using var second = await hub.AfterKillAsync();
        await second.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        await second.Client.RaiseEventAsync("child", "go", "done");
        (await second.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("done");

        await using var third = await second.AfterKillAsync();
        (await third.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!.ReadOutputAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task CallSubOrchestrator_UnknownName_FailsTheCall()
    {
        await using var hub = await TestHub.StartAsync(registry => registry.AddOrchestratorFunc("Parent", async context => await context.CallSubOrchestratorAsync<string>("Nobody")));

        var end = await hub.RunAsync("Parent");

        end.FailureDetails!.ErrorMessage.ShouldContain("No orchestrator named 'Nobody'");
    }

    [Theory]
    [InlineData("in use")]
    [InlineData("a/b")]
    public async Task CallSubOrchestrator_IdNotFree_FailsTheCall(string childId)
    {
        await using var hub = await TestHub.StartAsync(registry => registry
            .AddOrchestratorFunc("Waiter", async context => await context.WaitForExternalEvent<string>("never"))
            .AddOrchestratorFunc("Parent", async context =>
                await context.CallSubOrchestratorAsync<string>("Waiter", options: new SubOrchestrationOptions(InstanceId: childId))));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions("in use"));

        var end = await hub.RunAsync("Parent");

        end.FailureDetails!.ErrorMessage.ShouldContain($"cannot be started as '{childId}'");
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Terminate_AParent_TakesItsChildrenAlongWhenAsked(bool recursive, OrchestrationRuntimeStatus expected)
    {
        await using var hub = await TestHub.StartAsync(Waiting);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);

        await hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("stop", recursive));
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);

        (await hub.Client.GetInstanceAsync("child"))!.RuntimeStatus.ShouldBe(expected);
    }

    [Fact]
    public async Task Terminate_AChild_FailsTheCall()
    {
        await using var hub = await TestHub.StartAsync(Waiting);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);

        await hub.Client.TerminateInstanceAsync("child");

        (await hub.EndOfAsync(id)).FailureDetails!.ErrorMessage.ShouldContain("The sub-orchestration 'child' was terminated.");
    }

    private static void Waiting(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc("Child", async context => await context.WaitForExternalEvent<string>("go"))
        .AddOrchestratorFunc("Parent", async context =>
            await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(InstanceId: "child")));

    private static void Family(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<string, string>("Child", (context, input) => Task.FromResult($"{context.InstanceId} of {input} by {context.Parent?.Name}"))
        .AddOrchestratorFunc<string, string[]>("Parent", async (context, input) => await Task.WhenAll(Names.Select(name =>
            context.CallSubOrchestratorAsync<string>("Child", input, new SubOrchestrationOptions(InstanceId: name)))));
}
