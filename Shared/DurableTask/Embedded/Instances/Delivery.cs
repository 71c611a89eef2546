using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>Something one instance has for another.</summary>
/// <param name="Message">Null when there is no such unfinished instance.</param>
internal sealed record Delivery(string InstanceId, HistoryEvent Event, Message? Message)
{
    /// <summary>Puts it into the other's inbox, within the transaction.</summary>
    public static Delivery Write(HubStatements statements, string instanceId, HistoryEvent historyEvent) =>
        statements.Find(instanceId) is { } target && !target.Status.IsFinished()
            ? new(instanceId, historyEvent, new Message(historyEvent, statements.AddInbox(target.Rid, historyEvent)))
            : new(instanceId, historyEvent, Message: null);
}
