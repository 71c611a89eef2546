using SocialWorkflows.DurableTask.Embedded.Storage;

namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>A durable timer, or the start instant of an instance.</summary>
internal readonly record struct DueTimer(DateTime Due, long Rid, int Id) : IComparable<DueTimer>
{
    /// <summary>The id of a start instant.</summary>
    public const int Start = -1;

    public int CompareTo(DueTimer other)
    {
        var byDue = Due.CompareTo(other.Due);
        var byInstance = byDue != 0 ? byDue : Rid.CompareTo(other.Rid);
        return byInstance != 0 ? byInstance : Id.CompareTo(other.Id);
    }
}

/// <summary>
/// The timers that are due soon, in due order, and one alarm, set for the earliest. The later ones stay in the file
/// until their time comes near.
/// </summary>
internal sealed class TimerPump(TimeProvider time, TimerRows rows, Action<DueTimer> fire) : IDisposable
{
    /// <summary>How far ahead timers are held in memory. The alarm counts running time; it is also how late a sleeping machine may notice.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly SortedSet<DueTimer> _near = [];
    private DateTime _horizon;
    private ITimer? _alarm;

    /// <summary>The earliest of all.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
            {
                return (_near.Count > 0 ? _near.Min.Due : rows.Earliest(_horizon)) is { } due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
            }
        }
    }

    /// <summary>How many are held in memory.</summary>
    public int Near
    {
        get
        {
            lock (_gate)
            {
                return _near.Count;
            }
        }
    }

    public void Start()
    {
        lock (_gate)
        {
            _alarm = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        FireDue();
    }

    /// <summary>A timer that has become durable.</summary>
    public void Add(DueTimer timer)
    {
        bool isEarliest;
        lock (_gate)
        {
            if (timer.Due >= _horizon)
            {
                return;
            }

            _near.Add(timer);
            isEarliest = _near.Min == timer;
        }

        if (isEarliest)
        {
            FireDue();
        }
    }

    public void Remove(DueTimer timer)
    {
        lock (_gate)
        {
            _near.Remove(timer);
        }
    }

    /// <summary>Fires everything that is due, in due order, and sets the alarm for the rest.</summary>
    public void FireDue()
    {
        lock (_gate)
        {
            while (_alarm is not null)
            {
                var now = time.GetUtcNow().UtcDateTime;
                LookAhead(now);
                while (_near.Count > 0 && _near.Min.Due <= now)
                {
                    var due = _near.Min;
                    _near.Remove(due);
                    fire(due);
                }

                var wake = _near.Count > 0 && _near.Min.Due < _horizon - (Ahead / 2) ? _near.Min.Due : _horizon - (Ahead / 2);
                _alarm.Change(wake - now, Timeout.InfiniteTimeSpan);

                // The clock may have passed the instant before the alarm was set.
                if (time.GetUtcNow().UtcDateTime < wake)
                {
                    return;
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _alarm?.Dispose();
            _alarm = null;
        }
    }

    /// <summary>Under the lock, so that what is cancelled meanwhile is removed after it was read, not before.</summary>
    private void LookAhead(DateTime now)
    {
        if (_horizon - now > Ahead / 2)
        {
            return;
        }

        var from = _horizon;
        _horizon = now + Ahead;
        _near.UnionWith(rows.Between(from, _horizon));
    }
}
