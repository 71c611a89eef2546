using Microsoft.Extensions.Logging;

namespace SocialWorkflows.DurableTask;

/// <summary>
/// All that an orchestrator may touch. Every member is deterministic and must be called on the orchestrator's own
/// thread; elsewhere it throws <see cref="InvalidOperationException"/>.
/// </summary>
public abstract class TaskOrchestrationContext
{
    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    /// <summary>Who called this orchestration; null when a client started it.</summary>
    public virtual ParentOrchestrationInstance? Parent => null;

    /// <summary>The version the instance was started with, or an empty string.</summary>
    public virtual string Version => string.Empty;

    /// <summary>The instant of the current turn, the same on every replay. Kind is Utc.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the current step was already taken before, in an earlier turn.</summary>
    public abstract bool IsReplaying { get; }

    protected abstract ILoggerFactory LoggerFactory { get; }

    public abstract T? GetInput<T>();

    /// <exception cref="TaskFailedException">The activity failed, and no retry is left.</exception>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <inheritdoc cref="CallActivityAsync(TaskName, object?, TaskOptions?)"/>
    public abstract Task<T> CallActivityAsync<T>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <exception cref="TaskFailedException">The sub-orchestration failed, was terminated or could not be started, and no retry is left.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync(TaskName, object?, TaskOptions?)"/>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>
    /// Ends this run when the orchestrator returns, and starts it anew under the same id with an empty history. Await
    /// nothing afterwards: events that come after the call belong to the next run.
    /// </summary>
    /// <param name="preserveUnprocessedEvents">Whether events nobody has waited for go to the next run.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>
    /// A durable timer. The instance cannot complete while one is running: cancel it or let it fire. Cancel with
    /// <see cref="CancellationTokenSource.Cancel()"/>; CancelAsync does it on another thread, which is refused.
    /// </summary>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <param name="fireAt">UTC; an instant in the past fires at once.</param>
    /// <inheritdoc cref="CreateTimer(TimeSpan, CancellationToken)"/>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// The next event of that name (in any letter case). One that came before anybody waited is kept and given to
    /// the first who does; each event is given once; of several who wait, the latest gets it.
    /// </summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>The next event of that name, or <see cref="TaskCanceledException"/> after <paramref name="timeout"/>.</summary>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout)
    {
        using var timerEnd = new CancellationTokenSource();
        using var waitEnd = new CancellationTokenSource();
        var timer = CreateTimer(timeout, timerEnd.Token);
        var wait = WaitForExternalEvent<T>(eventName, waitEnd.Token);
        var winner = await Task.WhenAny(wait, timer).ConfigureAwait(false);
        var loser = winner == wait ? timerEnd : waitEnd;

        // Not CancelAsync, which would do it on another thread.
        loser.Cancel();
        return await wait.ConfigureAwait(false);
    }

    /// <summary>Raises an event to another instance of the hub; dropped when there is no such unfinished instance.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Publishes a status for queries; null clears it.</summary>
    /// <exception cref="ArgumentException">Its JSON is longer than 16 KB in UTF-16.</exception>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>A version 5 GUID that is the same on every replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent while steps are replayed.</summary>
    public ILogger CreateReplaySafeLogger(string categoryName) => CreateReplaySafeLogger(LoggerFactory.CreateLogger(categoryName));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public ILogger CreateReplaySafeLogger(Type type) => CreateReplaySafeLogger(LoggerFactory.CreateLogger(type));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public ILogger CreateReplaySafeLogger<T>() => CreateReplaySafeLogger(LoggerFactory.CreateLogger<T>());

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public ILogger CreateReplaySafeLogger(ILogger logger) => new ReplaySafeLogger(this, logger);

    private sealed class ReplaySafeLogger(TaskOrchestrationContext context, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => !context.IsReplaying && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
