namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>Keeps the sessions of the instances that moved last, and drops the others, which are replayed when needed.</summary>
internal sealed class WarmSessions(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<InstanceRuntime> _byUse = new();
    private readonly Dictionary<InstanceRuntime, LinkedListNode<InstanceRuntime>> _nodes = [];

    /// <summary>Called after a turn has ended.</summary>
    public void Used(InstanceRuntime instance)
    {
        InstanceRuntime? coldest = null;
        lock (_gate)
        {
            if (_nodes.TryGetValue(instance, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddLast(node);
            }
            else
            {
                _nodes.Add(instance, _byUse.AddLast(instance));
            }

            if (_nodes.Count > capacity)
            {
                coldest = _byUse.First!.Value;
                Forget(coldest);
            }
        }

        coldest?.Evict();
    }

    public void Forget(InstanceRuntime instance)
    {
        lock (_gate)
        {
            if (_nodes.Remove(instance, out var node))
            {
                _byUse.Remove(node);
            }
        }
    }
}
