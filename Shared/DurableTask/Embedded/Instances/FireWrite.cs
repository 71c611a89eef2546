using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>A timer is due, or the start instant has come, of an instance that is not in memory: brings it in, if the timer still stands.</summary>
internal sealed class FireWrite(DueTimer timer, HubEngine hub) : HubWrite
{
    private StoredInstance? _stored;

    public override void Apply(HubStatements statements) =>
        _stored = statements.HasTimer(timer) ? statements.Load(timer.Rid, hub.Now) : null;

    public override void Committed()
    {
        if (_stored is { } stored)
        {
            hub.BringIn(stored, timer.Id == DueTimer.Start ? null : new Message(new TimerFiredEvent(HistoryEvent.NoId, hub.Now, timer.Due, timer.Id)), isFirst: false);
        }

        hub.Backlog.End();
    }

    public override void Failed(TaskHubException exception) => hub.Backlog.End();
}
