using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Embedded.Instances;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>An open hub: one file, its writer and readers, and the loops that move instances. Lives from start to stop.</summary>
internal sealed class HubEngine : IAsyncDisposable
{
    private readonly HubFile _file;
    private readonly HubReader _reader;
    private readonly ActivityRunner _activities;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public HubEngine(
        DurableTaskRegistry registry, IServiceProvider services, EmbeddedTaskHubOptions options, TimeProvider time, ILoggerFactory loggerFactory)
    {
        _time = time;
        _logger = loggerFactory.CreateLogger<EmbeddedTaskHub>();
        _file = HubFile.Open(options.DatabasePath);
        _reader = new HubReader(_file);
        Backlog = new Backlog(Work, options.MaxBacklog);
        Rows = new InstanceRows(_reader, options.Worker.DataConverter);
        Writer = new HubWriter(_file, Stop);
        Turns = new TurnRunner(
            registry, services, options, time, loggerFactory, _reader, Backlog, Instances, turn => Writer.Enqueue(new TurnWrite(turn, this)));
        Timers = new TimerPump(time, new TimerRows(_reader), Fire);
        _activities = new ActivityRunner(
            registry, services.GetRequiredService<IServiceScopeFactory>(), options, time, _logger, Work, (instance, message) => Turns.TryPut(instance, [message]));
    }

    public WorkCounter Work { get; } = new();

    public Backlog Backlog { get; }

    public HubWriter Writer { get; }

    public InstanceRows Rows { get; }

    public InstanceTable Instances { get; } = new();

    public InstanceWaiters Waiters { get; } = new();

    public TurnRunner Turns { get; }

    public TimerPump Timers { get; }

    public DateTime Now => _time.GetUtcNow().UtcDateTime;

    /// <summary>Why the hub writes no more.</summary>
    public TaskHubException? Fault { get; private set; }

    public void Start()
    {
        Backlog.Begin();
        Writer.Enqueue(new RecoverWrite(this));
        Writer.Start();
        Turns.Start();
        _activities.Start();
        Timers.Start();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Timers.Dispose();
        await _activities.StopAsync(cancellationToken);
        await DisposeAsync();
        Log.Closed(_logger, _file.Path);
    }

    public async ValueTask DisposeAsync()
    {
        Timers.Dispose();
        await Turns.StopAsync();
        Writer.Dispose();
        Abandon(new TaskHubException("The task hub has stopped; the instance continues at the next start."));
        _activities.Dispose();
        _reader.Dispose();
        _file.Dispose();
    }

    /// <summary>A new instance is durable: it may take its first turn when its time comes.</summary>
    public void Started(long rid, StartRequest request)
    {
        if (request.IsHeld)
        {
            Timers.Add(new DueTimer(request.StartAt, rid, DueTimer.Start));
        }
        else
        {
            BringIn(Pending(rid, request), message: null, isFirst: false);
        }
    }

    /// <summary>
    /// An instance comes into memory with everything that waits for it, unless it is there already. On the writer's thread
    /// only: what was read of it in the same commit still holds.
    /// </summary>
    /// <param name="stored">As the file has it.</param>
    /// <param name="message">What it is brought in for.</param>
    /// <param name="isFirst">Whether that goes before everything else.</param>
    public void BringIn(StoredInstance stored, Message? message, bool isFirst)
    {
        IReadOnlyList<Message> own = message is null ? [] : [message];
        if (Instances.TryFind(stored.Rid, out var known) && Turns.TryPut(known, own, isFirst))
        {
            return;
        }

        if (stored.Damage is { } damage)
        {
            var unreadable = HubFileErrors.Unreadable(_file.Path, stored.Id, damage);
            Log.TurnBroken(_logger, unreadable, stored.Id);
            message?.Acknowledge?.TrySetException(unreadable);
            return;
        }

        var instance = new InstanceRuntime(stored.Rid, stored.Id, stored.Trace) { OpenActivities = stored.OpenActivities };
        Instances.Add(instance);
        Turns.TryPut(instance, stored.MessagesWith(message, isFirst, Now));
        if (stored.OpenActivities > 0)
        {
            RunAgain(instance);
        }
    }

    public void Recovered(int instances) => Log.Opened(_logger, _file.Path, _file.Generation, instances);

