using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests_Suspension
{
    [Fact]
    public void Suspended_DecisionsOfTheSameTurn_AreHeldBack()
    {
        var result = Run(Two, Turn(), Started(), Suspended());

        result.Actions.ShouldBeEmpty();
        result.IsSuspended.ShouldBeTrue();
        result.CustomStatus.ShouldBe("\"begun\"");
    }

    [Fact]
    public void Resumed_DecisionsHeldBack_AreMade()
    {
        var result = Run(Two, Turn(), Started(), Suspended(), Turn(1), Resumed());

        result.Actions.ShouldHaveSingleItem().ShouldBeOfType<ScheduleTaskAction>().Name.ShouldBe("A");
        result.IsSuspended.ShouldBeFalse();
    }

    [Fact]
    public void Suspended_ResultsAndEvents_WaitInOrder()
    {
        HistoryEvent[] history =
            [Turn(), Started(), Scheduled(0, "A"), Turn(1), Suspended(), Suspended(), Turn(2), Completed(0, "1"), Turn(3), Raised("E", "\"x\"")];
        Run(Two, history).Actions.ShouldBeEmpty();

        var end = Run(Two, [.. history, Turn(4), Resumed()]).ShouldComplete();

        end.Result.ShouldBe("\"x 2026-01-05\"");
    }

    [Fact]
    public void Suspended_AcknowledgementsMeanwhile_AreChecked()
    {
        var end = Run(Two, Turn(), Started(), Suspended(), Scheduled(0, "B"), Turn(1), Resumed()).ShouldComplete();

        end.Result!.ShouldContain("named 'B', but the current orchestration replay instead scheduled an activity task named 'A'");
    }

    [Fact]
    public void Suspended_FinishedInTheSameTurn_EndsWhenResumed()
    {
        static Task<object?> Orchestrator(TaskOrchestrationContext context)
        {
            context.SendEvent("other", "E", 1);
            return Task.FromResult<object?>(7);
        }

        Run(Orchestrator, Turn(), Started(), Suspended()).Actions.ShouldBeEmpty();

        var result = Run(Orchestrator, Turn(), Started(), Suspended(), Turn(1), Resumed());
        result.Actions.Select(action => action.Kind).ShouldBe(["SendEvent", "CompleteOrchestration"]);
    }

    [Fact]
    public void Terminated_WhileSuspended_Ends()
    {
        var result = Run(Two, Turn(), Started(), Suspended(), Turn(1), Terminated());

        result.ShouldComplete().Status.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        result.IsSuspended.ShouldBeFalse();
        result.Actions.Count.ShouldBe(1);
    }

    [Fact]
    public void Terminated_Twice_EndsOnce() =>
        Run(Two, Turn(), Started(), Terminated("1"), Terminated("2")).ShouldComplete().Result.ShouldBe("1");

    [Fact]
    public void Resumed_NotSuspended_ChangesNothing() =>
        Run(Two, Turn(), Started(), Resumed()).Actions.ShouldHaveSingleItem().Kind.ShouldBe("ScheduleTask");

    private static async Task<object?> Two(TaskOrchestrationContext context)
    {
        context.SetCustomStatus("begun");
        await context.CallActivityAsync("A");
        var payload = await context.WaitForExternalEvent<string>("E");
        return $"{payload} {context.CurrentUtcDateTime:yyyy-MM-dd}";
    }
}
