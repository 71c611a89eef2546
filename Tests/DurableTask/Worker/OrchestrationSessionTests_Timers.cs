using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Worker.History;
using SocialWorkflows.DurableTask.Worker.Replay;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests_Timers
{
    [Fact]
    public void CreateTimer_TenDays_IsSplitIntoThreeThreeThreeOne()
    {
        HistoryEvent[] history = [Turn(), Started()];
        var due = new List<double>();
        for (var id = 0; ; id++)
        {
            var result = Run(Sleep(TimeSpan.FromDays(10)), history);
            if (result.Completion is not null)
            {
                break;
            }

            var days = (result.Actions.ShouldHaveSingleItem().ShouldBeOfType<CreateTimerAction>().FireAt - Start).TotalDays;
            due.Add(days);
            history = [.. history, TimerCreated(id, days), Turn(days), Fired(id, days)];
        }

        due.ShouldBe([3, 6, 9, 10]);
    }

    [Fact]
    public void CreateTimer_ClockRunsFarPastTheFirstPiece_GoesStraightToTheEnd()
    {
        var result = Run(Sleep(TimeSpan.FromDays(10)), Turn(), Started(), TimerCreated(0, 3), Turn(40), Fired(0, 3));

        result.Actions.ShouldBe([new CreateTimerAction(1, At(10))]);
    }

    [Fact]
    public void CreateTimer_InThePast_IsStillATimer()
    {
        Run(Sleep(TimeSpan.FromDays(-1)), Turn(), Started()).Actions.ShouldBe([new CreateTimerAction(0, At(-1))]);
    }

    [Fact]
    public void CreateTimer_CancelledInTheSameTurn_IsSentAndDoesNotHoldCompletionBack()
    {
        var result = Run(
            context =>
            {
                using var end = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(1), end.Token);
                Cancel(end);
                return Task.FromResult<object?>(timer.IsCanceled);
            },
            Turn(),
            Started());

        result.Actions.Count.ShouldBe(2);
        result.Actions[0].ShouldBe(new CreateTimerAction(0, At(1)));
        result.ShouldComplete().Result.ShouldBe("true");
        result.CancelledTimers.ShouldBe([new OpenTimer(0, At(1))]);
    }

    [Fact]
    public void CreateTimer_CancelledLater_IgnoresItsFiring()
    {
        static async Task<object?> Orchestrator(TaskOrchestrationContext context)
        {
            using var end = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(1), end.Token);
            await context.CallActivityAsync("A");
            Cancel(end);
            await context.CallActivityAsync("B");
            return timer.IsCanceled;
        }

        HistoryEvent[] cancelled = [Turn(), Started(), TimerCreated(0, 1), Scheduled(1, "A"), Turn(0.5), Completed(1)];

        Run(Orchestrator, cancelled).CancelledTimers.ShouldBe([new OpenTimer(0, At(1))]);
        var fired = Run(Orchestrator, [.. cancelled, Scheduled(2, "B"), Turn(1), Fired(0, 1)]);
        fired.Actions.ShouldBeEmpty();
        fired.CancelledTimers.ShouldBeEmpty();
        Run(Orchestrator, [.. cancelled, Scheduled(2, "B"), Turn(1), Fired(0, 1), Completed(2)]).ShouldComplete().Result.ShouldBe("true");
    }

    [Fact]
    public void Process_FakeTimerOfTheHost_IsIgnored()
    {
        var fake = TimerCreatedEvent.FakeTimerId;

        var result = Run(Sleep(TimeSpan.FromDays(1)), Turn(), Started(), TimerCreated(fake, 0), Turn(0), Fired(fake, 0));

        result.Actions.ShouldBe([new CreateTimerAction(0, At(1))]);
    }

    /// <summary>Not CancelAsync: that would be another thread.</summary>
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private static Func<TaskOrchestrationContext, Task<object?>> Sleep(TimeSpan delay) => async context =>
    {
        await context.CreateTimer(delay, CancellationToken.None);
        return context.CurrentUtcDateTime;
    };
}
