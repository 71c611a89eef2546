namespace SocialWorkflows.Functions.Resident;

/// <summary>
/// How often one client, link or case may try within a time. The counts live in memory: they keep noise away; what must hold
/// after a restart (a link opens once, a mail leaves once) stands in journal and send ledger.
/// </summary>
internal sealed class ResidentLimits(TimeProvider time)
{
    private const int MostKeys = 50_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);

    /// <summary>True while this try is one of the first so many of its time.</summary>
    public bool Allows(string key, int most, TimeSpan within)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_windows.Count >= MostKeys)
            {
                Forget(now);
            }

            var window = _windows.TryGetValue(key, out var known) && known.EndsAt > now ? known : new Window(now + within, 0);
            _windows[key] = window with { Tries = window.Tries + 1 };
            return window.Tries < most;
        }
    }

    /// <summary>What is over first; when a flood of new keys remains, that too: it must not fill the memory.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var key in _windows.Where(w => w.Value.EndsAt <= now).Select(w => w.Key).ToList())
        {
            _windows.Remove(key);
        }

        if (_windows.Count >= MostKeys)
        {
            _windows.Clear();
        }
    }

    private sealed record Window(DateTimeOffset EndsAt, int Tries);
}
