using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>
/// The unfinished instances that are in memory, by id and by key. Instances come in on the writer's thread only, so that
/// what was read of one from the file still holds when it comes in.
/// </summary>
internal sealed class InstanceTable
{
    private readonly ConcurrentDictionary<string, InstanceRuntime> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, InstanceRuntime> _byRid = [];

    public int Count => _byRid.Count;

    public bool TryFind(string id, [NotNullWhen(true)] out InstanceRuntime? instance) => _byId.TryGetValue(id, out instance);

    public bool TryFind(long rid, [NotNullWhen(true)] out InstanceRuntime? instance) => _byRid.TryGetValue(rid, out instance);

    public void Add(InstanceRuntime instance)
    {
        _byId[instance.Id] = instance;
        _byRid[instance.Rid] = instance;
    }

    public void Remove(InstanceRuntime instance)
    {
        _byId.TryRemove(KeyValuePair.Create(instance.Id, instance));
        _byRid.TryRemove(KeyValuePair.Create(instance.Rid, instance));
    }
}
