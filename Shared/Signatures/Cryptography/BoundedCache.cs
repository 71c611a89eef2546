using System.Collections.Concurrent;

namespace SocialWorkflows.Signatures.Cryptography;

/// <summary>
/// Remembers the answers asked for lately. Two generations: when the younger one is full, it becomes the older one and what was not asked for
/// since is forgotten, so a file full of strangers costs a bounded amount of memory and pushes out nothing that is in daily use for long.
/// </summary>
/// <param name="limit">Entries of one generation; at most twice as many are held.</param>
internal sealed class BoundedCache<TKey, TValue>(int limit)
    where TKey : notnull
{
    private readonly Lock _turn = new();
    private volatile ConcurrentDictionary<TKey, TValue> _younger = new();
    private volatile ConcurrentDictionary<TKey, TValue> _older = new();

    public int Count => _younger.Count + _older.Count;

    public bool TryGet(TKey key, out TValue value)
    {
        if (_younger.TryGetValue(key, out value!))
        {
            return true;
        }

        if (!_older.TryGetValue(key, out value!))
        {
            return false;
        }

        Add(key, value);
        return true;
    }

    public void Add(TKey key, TValue value)
    {
        if (_younger.Count >= limit)
        {
            Turn();
        }

        _younger[key] = value;
    }

    private void Turn()
    {
        lock (_turn)
        {
            if (_younger.Count >= limit)
            {
                _older = _younger;
                _younger = new ConcurrentDictionary<TKey, TValue>();
            }
        }
    }
}
