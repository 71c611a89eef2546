using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>Keeps an event for an instance that has not started.</summary>
internal sealed class InboxWrite(InstanceRuntime instance, HistoryEvent historyEvent, HubEngine hub, TaskCompletionSource acknowledge) : HubWrite
{
    private long _seq;

    public override void Apply(HubStatements statements) => _seq = statements.AddInbox(instance.Rid, historyEvent);

    public override void Committed()
    {
        hub.Turns.TryPut(instance, new Message(historyEvent, _seq));
        acknowledge.TrySetResult();
        hub.Work.End();
    }

    public override void Failed(TaskHubException exception)
    {
        acknowledge.TrySetException(exception);
        hub.Work.End();
    }
}
