using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>Makes a turn durable, then lets it show.</summary>
internal sealed class TurnWrite(Turn turn, HubEngine hub) : HubWrite
{
    private readonly byte[] _events = HistoryCodec.Encode(turn.Events);
    private readonly List<(SendEventAction Sent, Message? Delivery)> _sent = [];

    public override void Apply(HubStatements statements)
    {
        var rid = turn.Instance.Rid;
        statements.Append(rid, _events);
        foreach (var seq in turn.Messages.Select(message => message.InboxSeq).OfType<long>())
        {
            statements.RemoveInbox(seq);
        }

        if (turn.Result.Completion is { } completion)
        {
            statements.End(rid, completion, turn.At, turn.Result.CustomStatus);
        }
        else
        {
            ApplyTimers(statements, rid);
            statements.Update(rid, OrchestrationRuntimeStatus.Running, turn.Result.OpenActivities, turn.At, turn.Result.CustomStatus);
        }

        foreach (var action in turn.Result.Actions.OfType<SendEventAction>())
        {
            _sent.Add((action, Deliver(statements, action)));
        }
    }

    public override void Committed() => hub.Show(turn, _sent);

    public override void Failed(TaskHubException exception) => hub.Turns.Broken(turn.Instance, turn.Messages, exception);

    private void ApplyTimers(HubStatements statements, long rid)
    {
        foreach (var id in turn.FiredTimers.Concat(turn.Result.CancelledTimers.Select(timer => timer.Id)))
        {
            statements.RemoveTimer(rid, id);
        }

        foreach (var timer in turn.NewTimers)
        {
            statements.AddTimer(rid, timer.Id, timer.FireAt);
        }
    }

    private Message? Deliver(HubStatements statements, SendEventAction action)
    {
        if (statements.Find(action.InstanceId) is not { Status: OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending } target)
        {
            return null;
        }

        var raised = new EventRaisedEvent(HistoryEvent.NoId, turn.At, action.Name, action.Data);
        return new Message(raised, statements.AddInbox(target.Rid, raised));
    }
}
