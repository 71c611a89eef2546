using System.Diagnostics;
using System.Text;
using Google.Protobuf;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>The same request bytes through Microsoft's JavaScript worker and through ours: the same decisions.</summary>
public sealed class PeerOracleTests
{
    private const int Histories = 2_500;
    private const int MaximumTurns = 80;

    [Fact]
    public void Run_RandomHistories_DecidesAsThePeer()
    {
        using var peer = ReplayPeer.Start();
        var watch = Stopwatch.StartNew();
        var (compared, ended, others) = (0, 0, 0);
        for (var seed = 0; compared < Histories; seed++)
        {
            var random = new Random(seed);
            var host = new ScriptedHost(random);
            for (var turn = 0; turn < MaximumTurns && !host.HasEnded; turn++)
            {
                var request = host.Request;
                var response = Ours(request);
                var (ours, theirs) = (Text(response), Text(peer.Ask(request)));
                (ours == theirs).ShouldBeTrue($"seed {seed}, turn {turn}\nours: {ours}\ntheirs: {theirs}\n{request}");
                compared++;
                if (random.Next(10) == 0 && host.OtherHistory() is { } other)
                {
                    var status = Completion(Ours(other));
                    status.ShouldBe(OrchestrationStatus.Failed, $"seed {seed}, turn {turn}, changed");
                    Completion(peer.Ask(other)).ShouldBe(status);
                    others++;
                }

                host.Take(response);
            }

            ended += host.HasEnded ? 1 : 0;
        }

        TestContext.Current.SendDiagnosticMessage($"{compared} histories of {ended} ended instances, {others} changed ones, {watch.Elapsed.TotalSeconds:F1} s");
        ended.ShouldBeGreaterThan(100);
        others.ShouldBeGreaterThan(100);
    }

    private static OrchestratorResponse Ours(OrchestratorRequest request) =>
        OrchestratorRequestRunnerTests.Run(request.ToByteArray(), ScriptedOrchestration.Registry);

    private static OrchestrationStatus Completion(OrchestratorResponse response) =>
        response.Actions.Select(action => action.CompleteOrchestration).OfType<CompleteOrchestrationAction>().ShouldHaveSingleItem().OrchestrationStatus;

    /// <summary>What both promise. Versions, texts of engine errors, times of carried events and the result of a failure are their own.</summary>
    private static string Text(OrchestratorResponse response)
    {
        var text = new StringBuilder($"{response.InstanceId} status {response.CustomStatus}\n");
        foreach (var action in response.Actions)
        {
            var decision = action switch
            {
                { ScheduleTask: { } task } => $"activity {task.Name} {task.Input}",
                { CreateSubOrchestration: { } child } => $"child {child.InstanceId} {child.Name} {child.Input}",
                { CreateTimer: { } timer } => $"timer {timer.FireAt}",
                { SendEvent: { } sent } => $"event {sent.Instance.InstanceId} {sent.Name} {sent.Data}",
                { CompleteOrchestration: { } end } => Text(end),
                _ => "?",
            };
            text.AppendLine($"{action.Id} {decision}");
        }

        return text.ToString();
    }

    private static string Text(CompleteOrchestrationAction end)
    {
        var carried = end.CarryoverEvents
            .Select(e => $"{e.EventRaised.Name.ToUpperInvariant()} {e.EventRaised.Input}")
            .OrderBy(e => e.Split(' ')[0], StringComparer.Ordinal);
        var outcome = end.OrchestrationStatus switch
        {
            OrchestrationStatus.Failed => end.FailureDetails.ErrorMessage,
            OrchestrationStatus.ContinuedAsNew => string.Empty,
            _ => end.Result,
        };
        return $"{end.OrchestrationStatus} {outcome} {string.Join(", ", carried)}";
    }
}
