using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests_Versions
{
    [Fact]
    public void Version_TwoWholeOrchestratorBranches_EachFollowsItsOwn()
    {
        static Task<string> V1(TaskOrchestrationContext context) => context.CallActivityAsync<string>("Old");
        static Task<string> V2(TaskOrchestrationContext context) => context.CallActivityAsync<string>("New");
        static async Task<object?> Orchestrator(TaskOrchestrationContext context) => context.Version == "1" ? await V1(context) : await V2(context);

        Run(Orchestrator, Turn(), Started() with { Version = "1" }, Scheduled(0, "Old"), Turn(1), Completed(0, "1")).ShouldComplete().Result.ShouldNotBeNull();
        Run(Orchestrator, Turn(), Started() with { Version = "2" }).Actions.ShouldHaveSingleItem().ShouldBe(new ScheduleTaskAction(0, "New", "2", null));
    }

    [Fact]
    public void DefaultVersion_OfTheWorker_GoesToSubOrchestrations()
    {
        var session = Session(new DurableTaskWorkerOptions { DefaultVersion = "5" }, async context => await context.CallSubOrchestratorAsync<string>("Child"));

        var result = session.Process([], [Turn(), Started() with { Version = "1" }]);

        result.Actions.ShouldHaveSingleItem().ShouldBeOfType<CreateSubOrchestrationAction>().Version.ShouldBe("5");
    }

    [Theory]
    [InlineData("1.10", "1.9", true)]
    [InlineData("2", "1.9", true)]
    [InlineData("1.9", "1.10", false)]
    [InlineData("1", "1", false)]
    [InlineData("", "1", false)]
    [InlineData("b", "a", true)]
    public void Version_NewerThanTheWorkers_IsLeftForTheNewerDeployment(string instance, string worker, bool isLeft)
    {
        var session = Session(new DurableTaskWorkerOptions { Version = worker }, async context => await context.WaitForExternalEvent<string>("E"));

        void Process() => session.Process([], [Turn(), Started() with { Version = instance }]);

        if (isLeft)
        {
            Should.Throw<OrchestratorUnavailableException>(Process).Message.ShouldContain($"versions up to '{worker}'");
        }
        else
        {
            Process();
        }
    }

    [Fact]
    public void Process_OrchestratorGoneSinceItsLastTurn_LeavesTheInstanceAlone()
    {
        var session = Session(new DurableTaskWorkerOptions(), async context => await context.WaitForExternalEvent<string>("E"));

        Should.Throw<OrchestratorUnavailableException>(() => session.Process([Turn(), Started() with { Name = "Removed" }], [Turn(1), Raised("E")]))
            .Message.ShouldContain("no orchestrator named 'Removed'");
    }

    private static OrchestrationSession Session(DurableTaskWorkerOptions options, Func<TaskOrchestrationContext, Task<object?>> orchestrator) => new(
        "abc",
        new DurableTaskRegistry().AddOrchestratorFunc("Test", orchestrator),
        new ServiceCollection().BuildServiceProvider(),
        options,
        NullLoggerFactory.Instance);
}