    /// <summary>A turn is durable: now it may show.</summary>
    public void Show(Turn turn, IEnumerable<Delivery> deliveries, IEnumerable<ChildStart> children, IReadOnlyList<Message> nextRun)
    {
        var instance = turn.Instance;
        instance.OpenActivities = turn.Result.OpenActivities;
        foreach (var child in children)
        {
            BringIn(Pending(child.Rid, child.Request) with { Inbox = [child.Start] }, message: null, isFirst: false);
        }

        foreach (var delivery in deliveries)
        {
            Deliver(delivery, instance);
        }

        foreach (var message in turn.Messages)
        {
            message.Acknowledge?.TrySetResult();
        }

        foreach (var timer in turn.Result.CancelledTimers)
        {
            Timers.Remove(new DueTimer(timer.FireAt, instance.Rid, timer.Id));
        }

        if (turn.End is { } completion)
        {
            End(turn, completion);
            return;
        }

        Waiters.Started(instance.Id);
        if (nextRun.Count > 0)
        {
            Turns.Restarted(instance, nextRun);
            return;
        }

        foreach (var timer in turn.NewTimers)
        {
            Timers.Add(new DueTimer(timer.FireAt, instance.Rid, timer.Id));
        }

        foreach (var task in turn.Result.Actions.OfType<ScheduleTaskAction>())
        {
            _activities.Enqueue(new ActivityWork(instance, task.Id, task.Name, task.Input));
        }

        Turns.Ended(instance);
    }

    private static StoredInstance Pending(long rid, StartRequest request) => new(
        rid, request.Id, request.Name, request.Version, Client.OrchestrationRuntimeStatus.Pending, OpenActivities: 0, request.StartAt, request.Input, request.Trace);

    private void Deliver(Delivery delivery, InstanceRuntime sender)
    {
        if (delivery.Message is { } message)
        {
            var isFirst = delivery.Event is ExecutionTerminatedEvent;
            if (!Instances.TryFind(delivery.InstanceId, out var target) || !Turns.TryPut(target, [message], isFirst))
            {
                Backlog.Begin();
                Writer.Enqueue(new CallWrite(delivery.InstanceId, this));
            }

            return;
        }

        if (delivery.Event is EventRaisedEvent raised)
        {
            Log.EventDropped(_logger, raised.Name, sender.Id, delivery.InstanceId);
        }
        else
        {
            Log.ResultDropped(_logger, sender.Id, delivery.InstanceId);
        }
    }

    private void End(Turn turn, CompleteOrchestrationAction completion)
    {
        var instance = turn.Instance;
        Instances.Remove(instance);
        foreach (var late in instance.Leave())
        {
            late.Acknowledge?.TrySetResult();
            if (late.Event is EventRaisedEvent raised)
            {
                Log.EventIgnored(_logger, raised.Name, instance.Id);
            }
        }

        if (completion.FailureDetails is { } failure)
        {
            Log.InstanceFailed(_logger, instance.Id, failure.ErrorType);
        }

        if (turn.Started is { } started)
        {
            DurableTaskTracing.Ended(started.Name, instance.Id, instance.Trace, started.Timestamp, turn.At, completion.Status);
        }

        Log.Ended(_logger, instance.Id, completion.Status);
        Waiters.Finished(instance.Id);
        Turns.Finished(instance);
    }

    private void RunAgain(InstanceRuntime instance)
    {
        try
        {
            foreach (var task in HistoryScan.UnfinishedActivities(_reader.History(instance.Rid, instance.Id, out _)))
            {
                _activities.Enqueue(new ActivityWork(instance, task.EventId, task.Name, task.Input));
            }
        }
        catch (TaskHubException exception)
        {
            Log.TurnBroken(_logger, exception, instance.Id);
        }
    }

    private void Fire(DueTimer timer)
    {
        var isTaken = timer.Id != DueTimer.Start
            && Instances.TryFind(timer.Rid, out var instance)
            && Turns.TryPut(instance, [new Message(new TimerFiredEvent(HistoryEvent.NoId, Now, timer.Due, timer.Id))]);
        if (!isTaken)
        {
            Backlog.Begin();
            Writer.Enqueue(new FireWrite(timer, this));
        }
    }

    private void Stop(TaskHubException exception)
    {
        Fault = exception;
        Log.Faulted(_logger, exception);
        Abandon(exception);
    }

    private void Abandon(TaskHubException exception)
    {
        Waiters.Abandon(exception);
        Backlog.Abandon(exception);
    }
}
