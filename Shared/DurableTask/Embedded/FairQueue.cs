using System.Diagnostics.CodeAnalysis;

namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>Serves its keys in turn, one item each, so that a key with a thousand items does not keep the others waiting.</summary>
internal sealed class FairQueue<TKey, TItem>
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Queue<TItem>> _waiting = [];
    private readonly Queue<TKey> _turns = new();

    public void Add(TKey key, TItem item)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(key, out var items))
            {
                _waiting.Add(key, items = new Queue<TItem>(1));
                _turns.Enqueue(key);
            }

            items.Enqueue(item);
        }
    }

    public bool TryTake([MaybeNullWhen(false)] out TItem item)
    {
        lock (_gate)
        {
            if (!_turns.TryDequeue(out var key))
            {
                item = default;
                return false;
            }

            var items = _waiting[key];
            item = items.Dequeue();
            if (items.Count == 0)
            {
                _waiting.Remove(key);
            }
            else
            {
                _turns.Enqueue(key);
            }

            return true;
        }
    }
}
