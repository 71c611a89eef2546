using SocialWorkflows.DurableTask.Embedded.Instances;

namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>A durable timer, or the start instant of an instance.</summary>
internal readonly record struct DueTimer(DateTime Due, InstanceRuntime Instance, int Id) : IComparable<DueTimer>
{
    public const int Start = -1;

    public int CompareTo(DueTimer other)
    {
        var byDue = Due.CompareTo(other.Due);
        var byInstance = byDue != 0 ? byDue : Instance.Rid.CompareTo(other.Instance.Rid);
        return byInstance != 0 ? byInstance : Id.CompareTo(other.Id);
    }
}

/// <summary>All timers of unfinished instances in due order, and one alarm, set for the earliest.</summary>
internal sealed class TimerPump(TimeProvider time, Action<DueTimer> fire) : IDisposable
{
    /// <summary>The alarm counts running time; looking at the clock hourly bounds how late a sleeping machine may be.</summary>
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<DueTimer> _timers = [];
    private ITimer? _alarm;

    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count == 0 ? null : new DateTimeOffset(_timers.Min.Due, TimeSpan.Zero);
            }
        }
    }

    public void Start()
    {
        _alarm = time.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        FireDue();
    }

    public void Add(DueTimer timer)
    {
        bool isEarliest;
        lock (_gate)
        {
            _timers.Add(timer);
            isEarliest = _timers.Min == timer;
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
            _timers.Remove(timer);
        }
    }

    /// <summary>Fires everything that is due, in due order, and sets the alarm for the rest.</summary>
    public void FireDue()
    {
        lock (_gate)
        {
            while (_alarm is not null && _timers.Count > 0)
            {
                var earliest = _timers.Min;
                var wait = earliest.Due - time.GetUtcNow().UtcDateTime;
                if (wait <= TimeSpan.Zero)
                {
                    _timers.Remove(earliest);
                    fire(earliest);
                    continue;
                }

                _alarm.Change(wait < LongestAlarm ? wait : LongestAlarm, Timeout.InfiniteTimeSpan);

                // The clock may have passed the instant before the alarm was set.
                if (time.GetUtcNow().UtcDateTime < earliest.Due)
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
}
