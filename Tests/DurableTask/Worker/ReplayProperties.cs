using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

public sealed class ReplayProperties
{
    private const int MaximumTurns = 60;
    private const int MaximumSteps = 12;

    [Fact]
    public void Process_RandomOrchestrations_DecideTheSameWarmColdAndEventByEvent()
    {
        var completed = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<(int[] Steps, int[] Choices)>(), input => completed += Check(input.Steps, input.Choices) ? 1 : 0)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20261122, 7));

        completed.ShouldBeGreaterThan(120, "most of them must come to an end, or little was checked");
    }

    private static bool Check(int[] steps, int[] choices)
    {
        var orchestrator = RandomOrchestration.From([.. steps.Take(MaximumSteps)]);
        var host = new RandomHost(choices);
        var warm = Session(orchestrator);
        IReadOnlyList<HistoryEvent> unfed = [];
        List<HistoryEvent> turn = [Turn(), Started()];
        for (var i = 0; i < MaximumTurns; i++)
        {
            var expected = Text(Session(orchestrator).Process(host.Past, turn));

            var result = warm.Process(unfed, turn);
            Text(result).ShouldBe(expected, "warm session");
            Text(EventByEvent(orchestrator, host.Past, turn)).ShouldBe(expected, "event by event");
            if (result.Completion is not null)
            {
                return true;
            }

            unfed = host.Record(turn, result);
            Text(Session(orchestrator).Process(host.Past, [])).ShouldBe(Text(result with { Actions = [], CancelledTimers = [] }), "all is past");
            turn = host.NextTurn();
        }

        return false;
    }

    private static OrchestratorResult EventByEvent(
        Func<TaskOrchestrationContext, Task<object?>> orchestrator, IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> turn)
    {
        var session = Session(orchestrator);
        foreach (var historyEvent in past)
        {
            session.Process([historyEvent], []);
        }

        OrchestratorResult? result = null;
        var cancelled = new List<SocialWorkflows.DurableTask.Worker.Replay.OpenTimer>();
        foreach (var historyEvent in turn)
        {
            result = session.Process([], [historyEvent]);
            cancelled.AddRange(result.CancelledTimers.Except(cancelled));
        }

        return result! with { CancelledTimers = cancelled };
    }

    private static string Text(OrchestratorResult result) => JsonSerializer.Serialize(new
    {
        Actions = result.Actions.Select(action => JsonSerializer.Serialize<object>(WithoutStack(action))),
        result.CustomStatus,
        Cancelled = result.CancelledTimers.Order(Comparer<SocialWorkflows.DurableTask.Worker.Replay.OpenTimer>.Create((a, b) => a.Id - b.Id)),
        result.OpenActivities,
    });

    /// <summary>A stack shows how the replay got there, which may differ.</summary>
    private static OrchestratorAction WithoutStack(OrchestratorAction action) => action is CompleteOrchestrationAction { FailureDetails: { } failure } end
        ? end with { FailureDetails = failure with { StackTrace = null } }
        : action;
}
