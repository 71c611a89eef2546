using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Storage;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>A finished instance, with the finished sub-orchestrations that its history names, and theirs.</summary>
internal static class FinishedFamily
{
    /// <returns>Their keys; empty when there is no such instance, or it has not finished.</returns>
    public static IReadOnlyList<long> Find(HubStatements statements, string instanceId, bool withChildren)
    {
        var found = new HashSet<long>();
        var left = new Stack<string>([instanceId]);
        while (left.TryPop(out var id))
        {
            if (statements.Find(id) is { } instance && instance.Status.IsFinished() && found.Add(instance.Rid) && withChildren)
            {
                statements.ChildrenOf(instance.Rid).ForEach(left.Push);
            }
        }

        return [.. found];
    }
}
