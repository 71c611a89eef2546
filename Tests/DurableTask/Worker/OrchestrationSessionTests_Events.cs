using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests_Events
{
    [Fact]
    public void WaitForExternalEvent_RaisedInAnotherCase_IsMet()
    {
        Run(WaitOnce, Turn(), Started(), Turn(1), Raised("DECIDED", "7")).ShouldComplete().Result.ShouldBe("7");
    }

    [Fact]
    public void WaitForExternalEvent_RaisedBefore_IsKept()
    {
        Run(ThenWait, Turn(), Started(), Scheduled(0, "A"), Turn(1), Raised("decided", "7"), Turn(2), Completed(0))
            .ShouldComplete().Result.ShouldBe("7");
    }

    [Fact]
    public void WaitForExternalEvent_TwiceRaisedTwice_GivesThemInOrder()
    {
        static async Task<object?> Twice(TaskOrchestrationContext context) => new[]
        {
            await context.WaitForExternalEvent<int>("E"),
            await context.WaitForExternalEvent<int>("E"),
        };

        Run(Twice, Turn(), Started(), Raised("E", "1"), Raised("E", "2"), Raised("E", "3")).ShouldComplete().Result.ShouldBe("[1,2]");
        Run(Twice, Turn(), Started(), Raised("E", "1")).Completion.ShouldBeNull();
    }

    [Fact]
    public void WaitForExternalEvent_TwoWaiters_ServesTheLatestFirst()
    {
        var result = Run(
            async context => await Task.WhenAll(context.WaitForExternalEvent<int>("E"), context.WaitForExternalEvent<int>("e")),
            Turn(),
            Started(),
            Raised("E", "1"),
            Raised("E", "2"));

        result.ShouldComplete().Result.ShouldBe("[2,1]");
    }

    [Fact]
    public void WaitForExternalEvent_PayloadOfAnotherShape_FailsTheWait()
    {
        Run(WaitOnce, Turn(), Started(), Raised("Decided", "\"text\"")).ShouldComplete().FailureDetails!.ErrorType.ShouldBe("System.Text.Json.JsonException");
    }

    [Fact]
    public void WaitForExternalEvent_EventBeforeTimeout_CancelsTheTimer()
    {
        var result = Run(WaitWithTimeout, Turn(), Started(), TimerCreated(0, 2), Turn(1), Raised("E", "\"in time\""));

        result.ShouldComplete().Result.ShouldBe("\"in time\"");
        result.CancelledTimers.Select(timer => timer.Id).ShouldBe([0]);
    }

    [Fact]
    public void WaitForExternalEvent_TimeoutFirst_ThrowsAndLeavesTheEventForTheNextWaiter()
    {
        static async Task<object?> Orchestrator(TaskOrchestrationContext context)
        {
            try
            {
                return await context.WaitForExternalEvent<string>("E", TimeSpan.FromDays(2));
            }
            catch (TaskCanceledException)
            {
                return "late: " + await context.WaitForExternalEvent<string>("E");
            }
        }

        HistoryEvent[] timedOut = [Turn(), Started(), TimerCreated(0, 2), Turn(2), Fired(0, 2)];

        Run(Orchestrator, timedOut).Actions.ShouldBeEmpty();
        Run(Orchestrator, [.. timedOut, Turn(3), Raised("e", "\"x\"")]).ShouldComplete().Result.ShouldBe("\"late: x\"");
    }

    [Fact]
    public void WaitForExternalEvent_TimeoutUncaught_FailsWithTaskCanceled()
    {
        Run(WaitWithTimeout, Turn(), Started(), TimerCreated(0, 2), Turn(2), Fired(0, 2))
            .ShouldComplete().FailureDetails!.ErrorType.ShouldBe(typeof(TaskCanceledException).FullName);
    }

    [Fact]
    public void WaitForExternalEvent_EventAndTimeoutInOneTurn_TheFirstWins()
    {
        Run(WaitWithTimeout, Turn(), Started(), TimerCreated(0, 2), Turn(2), Raised("E", "\"x\""), Fired(0, 2)).ShouldComplete().Result.ShouldBe("\"x\"");
        Run(WaitWithTimeout, Turn(), Started(), TimerCreated(0, 2), Turn(2), Fired(0, 2), Raised("E", "\"x\"")).ShouldComplete().FailureDetails.ShouldNotBeNull();
    }

    private static async Task<object?> WaitOnce(TaskOrchestrationContext context) => await context.WaitForExternalEvent<int>("Decided");

    private static async Task<object?> WaitWithTimeout(TaskOrchestrationContext context) =>
        await context.WaitForExternalEvent<string>("E", TimeSpan.FromDays(2));

    private static async Task<object?> ThenWait(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A");
        return await context.WaitForExternalEvent<int>("Decided");
    }
}
