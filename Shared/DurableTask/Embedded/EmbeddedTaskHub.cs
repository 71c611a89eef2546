using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>
/// A task hub in this process, on one SQLite file: runs the registered orchestrators and activities, and continues
/// after a crash where the file says it was. Every step is on disk before anybody can see it.
/// </summary>
public sealed class EmbeddedTaskHub(
    DurableTaskRegistry registry,
    IOptions<EmbeddedTaskHubOptions> options,
    TimeProvider time,
    IServiceProvider services,
    ILoggerFactory loggerFactory) : IHostedService, IAsyncDisposable
{
    private HubEngine? _engine;

    /// <summary>The earliest durable timer (or start instant) of an unfinished instance.</summary>
    public DateTimeOffset? NextTimerDue => Engine.Timers.Next;

    /// <exception cref="TaskHubException">The hub is not running, or cannot write any more.</exception>
    internal HubEngine Engine
    {
        get
        {
            var engine = _engine ?? throw new TaskHubException("The task hub is not running. Start the host before using its client.");
            return engine.Fault is { } fault ? throw new TaskHubException(fault.Message, fault) : engine;
        }
    }

    internal EmbeddedTaskHubOptions Options => options.Value;

    internal TimeProvider Time => time;

    /// <exception cref="TaskHubException">The file is in use, not writable, not a task hub, of another version, or damaged.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var engine = new HubEngine(registry, services, options.Value, time, loggerFactory);
        try
        {
            engine.Start();
            _engine = engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Commits what is under way and closes the file. Activities are cancelled and run again at the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _engine, null) is { } engine)
        {
            await engine.StopAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Completes when no turn, activity or commit is waiting or running, and no timer is due. What waits for an event
    /// or for a later instant is idle.
    /// </summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var engine = Engine;
            engine.Timers.FireDue();
            var idle = engine.Work.WhenZero();
            if (idle.IsCompleted)
            {
                return;
            }

            await idle.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);
}
