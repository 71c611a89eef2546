using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;
using SocialWorkflows.DurableTask.Worker.Replay;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;
using Wire = SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.DurableTask.Worker;

/// <summary>A session kept warm decides as one that is replayed from the beginning: to the byte of what is sent to a host.</summary>
public sealed class ReplayProperties
{
    private const int MaximumTurns = 60;
    private const int MaximumSteps = 8;

    /// <summary>Steps of an orchestration, and the numbers from which its host makes its choices; shrunk by leaving some out.</summary>
    private static readonly Arbitrary<(int[] Steps, int[] Choices)> Inputs = Arb.From(
        from count in Gen.Choose(1, MaximumSteps)
        from steps in Gen.Choose(0, 10_000).ArrayOf(count)
        from choices in Gen.Choose(0, int.MaxValue - 1).ArrayOf(12)
        select (Steps: steps, Choices: choices),
        Shrink);

    /// <summary>Kinds of history events that the random histories must contain, or the property says little.</summary>
    private static readonly Type[] Kinds =
    [
        typeof(OrchestratorStartedEvent), typeof(OrchestratorCompletedEvent), typeof(ExecutionStartedEvent), typeof(ExecutionTerminatedEvent),
        typeof(TaskScheduledEvent), typeof(TaskCompletedEvent), typeof(TaskFailedEvent), typeof(SubOrchestrationInstanceCreatedEvent),
        typeof(SubOrchestrationInstanceCompletedEvent), typeof(SubOrchestrationInstanceFailedEvent), typeof(TimerCreatedEvent), typeof(TimerFiredEvent),
        typeof(EventSentEvent), typeof(EventRaisedEvent), typeof(ExecutionSuspendedEvent), typeof(ExecutionResumedEvent), typeof(GenericEvent),
    ];

    private readonly Dictionary<string, int> _seen = [];
    private int _turns;
    private int _runs;

    [Fact]
    public void Process_RandomOrchestrations_DecideTheSameWarmColdAndEventByEvent()
    {
        var ends = new Dictionary<OrchestrationRuntimeStatus, int>();
        Prop.ForAll(Inputs, input =>
            {
                if (Check(input.Steps, input.Choices) is { } end)
                {
                    ends[end] = ends.GetValueOrDefault(end) + 1;
                }
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20261122, 7));

        TestContext.Current.SendDiagnosticMessage(
            $"{_turns} turns, {_runs} next runs; {string.Join(", ", ends)}; {string.Join(", ", _seen.OrderBy(kind => kind.Key, StringComparer.Ordinal))}");
        ends.Values.Sum().ShouldBeGreaterThan(200, "most of them must come to an end, or little was checked");
        ends.Keys.ShouldBe([OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated], ignoreOrder: true);
        _runs.ShouldBeGreaterThan(20);
        Kinds.Where(kind => _seen.GetValueOrDefault(kind.Name) < 10).ShouldBeEmpty();
    }

    private static IEnumerable<(int[] Steps, int[] Choices)> Shrink((int[] Steps, int[] Choices) input)
    {
        for (var left = 0; left < input.Steps.Length && input.Steps.Length > 1; left++)
        {
            yield return (input.Steps.Where((_, index) => index != left).ToArray(), input.Choices);
        }

        if (input.Choices.Length > 1)
        {
            yield return (input.Steps, input.Choices[..^1]);
        }
    }

    /// <returns>How it ended; null when it did not.</returns>
    private OrchestrationRuntimeStatus? Check(int[] steps, int[] choices)
    {
        var orchestrator = RandomOrchestration.From(steps);
        var host = new RandomHost(choices);
        try
        {
            return Check(orchestrator, host);
        }
        finally
        {
            foreach (var (kind, count) in host.Kinds)
            {
                _seen[kind] = _seen.GetValueOrDefault(kind) + count;
            }
        }
    }

    private OrchestrationRuntimeStatus? Check(Func<TaskOrchestrationContext, Task<object?>> orchestrator, RandomHost host)
    {
        var warm = Session(orchestrator);
        IReadOnlyList<HistoryEvent> unfed = [];
        var turn = host.FirstTurn();
        for (var i = 0; i < MaximumTurns; i++)
        {
            var expected = Text(Session(orchestrator).Process(host.Past, turn));

            var result = warm.Process(unfed, turn);
            Text(result).ShouldBe(expected, "warm session");
            if (!host.Past.Concat(turn).Any(IsControl) && result.Completion is not { Status: OrchestrationRuntimeStatus.ContinuedAsNew })
            {
                Text(EventByEvent(orchestrator, host.Past, turn)).ShouldBe(expected, "event by event");
            }

            _turns++;
            if (result.Completion is { Status: OrchestrationRuntimeStatus.ContinuedAsNew } again)
            {
                (warm, unfed, turn) = (Session(orchestrator), [], host.NextRun(again));
                _runs++;
                continue;
            }

            if (result.Completion is { } end)
            {
                return end.Status;
            }

            unfed = host.Record(turn, result);
            Text(Session(orchestrator).Process(host.Past, [])).ShouldBe(Text(result with { Actions = [], CancelledTimers = [] }), "all is past");
            turn = host.NextTurn();
        }

        return null;
    }

    /// <summary>
    /// What decides over the whole turn it comes in, as a next run does: with each event a turn of its own, an end just before it would
    /// count, and the events after the end would not be carried over.
    /// </summary>
    private static bool IsControl(HistoryEvent e) => e is ExecutionSuspendedEvent or ExecutionResumedEvent or ExecutionTerminatedEvent;

    private static OrchestratorResult EventByEvent(
        Func<TaskOrchestrationContext, Task<object?>> orchestrator, IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> turn)
    {
        var session = Session(orchestrator);
        foreach (var historyEvent in past)
        {
            session.Process([historyEvent], []);
        }

        OrchestratorResult? result = null;
        var cancelled = new List<OpenTimer>();
        foreach (var historyEvent in turn)
        {
            result = session.Process([], [historyEvent]);
            cancelled.AddRange(result.CancelledTimers.Except(cancelled));
        }

        return result! with { CancelledTimers = cancelled };
    }

    /// <summary>The bytes that a host would be sent, and what only our own hub is told.</summary>
    private static string Text(OrchestratorResult result)
    {
        var response = new Wire.OrchestratorResponse
        {
            InstanceId = "abc",
            Actions = { result.Actions.Select(action => Wire.ProtocolActions.Write(WithoutStack(action), "abc")) },
            CustomStatus = result.CustomStatus,
        };
        var timers = string.Join(' ', result.CancelledTimers.OrderBy(timer => timer.Id));
        return $"{Convert.ToHexString(response.ToByteArray())}\n{response}\n{timers} {result.OpenActivities} {result.IsSuspended} {string.Join(' ', result.ChildrenToTerminate)}";
    }

    /// <summary>A stack shows how the replay got there, which may differ.</summary>
    private static OrchestratorAction WithoutStack(OrchestratorAction action) => action is CompleteOrchestrationAction { FailureDetails: { } failure } end
        ? end with { FailureDetails = failure with { StackTrace = null } }
        : action;
}
