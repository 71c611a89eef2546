using SocialWorkflows.DurableTask.Embedded.Storage;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>Brings in everything that an earlier process left to be done. What only waits stays in the file.</summary>
internal sealed class RecoverWrite(HubEngine hub) : HubWrite
{
    private IReadOnlyList<StoredInstance> _left = [];

    public override void Apply(HubStatements statements)
    {
        // Timers that are due are fired by the pump, all of them.
        var now = hub.Now;
        _left = [.. statements.FindWork(now).Select(rid => statements.Load(rid, DateTime.MinValue)).OfType<StoredInstance>().Where(left => !left.IsHeld(now))];
    }

    public override void Committed()
    {
        foreach (var stored in _left)
        {
            hub.BringIn(stored, message: null, isFirst: false);
        }

        hub.Recovered(_left.Count);
        hub.Backlog.End();
    }

    public override void Failed(TaskHubException exception) => hub.Backlog.End();
}
