using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>Makes a turn durable, with everything it has for other instances, then lets it show.</summary>
internal sealed class TurnWrite(Turn turn, HubEngine hub) : HubWrite
{
    private readonly byte[] _events = HistoryCodec.Encode(turn.Events);
    private readonly List<Delivery> _deliveries = [];
    private readonly List<ChildStart> _children = [];
    private readonly List<Message> _nextRun = [];

    public override void Apply(HubStatements statements)
    {
        var rid = turn.Instance.Rid;
        foreach (var seq in turn.Messages.Select(message => message.InboxSeq).OfType<long>())
        {
            statements.RemoveInbox(seq);
        }

        if (turn.NextRun is { Count: > 0 } nextRun)
        {
            statements.Restart(rid, turn.At, turn.Result.CustomStatus, turn.Result.Completion!.Result);
            _nextRun.AddRange(nextRun.Select(historyEvent => new Message(historyEvent, statements.AddInbox(rid, historyEvent))));
        }
        else if (turn.End is { } end)
        {
            statements.Append(rid, _events);
            statements.End(rid, end, turn.At, turn.Result.CustomStatus);
            TellParent(statements, end);
        }
        else
        {
            statements.Append(rid, _events);
            ApplyTimers(statements, rid);
            var status = turn.Result.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running;
            statements.Update(rid, status, turn.Result.OpenActivities, turn.At, turn.Result.CustomStatus);
        }

        TellOthers(statements);
    }

    public override void Committed()
    {
        turn.Instance.FedBytes += _events.Length;
        hub.Show(turn, _deliveries, _children, _nextRun);
    }

    public override void Failed(TaskHubException exception) => hub.Turns.Broken(turn.Instance, turn.Messages, exception);

    private void ApplyTimers(HubStatements statements, long rid)
    {
        if (turn.Started is { } started && turn.Messages.Any(message => ReferenceEquals(message.Event, started)))
        {
            statements.RemoveTimer(rid, DueTimer.Start);
        }

        foreach (var id in turn.FiredTimers.Concat(turn.Result.CancelledTimers.Select(timer => timer.Id)))
        {
            statements.RemoveTimer(rid, id);
        }

        foreach (var timer in turn.NewTimers)
        {
            statements.AddTimer(rid, timer.Id, timer.FireAt);
        }
    }

    private void TellParent(HubStatements statements, CompleteOrchestrationAction end)
    {
        if (turn.Started?.Parent is { } parent)
        {
            _deliveries.Add(Delivery.Write(statements, parent.InstanceId, ChildResult.Of(turn.Instance.Id, parent, end, turn.At)));
        }
    }

    private void TellOthers(HubStatements statements)
    {
        foreach (var action in turn.Result.Actions)
        {
            switch (action)
            {
                case SendEventAction sent:
                    _deliveries.Add(Delivery.Write(statements, sent.InstanceId, new EventRaisedEvent(HistoryEvent.NoId, turn.At, sent.Name, sent.Data)));
                    break;
                case CreateSubOrchestrationAction child when ChildStart.Write(statements, child, turn) is { } start:
                    _children.Add(start);
                    break;
                case CreateSubOrchestrationAction child:
                    _deliveries.Add(Delivery.Write(statements, turn.Instance.Id, ChildStart.Refusal(child, turn.At)));
                    break;
            }
        }

        foreach (var child in turn.Result.ChildrenToTerminate)
        {
            var terminated = new ExecutionTerminatedEvent(HistoryEvent.NoId, turn.At, turn.End?.Result) { Recurse = true };
            _deliveries.Add(Delivery.Write(statements, child, terminated));
        }
    }
}
