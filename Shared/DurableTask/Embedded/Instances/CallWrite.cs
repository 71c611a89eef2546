using SocialWorkflows.DurableTask.Embedded.Storage;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>Something lies in the inbox of an instance that is not in memory: brings it in.</summary>
internal sealed class CallWrite(string instanceId, HubEngine hub) : HubWrite
{
    private StoredInstance? _stored;

    public override void Apply(HubStatements statements) =>
        _stored = statements.Find(instanceId) is { } row ? statements.Load(row.Rid, hub.Now) : null;

    public override void Committed()
    {
        if (_stored is { } stored && !stored.IsHeld(hub.Now))
        {
            hub.BringIn(stored, message: null, isFirst: false);
        }

        hub.Backlog.End();
    }

    public override void Failed(TaskHubException exception) => hub.Backlog.End();
}
