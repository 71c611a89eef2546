using SocialWorkflows.DurableTask.Embedded.Storage;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>
/// Gives a message to an instance that is not in memory: brings it in, as the file has it. An instance that waits for its
/// start instant stays out, and the message is kept for it in the file.
/// </summary>
/// <param name="isFirst">Whether the message goes before everything else, and does not wait for the start instant.</param>
/// <param name="found">Gets whether there is an unfinished instance of that id.</param>
internal sealed class PutWrite(string instanceId, Message message, bool isFirst, HubEngine hub, TaskCompletionSource<bool> found) : HubWrite
{
    private StoredInstance? _stored;
    private bool _isKept;

    public override void Apply(HubStatements statements)
    {
        var now = hub.Now;
        if (statements.Find(instanceId) is not { } row || (_stored = statements.Load(row.Rid, now)) is not { } stored)
        {
            return;
        }

        if (stored.IsHeld(now) && !isFirst && message.Event is { } historyEvent)
        {
            statements.AddInbox(stored.Rid, historyEvent);
            _isKept = true;
        }
    }

    public override void Committed()
    {
        if (_isKept)
        {
            message.Acknowledge?.TrySetResult();
        }
        else if (_stored is { } stored)
        {
            hub.BringIn(stored, message, isFirst);
        }

        found.TrySetResult(_stored is not null);
        hub.Backlog.End();
    }

    public override void Failed(TaskHubException exception)
    {
        found.TrySetException(exception);
        hub.Backlog.End();
    }
}
