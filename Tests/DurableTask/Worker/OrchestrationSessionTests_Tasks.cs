using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

/// <summary>What orchestrator code may do with its tasks besides awaiting them once, and events nobody reacts to.</summary>
public sealed class OrchestrationSessionTests_Tasks
{
    [Fact]
    public void Await_TheSameTaskTwice_GivesTheSameResult() => Run(
        async context =>
        {
            var task = context.CallActivityAsync<int>("A");
            return await task + await task;
        },
        Turn(), Started(), Scheduled(0, "A"), Turn(1), Completed(0, "21")).ShouldComplete().Result.ShouldBe("42");

    [Fact]
    public void Await_TheSameTaskInTwoPlaces_GoesOnInBoth() => Run(
        async context =>
        {
            var task = context.CallActivityAsync<int>("A");
            async Task<int> AddAsync(int n) => n + await task;
            return await Task.WhenAll(AddAsync(1), AddAsync(2));
        },
        Turn(), Started(), Scheduled(0, "A"), Turn(1), Completed(0, "1")).ShouldComplete().Result.ShouldBe("[2,3]");

    [Fact]
    public void WhenAll_OneFails_ThrowsAfterAll()
    {
        static async Task<object?> Orchestrator(TaskOrchestrationContext context) =>
            await Task.WhenAll(context.CallActivityAsync<int>("A"), context.CallActivityAsync<int>("B"));
        HistoryEvent[] history = [Turn(), Started(), Scheduled(0, "A"), Scheduled(1, "B"), Turn(1), Failed(0)];

        Run(Orchestrator, history).Completion.ShouldBeNull();
        Run(Orchestrator, [.. history, Turn(2), Completed(1, "1")]).ShouldComplete().Result.ShouldBe("Task 'A' (#0) failed with an unhandled exception: broken");
    }

    [Fact]
    public void WhenAny_TheLoserOpen_DelaysTheEnd()
    {
        static async Task<object?> Orchestrator(TaskOrchestrationContext context) =>
            await await Task.WhenAny(context.CallActivityAsync<int>("A"), context.CallActivityAsync<int>("B"));
        HistoryEvent[] history = [Turn(), Started(), Scheduled(0, "A"), Scheduled(1, "B"), Turn(1), Completed(1, "2")];

        Run(Orchestrator, history).Completion.ShouldBeNull();
        Run(Orchestrator, [.. history, Turn(2), Completed(0, "1")]).ShouldComplete().Result.ShouldBe("2");
    }

    [Fact]
    public void Await_ConfigureAwaitFalse_StaysOnTheOrchestratorsThread() => Run(
        async context =>
        {
            await context.CallActivityAsync("A").ConfigureAwait(false);
            await context.CallActivityAsync("B").ConfigureAwait(false);
            return context.NewGuid();
        },
        Turn(), Started(), Scheduled(0, "A"), Turn(1), Completed(0), Scheduled(1, "B"), Turn(2), Completed(1))
        .ShouldComplete().Status.ShouldBe(OrchestrationRuntimeStatus.Completed);

    [Fact]
    public void Retry_ByHandler_AsksItWithTheFailures()
    {
        var asked = new List<string>();
        var options = TaskOptions.FromRetryHandler(async retry =>
        {
            asked.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime}");
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return retry.LastAttemptNumber < 2;
        });

        var end = Run(
            async context => await context.CallActivityAsync<int>("A", options: options),
            Turn(), Started(), Scheduled(0, "A"), Turn(), Failed(0, "one"), TimerCreated(1, 1), Turn(1), Fired(1, 1),
            Scheduled(2, "A"), Turn(1), Failed(2, "two"), TimerCreated(3, 2), Turn(2), Fired(3, 2)).ShouldComplete();

        end.Result.ShouldBe("Task 'A' (#2) failed with an unhandled exception: two");
        asked.ShouldBe(["1 one 00:00:00", "2 two 1.00:00:00"]);
    }

    [Fact]
    public void Process_TheHostsOwnTimer_IsIgnored()
    {
        var result = Run(
            async context => await Task.WhenAll(context.CallActivityAsync<int>("A"), context.CallActivityAsync<int>("B")),
            Turn(), Started(), Scheduled(0, "A"), TimerCreated(TimerCreatedEvent.FakeTimerId, 0), Turn(), Fired(TimerCreatedEvent.FakeTimerId, 0));

        result.Actions.ShouldHaveSingleItem().ShouldBeOfType<ScheduleTaskAction>().Name.ShouldBe("B", "what the host had not taken is sent again");
    }

    [Fact]
    public void Process_DuplicateAndUnknownResults_AreIgnored() => Run(
        async context => await context.CallActivityAsync<int>("A"),
        Turn(), Started(), Scheduled(0, "A"), Turn(1), Completed(7, "9"), Completed(0, "1"), Completed(0, "2"), Failed(0), ChildCompleted(5), Fired(3, 1))
        .ShouldComplete().Result.ShouldBe("1");
}
