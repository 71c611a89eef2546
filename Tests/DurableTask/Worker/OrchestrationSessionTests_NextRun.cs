using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests_NextRun
{
    [Fact]
    public void ContinueAsNew_Returned_EndsTheRunWithTheNewInput()
    {
        var end = Run(Again(), Turn(), Started()).ShouldComplete();

        end.Status.ShouldBe(OrchestrationRuntimeStatus.ContinuedAsNew);
        end.Result.ShouldBe("\"next\"");
        end.Id.ShouldBe(0);
    }

    [Theory]
    [InlineData(true, "early,second,late")]
    [InlineData(false, "late")]
    public void ContinueAsNew_UnprocessedEvents_GoToTheNextRunInOrder(bool preserve, string expected)
    {
        var end = Run(
            async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                context.ContinueAsNew("next", preserve);
                return null;
            },
            Turn(), Started(), Turn(1), Raised("early", "1"), Raised("second", "2"), Raised("go", "\"x\""), Raised("late", "3")).ShouldComplete();

        string.Join(',', end.CarryoverEvents.Select(raised => raised.Name)).ShouldBe(expected);
    }

    [Fact]
    public void ContinueAsNew_EventAfterTheCall_IsNotSwallowedByAnOldWaiter()
    {
        var end = Run(
            async context =>
            {
                _ = context.WaitForExternalEvent<int>("E");
                await context.WaitForExternalEvent<int>("go");
                context.ContinueAsNew();
                return null;
            },
            Turn(), Started(), Turn(1), Raised("go", "1"), Raised("E", "2")).ShouldComplete();

        end.CarryoverEvents.ShouldHaveSingleItem().Name.ShouldBe("E");
    }

    [Fact]
    public void ContinueAsNew_ExceptionAfterwards_Fails() => Run(
        context =>
        {
            context.ContinueAsNew();
            throw new InvalidDataException("after");
        },
        Turn(), Started()).ShouldComplete().Status.ShouldBe(OrchestrationRuntimeStatus.Failed);

    [Fact]
    public void ContinueAsNew_ThenTerminatedInTheSameTurn_IsTerminated()
    {
        var end = Run(Again(), Turn(), Started(), Terminated()).ShouldComplete();

        end.Status.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        end.Result.ShouldBe("\"enough\"");
    }

    [Fact]
    public void ContinueAsNew_WithDecisionsOfTheSameTurn_StillSendsThem()
    {
        var result = Run(
            context =>
            {
                context.SendEvent("other", "E", 1);
                context.ContinueAsNew();
                return Task.FromResult<object?>(null);
            },
            Turn(), Started());

        result.Actions.Select(action => action.Kind).ShouldBe(["SendEvent", "CompleteOrchestration"]);
    }

    [Fact]
    public void ContinueAsNew_WithAnOpenActivity_WaitsForIt()
    {
        static Task<object?> Orchestrator(TaskOrchestrationContext context)
        {
            _ = context.CallActivityAsync("A");
            context.ContinueAsNew();
            return Task.FromResult<object?>(null);
        }

        Run(Orchestrator, Turn(), Started()).Completion.ShouldBeNull();
        Run(Orchestrator, Turn(), Started(), Scheduled(0, "A"), Turn(1), Completed(0)).ShouldComplete().Status.ShouldBe(OrchestrationRuntimeStatus.ContinuedAsNew);
    }

    [Fact]
    public void ContinueAsNew_ThenWaitsForAnEvent_IsRefused() => Run(
        async context =>
        {
            context.ContinueAsNew();
            return await context.WaitForExternalEvent<string>("E");
        },
        Turn(), Started()).ShouldComplete().Result!.ShouldContain("events now belong to the next run");

    [Fact]
    public void Process_NextRunWithEndOfTurnAmongTheNewEvents_BeginsAnew()
    {
        var end = Run(
            async context => await context.WaitForExternalEvent<string>("E"),
            Turn(), Started("1"), Raised("e", "\"carried\""), new OrchestratorCompletedEvent(-1, Start)).ShouldComplete();

        end.Result.ShouldBe("\"carried\"");
    }

    private static Func<TaskOrchestrationContext, Task<object?>> Again() => context =>
    {
        context.ContinueAsNew("next");
        return Task.FromResult<object?>("ignored");
    };
}
