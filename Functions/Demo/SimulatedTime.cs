namespace SocialWorkflows.Functions.Demo;

/// <summary>
/// A clock that moves only when it is told to. Timers made from it fire, in due order and on the thread pool,
/// while <see cref="AdvanceTo"/> passes their due time.
/// </summary>
internal sealed class SimulatedTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<SimulatedTimer> _timers = [];
    private DateTimeOffset _now = start.ToUniversalTime();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the clock forward, never back, and fires what falls due on the way.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        while (true)
        {
            SimulatedTimer? due;
            lock (_gate)
            {
                due = _timers.Where(t => t.DueAt <= instant).MinBy(t => t.DueAt);
                if (due is null)
                {
                    _now = instant > _now ? instant.ToUniversalTime() : _now;
                    return;
                }

                _now = due.DueAt > _now ? due.DueAt : _now;
                due.Rearm(_now);
            }

            ThreadPool.UnsafeQueueUserWorkItem(static t => t.Fire(), due, preferLocal: false);
        }
    }

    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimulatedTimer(SimulatedTime clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset DueAt { get; private set; } = DateTimeOffset.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var fireNow = false;
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    DueAt = DateTimeOffset.MaxValue;
                }
                else if (dueTime <= TimeSpan.Zero)
                {
                    fireNow = true;
                    Rearm(clock._now);
                }
                else
                {
                    DueAt = clock._now + dueTime;
                    clock._timers.Add(this);
                }
            }

            if (fireNow)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static t => t.Fire(), this, preferLocal: false);
            }

            return true;
        }

        public void Rearm(DateTimeOffset now)
        {
            clock._timers.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                DueAt = now + _period;
                clock._timers.Add(this);
            }
            else
            {
                DueAt = DateTimeOffset.MaxValue;
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
