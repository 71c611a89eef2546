namespace SocialWorkflows.DurableTask;

/// <summary>Declares when a failed activity is tried again. The waits are durable timers.</summary>
public sealed class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">All attempts including the first; at least 1.</param>
    /// <param name="firstRetryInterval">The wait between the first and second attempt; more than zero.</param>
    /// <param name="backoffCoefficient">By what the wait grows each time; at least 1.</param>
    /// <param name="maxRetryInterval">The longest wait; 1 hour by default, <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="retryTimeout">No new attempt this long after the first one; no limit by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfShorter(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, firstRetryInterval, nameof(retryTimeout));

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether this failure is worth another attempt; must be deterministic. By default every failure is.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure { get; init; } = static _ => true;

    /// <summary>The wait after the failed attempt number <paramref name="attempt"/> (from 0), or null to give up.</summary>
    internal TimeSpan? DelayAfter(int attempt, TaskFailureDetails failure, TimeSpan sinceFirstAttempt)
    {
        var giveUp = failure.IsNonRetriable
            || attempt + 1 >= MaxNumberOfAttempts
            || (RetryTimeout != Timeout.InfiniteTimeSpan && sinceFirstAttempt >= RetryTimeout)
            || !HandleFailure(failure);
        if (giveUp)
        {
            return null;
        }

        var longest = MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : MaxRetryInterval;
        var ticks = FirstRetryInterval.Ticks * Math.Pow(BackoffCoefficient, attempt);
        return ticks >= longest.Ticks ? longest : TimeSpan.FromTicks((long)ticks);
    }

    private static void ThrowIfShorter(TimeSpan? value, TimeSpan first, string parameter)
    {
        if (value is { } given && given != Timeout.InfiniteTimeSpan && given < first)
        {
            throw new ArgumentOutOfRangeException(parameter, given, $"Must be at least the first retry interval ({first}).");
        }
    }
}
