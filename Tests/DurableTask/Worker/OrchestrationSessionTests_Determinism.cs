using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class OrchestrationSessionTests_Determinism
{
    private const string Question = " Was a change made to the orchestrator code after this instance had already started running?";

    [Fact]
    public void Process_HistoryHasAnActivityTheCodeHasNot_Fails() => ShouldFail(
        "scheduled an activity task with sequence ID 1 and name 'B' (version ''), but the current replay execution hasn't (yet?) scheduled this task.",
        Scheduled(0, "A"),
        Scheduled(1, "B"));

    [Fact]
    public void Process_SameActivityAcknowledgedTwice_Fails() => ShouldFail(
        "scheduled an activity task with sequence ID 0 and name 'A' (version ''), but the current replay execution hasn't (yet?) scheduled this task.",
        Scheduled(0, "A"),
        Scheduled(0, "A"));

    [Fact]
    public void Process_HistoryHasAnActivityWhereTheCodeHasATimer_Fails() => ShouldFail(
        "scheduled an activity task with sequence ID 0 and name 'A' (version ''), but the current orchestration replay instead produced a CreateTimer action with this sequence number.",
        async context => await context.CreateTimer(TimeSpan.FromHours(1), default),
        Scheduled(0, "A"));

    [Fact]
    public void Process_HistoryNamesAnotherActivity_Fails() => ShouldFail(
        "scheduled an activity task with sequence ID 0 named 'Old', but the current orchestration replay instead scheduled an activity task named 'A' with this sequence number.",
        Scheduled(0, "Old"));

    [Fact]
    public void Process_HistoryHasATimerTheCodeHasNot_Fails() => ShouldFail(
        "scheduled a timer task with sequence number 3 but the current replay execution hasn't (yet?) scheduled this task.",
        TimerCreated(3, 1));

    [Fact]
    public void Process_HistoryHasATimerWhereTheCodeHasAnActivity_Fails() => ShouldFail(
        "scheduled a timer task with sequence number 0, but the current orchestration replay instead produced a ScheduleTask action with this sequence number.",
        TimerCreated(0, 1));

    [Fact]
    public void Process_HistoryHasASentEventTheCodeHasNot_Fails() => ShouldFail(
        "scheduled a send event task with sequence number 0, name 'Go', instance ID 'x', but the current orchestration replay instead produced a ScheduleTask action with this sequence number.",
        new EventSentEvent(0, Start, "x", "Go", null));

    [Fact]
    public void Process_NameInAnotherCaseOrOtherInput_IsTheSame()
    {
        var result = Run(OneActivity, Turn(), Started(), new TaskScheduledEvent(0, Start, "a", "9", "\"other\""), Turn(1), Completed(0));

        result.ShouldComplete().Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    private static async Task<object?> OneActivity(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("A");
        return null;
    }

    private static void ShouldFail(string text, params HistoryEvent[] events) => ShouldFail(text, OneActivity, events);

    private static void ShouldFail(string text, Func<TaskOrchestrationContext, Task> orchestrator, params HistoryEvent[] events)
    {
        var result = Run(
            async context =>
            {
                await orchestrator(context);
                return null;
            },
            [Turn(), Started(), .. events]);

        var failure = result.ShouldComplete();
        failure.Status.ShouldBe(OrchestrationRuntimeStatus.Failed);
        failure.Result.ShouldBe("A previous execution of this orchestration " + text + Question);
        failure.FailureDetails!.ErrorType.ShouldBe(typeof(NonDeterministicOrchestrationException).FullName);
        result.Actions.Count.ShouldBe(1);
    }
}
