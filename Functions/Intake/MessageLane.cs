using SocialWorkflows.Casework.Intake;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Which messages of one municipality were begun and have not ended, and which of those wait for the scanner.</summary>
internal sealed class MessageLane(QueueOptions options, QueueBytes bytes)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parked = new(StringComparer.Ordinal);

    /// <summary>One look at the ledger at a time.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Somebody waits in the ledger who was not begun.</summary>
    public bool HasMore { get; set; }

    public IReadOnlyList<string> Begun
    {
        get
        {
            lock (_gate)
            {
                return [.. _begun];
            }
        }
    }

    /// <summary>Half of the places are free, and somebody waits for them.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return HasMore && _begun.Count <= Places - ((options.Window + 1) / 2);
            }
        }
    }

    /// <summary>What waits for the scanner leaves its place to others, up to a number.</summary>
    private int Places => options.Window + Math.Min(_parked.Count, options.MostWaitingForScanner);

    public bool Knows(string id)
    {
        lock (_gate)
        {
            return _begun.Contains(id);
        }
    }

    /// <summary>False when it was begun already, or has to wait.</summary>
    public bool TryBegin(IntakeRow row)
    {
        lock (_gate)
        {
            var isUrgent = row.Lane == Lanes.Urgent;
            return _begun.Count < Places + (isUrgent ? options.UrgentPlaces : 0)
                && !_begun.Contains(row.IntakeId)
                && bytes.TryAdd(row, isUrgent)
                && _begun.Add(row.IntakeId);
        }
    }

    /// <summary>True for the first time. One that another process began is counted from now on.</summary>
    public bool Park(string id)
    {
        lock (_gate)
        {
            bytes.Remove(id);
            _begun.Add(id);
            return _parked.Add(id);
        }
    }

    /// <summary>False when it was not known here.</summary>
    public bool End(string id)
    {
        lock (_gate)
        {
            bytes.Remove(id);
            _parked.Remove(id);
            return _begun.Remove(id);
        }
    }
}
