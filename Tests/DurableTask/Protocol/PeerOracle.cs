using System.Text;
using Google.Protobuf;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>One scripted instance through Microsoft's JavaScript worker and through ours, turn by turn; an exception tells where they differ.</summary>
internal sealed class PeerOracle(ReplayPeer peer, DurableTaskRegistry registry)
{
    private const int MaximumTurns = 80;

    /// <summary>Requests that both answered.</summary>
    public int Compared { get; private set; }

    /// <summary>Histories with one decision changed, which both refused.</summary>
    public int Refused { get; private set; }

    public Dictionary<OrchestrationStatus, int> Ends { get; } = [];

    public Dictionary<string, int> Kinds { get; } = [];

    /// <summary>Every answer of ours, with the peer's in words.</summary>
    public Action<OrchestratorResponse, string> OnCompared { get; set; } = (_, _) => { };

    public void Compare(IReadOnlyList<ScriptStep> steps, IReadOnlyList<int> choices)
    {
        var host = new ScriptedHost(steps, choices);
        var mutation = new Choices(choices);
        for (var turn = 0; turn < MaximumTurns && !host.HasEnded; turn++)
        {
            var request = host.Request;
            var response = Ours(request);
            var (ours, theirs) = (Text(response), Text(peer.Ask(request)));
            (ours == theirs).ShouldBeTrue($"turn {turn}\nours: {ours}\ntheirs: {theirs}\n{request}");
            Compared++;
            OnCompared(response, theirs);
            if (mutation.Next(10) == 0 && host.OtherHistory() is { } other)
            {
                End(Ours(other)).ShouldBe(OrchestrationStatus.Failed, $"turn {turn}, changed\n{other}");
                End(peer.Ask(other)).ShouldBe(OrchestrationStatus.Failed, $"the peer, turn {turn}, changed\n{other}");
                Refused++;
            }

            if (response.Actions is [.., { CompleteOrchestration: { } end }])
            {
                Ends[end.OrchestrationStatus] = Ends.GetValueOrDefault(end.OrchestrationStatus) + 1;
            }

            host.Take(response);
        }

        foreach (var (kind, count) in host.Kinds)
        {
            Kinds[kind] = Kinds.GetValueOrDefault(kind) + count;
        }
    }

    private OrchestratorResponse Ours(OrchestratorRequest request) => OrchestratorRequestRunnerTests.Run(request.ToByteArray(), registry);

    private static OrchestrationStatus End(OrchestratorResponse response) =>
        response.Actions.Select(action => action.CompleteOrchestration).OfType<CompleteOrchestrationAction>().ShouldHaveSingleItem().OrchestrationStatus;

    /// <summary>What both promise. Versions, texts of engine errors, times of carried events and the result of a failure are their own.</summary>
    public static string Text(OrchestratorResponse response)
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
