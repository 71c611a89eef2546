using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>A sub-orchestration that was started: pending, with the event of its start in its inbox, which names its parent.</summary>
internal sealed record ChildStart(long Rid, StartRequest Request, Message Start)
{
    /// <returns>Null when its id is not free; a finished instance gives way.</returns>
    public static ChildStart? Write(HubStatements statements, CreateSubOrchestrationAction action, Turn parent)
    {
        if (!InstanceId.IsValid(action.InstanceId))
        {
            return null;
        }

        if (statements.Find(action.InstanceId) is { } existing)
        {
            if (!existing.Status.IsFinished())
            {
                return null;
            }

            statements.Purge(existing.Rid);
        }

        var request = new StartRequest(action.InstanceId, action.Name, action.Version, action.Input, parent.At, parent.At, [], parent.Instance.Trace);
        var rid = statements.Insert(request);
        var started = new ExecutionStartedEvent(HistoryEvent.NoId, parent.At, action.Name, action.Version, action.Input)
        {
            Parent = new ParentInstance(parent.Instance.Id, parent.Started?.Name, action.Id),
        };
        return new(rid, request, new Message(started, statements.AddInbox(rid, started)));
    }

    /// <summary>What the parent is told when its id is not free.</summary>
    public static SubOrchestrationInstanceFailedEvent Refusal(CreateSubOrchestrationAction action, DateTime at)
    {
        var reason = new InvalidOperationException(
            $"The sub-orchestration '{action.Name}' cannot be started as '{action.InstanceId}': the id is not valid, or an unfinished instance has it.");
        return new(HistoryEvent.NoId, at, action.Id, TaskFailureDetails.FromException(reason)) { InstanceId = action.InstanceId };
    }
}
