namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>
/// Keeps the sessions of the instances that moved last, as many as a number of bytes allows, and evicts the others: they
/// are read and replayed when something happens to them. What a session holds is estimated by what it was fed.
/// </summary>
internal sealed class WarmSessions(long capacity, Action<InstanceRuntime> evict)
{
    /// <summary>A session that was fed next to nothing: orchestrator, context, tasks and queues.</summary>
    private const int EmptySession = 3 * 1024;

    private readonly Lock _gate = new();
    private readonly LinkedList<(InstanceRuntime Instance, long Bytes)> _byUse = new();
    private readonly Dictionary<InstanceRuntime, LinkedListNode<(InstanceRuntime Instance, long Bytes)>> _nodes = [];
    private long _bytes;

    /// <summary>The estimate of all that is warm.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Called after a turn has ended.</summary>
    public void Used(InstanceRuntime instance)
    {
        List<InstanceRuntime>? cold = null;
        lock (_gate)
        {
            Drop(instance);
            var size = EmptySession + instance.FedBytes;
            _nodes.Add(instance, _byUse.AddLast((instance, size)));
            _bytes += size;
            while (_bytes > capacity && _byUse.First is { } coldest)
            {
                Drop(coldest.Value.Instance);
                (cold ??= []).Add(coldest.Value.Instance);
            }
        }

        cold?.ForEach(evict);
    }

    public void Forget(InstanceRuntime instance)
    {
        lock (_gate)
        {
            Drop(instance);
        }
    }

    private void Drop(InstanceRuntime instance)
    {
        if (_nodes.Remove(instance, out var node))
        {
            _byUse.Remove(node);
            _bytes -= node.Value.Bytes;
        }
    }
}
