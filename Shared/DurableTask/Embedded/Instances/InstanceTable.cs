using System.Collections.Concurrent;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>All unfinished instances, by id.</summary>
internal sealed class InstanceTable
{
    private readonly ConcurrentDictionary<string, InstanceRuntime> _byId = new(StringComparer.Ordinal);

    public InstanceRuntime? Find(string id) => _byId.GetValueOrDefault(id);

    public void Add(InstanceRuntime instance) => _byId[instance.Id] = instance;

    public void Remove(InstanceRuntime instance) => _byId.TryRemove(KeyValuePair.Create(instance.Id, instance));

    public void Abandon(TaskHubException exception)
    {
        foreach (var instance in _byId.Values)
        {
            instance.Abandon(exception);
        }
    }
}
