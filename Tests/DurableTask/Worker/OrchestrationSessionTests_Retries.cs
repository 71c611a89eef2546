using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests_Retries
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void CallActivity_FailingAlways_WaitsLongerEachTimeUpToTheLongest()
    {
        Waits(new RetryPolicy(6, Hour, 2, TimeSpan.FromHours(5))).ShouldBe([1, 2, 4, 5, 5]);
    }

    [Fact]
    public void CallActivity_NoLongestInterval_GrowsOn()
    {
        Waits(new RetryPolicy(4, Hour, 10, Timeout.InfiniteTimeSpan)).ShouldBe([1, 10, 72, 28], "100 hours are a timer of three days and one of 28 hours");
    }

    [Fact]
    public void CallActivity_WaitBeyondTheLastInstant_WaitsInsteadOfFailingOtherwise()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromDays(4_000_000));

        Run(Retrying(policy), Turn(), Started(), Scheduled(0, "A"), Turn(1), Failed(0)).Completion.ShouldBeNull();
    }

    [Fact]
    public void CallActivity_RetryTimeoutPassed_GivesUp()
    {
        Waits(new RetryPolicy(100, Hour, 1, retryTimeout: TimeSpan.FromHours(2.5))).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public void CallActivity_FailureNotHandled_GivesUpAtOnce()
    {
        Waits(new RetryPolicy(5, Hour) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() }).ShouldBeEmpty();
    }

    [Fact]
    public void CallActivity_HandlerItselfThrows_FailsWithItsException()
    {
        var policy = new RetryPolicy(5, Hour) { HandleFailure = _ => throw new NotSupportedException("bad handler") };

        Run(Retrying(policy), Turn(), Started(), Scheduled(0, "A"), Turn(1), Failed(0)).ShouldComplete().Result.ShouldBe("bad handler");
    }

    [Fact]
    public void CallActivity_NonRetriable_GivesUpAtOnce()
    {
        Run(Retrying(new RetryPolicy(5, Hour)), Turn(), Started(), Scheduled(0, "A"), Turn(1), Failed(0, isNonRetriable: true))
            .ShouldComplete().Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
    }

    [Fact]
    public void CallActivity_SecondAttemptSucceeds_GivesItsResult()
    {
        var result = Run(
            Retrying(new RetryPolicy(5, Hour)),
            Turn(),
            Started(),
            Scheduled(0, "A"),
            Turn(0),
            Failed(0),
            TimerCreated(1, 1 / 24d),
            Turn(1 / 24d),
            Fired(1, 1 / 24d),
            Scheduled(2, "A"),
            Turn(1),
            Completed(2, "5"));

        result.ShouldComplete().Result.ShouldBe("5");
    }

    [Theory]
    [InlineData(0, 1, 1, 1, 1)]
    [InlineData(1, 0, 1, 1, 1)]
    [InlineData(1, 1, 0.5, 1, 1)]
    [InlineData(1, 2, 1, 1, 2)]
    [InlineData(1, 2, 1, 2, 1)]
    public void RetryPolicy_ValueOutOfRange_IsRefused(int attempts, int first, double backoff, int longest, int timeout)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new RetryPolicy(
            attempts, TimeSpan.FromHours(first), backoff, TimeSpan.FromHours(longest), TimeSpan.FromHours(timeout)));
    }

    private static Func<TaskOrchestrationContext, Task<object?>> Retrying(RetryPolicy policy) =>
        async context => await context.CallActivityAsync<int>("A", options: TaskOptions.FromRetryPolicy(policy));

    /// <summary>Fails every attempt at once, and collects the waits between them, in hours.</summary>
    private static List<double> Waits(RetryPolicy policy)
    {
        var waits = new List<double>();
        var now = 0d;
        HistoryEvent[] history = [Turn(), Started()];
        while (true)
        {
            var result = Run(Retrying(policy), history);
            switch (result.Actions.ShouldHaveSingleItem())
            {
                case ScheduleTaskAction task:
                    history = [.. history, Scheduled(task.Id, "A"), Turn(now), Failed(task.Id)];
                    break;
                case CreateTimerAction timer:
                    var due = (timer.FireAt - Start).TotalDays;
                    waits.Add(Math.Round((due - now) * 24, 3));
                    now = due;
                    history = [.. history, TimerCreated(timer.Id, due), Turn(due), Fired(timer.Id, due)];
                    break;
                default:
                    result.ShouldComplete().Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
                    return waits;
            }
        }
    }
}
