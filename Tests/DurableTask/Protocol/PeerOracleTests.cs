using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Protocol;
using Kind = SocialWorkflows.DurableTask.Protocol.HistoryEvent.EventTypeOneofCase;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>
/// The same request bytes through Microsoft's JavaScript worker and through ours: the same decisions. Where the workers are known to
/// differ the scripts do not go: several waiters for one event, timers of more than three days, the host's own timer (-100).
/// </summary>
public sealed class PeerOracleTests
{
    private const int Instances = 2_000;

    /// <summary>Every turn is compared with the history before it.</summary>
    private const int Histories = 8_000;

    private static readonly Kind[] Kinds =
    [
        Kind.OrchestratorStarted, Kind.OrchestratorCompleted, Kind.ExecutionStarted, Kind.ExecutionTerminated, Kind.ExecutionSuspended, Kind.ExecutionResumed,
        Kind.TaskScheduled, Kind.TaskCompleted, Kind.TaskFailed, Kind.TimerCreated, Kind.TimerFired, Kind.EventSent, Kind.EventRaised,
        Kind.SubOrchestrationInstanceCreated, Kind.SubOrchestrationInstanceCompleted, Kind.SubOrchestrationInstanceFailed,
        Kind.GenericEvent, Kind.HistoryState, Kind.ContinueAsNew,
    ];

    [Fact]
    public void Run_RandomHistories_DecidesAsThePeer()
    {
        using var peer = ReplayPeer.Start();
        var oracle = new PeerOracle(peer, ScriptedOrchestration.Registry);
        var watch = Stopwatch.StartNew();

        Check(oracle, Instances);

        TestContext.Current.SendDiagnosticMessage(
            $"{oracle.Compared} histories of {Instances} instances, {oracle.Refused} changed ones, {watch.Elapsed.TotalSeconds:F1} s; "
            + $"{string.Join(", ", oracle.Ends)}; {string.Join(", ", oracle.Kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal))}");
        oracle.Compared.ShouldBeGreaterThanOrEqualTo(Histories);
        oracle.Refused.ShouldBeGreaterThan(100);
        oracle.Ends.Keys.ShouldBe(
            [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Terminated, OrchestrationStatus.ContinuedAsNew], ignoreOrder: true);
        oracle.Ends.Values.Min().ShouldBeGreaterThan(20);
        Kinds.Where(kind => oracle.Kinds.GetValueOrDefault($"{kind}") < 10).ShouldBeEmpty();
        oracle.Kinds["Unknown"].ShouldBeGreaterThan(10, "kinds that have no message here");
    }

    /// <summary>The oracle itself: an orchestrator that does one kind of step differently must be found out.</summary>
    [Fact]
    public void Run_OrchestratorThatDiffersInOneStep_IsFoundOut()
    {
        using var peer = ReplayPeer.Start();
        (string Op, Func<TaskOrchestrationContext, ScriptStep, int, Task<string>> Take)[] changes =
        [
            ("activity", async (context, step, index) => await context.CallActivityAsync<string>(step.Name! + "x", index)),
            ("child", async (context, step, index) => await context.CallSubOrchestratorAsync<string>(step.Name!, index, new SubOrchestrationOptions(InstanceId: $"other-{index}"))),
            ("timer", async (context, step, _) =>
            {
                await context.CreateTimer(TimeSpan.FromHours(step.Hours + 1), CancellationToken.None);
                return $"{context.CurrentUtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}";
            }),
            ("event", async (context, step, _) => await context.WaitForExternalEvent<string>(step.Name!) + "!"),
            ("send", (context, step, index) =>
            {
                context.SendEvent("other", step.Name!, index + 1);
                return Task.FromResult("sent");
            }),
            ("throw", (_, _, _) => Task.FromResult("not thrown")),
            ("again", (context, step, _) =>
            {
                context.ContinueAsNew(step.Steps, preserveUnprocessedEvents: false);
                return Task.FromResult("again");
            }),
        ];
        foreach (var (op, take) in changes)
        {
            var oracle = new PeerOracle(peer, ScriptedOrchestration.Changed(op, take));

            Should.Throw<Exception>(() => Check(oracle, Instances), op).ToString().ShouldContain("theirs:", customMessage: op);
        }
    }

    /// <summary>The comparison: whatever one changes in an answer, it no longer says the same.</summary>
    [Fact]
    public void Text_AnswerChangedInAnything_Differs()
    {
        using var peer = ReplayPeer.Start();
        var found = new Dictionary<string, int>();
        var oracle = new PeerOracle(peer, ScriptedOrchestration.Registry)
        {
            OnCompared = (response, theirs) =>
            {
                foreach (var (name, change) in AnswerChanges.All)
                {
                    var changed = response.Clone();
                    if (change(changed))
                    {
                        PeerOracle.Text(changed).ShouldNotBe(theirs, name);
                        found[name] = found.GetValueOrDefault(name) + 1;
                    }
                }
            },
        };

        Check(oracle, Instances / 3);

        AnswerChanges.All.Where(change => found.GetValueOrDefault(change.Name) < 5).Select(change => change.Name).ShouldBeEmpty();
    }

    private static void Check(PeerOracle oracle, int instances) => Prop
        .ForAll(RandomScript.WithChoices, input => oracle.Compare(input.Steps, input.Choices))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(instances).WithReplay(20261122, 7));
}
