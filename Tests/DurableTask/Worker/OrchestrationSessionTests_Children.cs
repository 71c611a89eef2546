using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests_Children
{
    [Fact]
    public void CallSubOrchestrator_WithoutAnId_TakesTheFirstNewGuid()
    {
        var result = Run(async context => await context.CallSubOrchestratorAsync<string>("Child", 7), Turn(), Started());

        var child = result.Actions.ShouldHaveSingleItem().ShouldBeOfType<CreateSubOrchestrationAction>();
        child.ShouldBe(new CreateSubOrchestrationAction(0, "120344a552ef5c4c8ffc0e4fcc02f1bb", "Child", string.Empty, "7"));
    }

    [Fact]
    public void CallSubOrchestrator_WithOptions_TakesIdAndVersionFromThem()
    {
        var options = new SubOrchestrationOptions(InstanceId: "mine") { Version = "2" };

        var result = Run(async context => await context.CallSubOrchestratorAsync<string>("Child", options: options), Turn(), Started());

        result.Actions.ShouldHaveSingleItem().ShouldBe(new CreateSubOrchestrationAction(0, "mine", "Child", "2", null));
    }

    [Fact]
    public void CallSubOrchestrator_Completed_GivesTheResult() => Run(
        async context => await context.CallSubOrchestratorAsync<string>("Child"),
        Turn(), Started(), ChildCreated(0, "child"), Turn(1), ChildCompleted(0, "\"done\"")).ShouldComplete().Result.ShouldBe("\"done\"");

    [Fact]
    public void CallSubOrchestrator_ResultOfAnotherChild_IsIgnored() => Run(
        async context => await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(InstanceId: "child")),
        Turn(), Started(), ChildCreated(0, "Child"), Turn(1), ChildCompleted(0, "\"old\"") with { InstanceId = "earlier" }).Completion.ShouldBeNull();

    [Fact]
    public void CallSubOrchestrator_Failed_ThrowsWithTheDetails()
    {
        var end = Run(
            async context => await context.CallSubOrchestratorAsync<string>("Child"),
            Turn(), Started(), ChildCreated(0, "Child"), Turn(1), ChildFailed(0)).ShouldComplete();

        end.Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorMessage.ShouldBe("Task 'Child' (#0) failed with an unhandled exception: broken");
        end.FailureDetails.InnerFailure!.ErrorType.ShouldBe("System.IO.IOException");
    }

    [Fact]
    public void CallSubOrchestrator_FailedWithRetriesLeft_StartsItAgainUnderTheSameId()
    {
        var options = new SubOrchestrationOptions(new RetryPolicy(2, TimeSpan.FromDays(1)));

        var result = Run(
            async context => await context.CallSubOrchestratorAsync<string>("Child", options: options),
            Turn(), Started(), ChildCreated(0, "Child"), Turn(), ChildFailed(0), TimerCreated(1, 1), Turn(1), Fired(1, 1));

        result.Actions.ShouldHaveSingleItem().ShouldBeOfType<CreateSubOrchestrationAction>().InstanceId.ShouldBe("120344a552ef5c4c8ffc0e4fcc02f1bb");
    }

    [Theory]
    [InlineData(0, "Other", "instead scheduled a sub-orchestration task named 'Child'")]
    [InlineData(1, "Child", "hasn't (yet?) scheduled this task")]
    public void CallSubOrchestrator_AnotherHistory_IsNotDeterministic(int id, string name, string message) => Run(
        async context => await context.CallSubOrchestratorAsync<string>("Child"),
        Turn(), Started(), ChildCreated(id, name), Turn(1)).ShouldComplete().Result!.ShouldContain(message);

    [Fact]
    public void CallSubOrchestrator_HistorySaysActivity_IsNotDeterministic() => Run(
        async context => await context.CallSubOrchestratorAsync<string>("Child"),
        Turn(), Started(), Scheduled(0, "Child"), Turn(1)).ShouldComplete().Result!.ShouldContain("instead produced a CreateSubOrchestration action");

    [Fact]
    public void Parent_OfAChild_IsTold() => Run(
        context => Task.FromResult<object?>($"{context.Parent?.Name} {context.Parent?.InstanceId}"),
        Turn(), Started() with { Parent = new ParentInstance("p1", "Boss", 3) }).ShouldComplete().Result.ShouldBe("\"Boss p1\"");

    [Fact]
    public void Terminated_Recursively_NamesTheRunningChildren()
    {
        var result = Run(
            async context => await Task.WhenAll(
                context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(InstanceId: "a")),
                context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(InstanceId: "b"))).ContinueWith(_ => (object?)null),
            Turn(), Started(), ChildCreated(0, "Child", "a"), ChildCreated(1, "Child", "b"), Turn(1), ChildCompleted(0), Terminated() with { Recurse = true });

        result.ChildrenToTerminate.ShouldBe(["b"]);
    }
}
