using SocialWorkflows.DurableTask.Embedded.Storage;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>Deletes finished instances with their histories.</summary>
/// <param name="find">Keys of the instances, among them only finished ones.</param>
internal sealed class PurgeWrite(Func<HubStatements, IReadOnlyList<long>> find, HubEngine hub, TaskCompletionSource<int> acknowledge) : HubWrite
{
    private int _count;

    public override void Apply(HubStatements statements)
    {
        var finished = find(statements);
        foreach (var rid in finished)
        {
            statements.Purge(rid);
        }

        _count = finished.Count;
    }

    public override void Committed()
    {
        acknowledge.TrySetResult(_count);
        hub.Backlog.End();
    }

    public override void Failed(TaskHubException exception)
    {
        acknowledge.TrySetException(exception);
        hub.Backlog.End();
    }
}
