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
    private readonly InstanceTable _instances = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public HubEngine(
        DurableTaskRegistry registry, IServiceProvider services, EmbeddedTaskHubOptions options, TimeProvider time, ILoggerFactory loggerFactory)
    {
        _time = time;
        _logger = loggerFactory.CreateLogger<EmbeddedTaskHub>();
        _file = HubFile.Open(options.DatabasePath);
        _reader = new HubReader(_file);
        Rows = new InstanceRows(_reader, options.Worker.DataConverter);
        Writer = new HubWriter(_file, Stop);
        Turns = new TurnRunner(registry, services, options, time, loggerFactory, _reader, Work, turn => Writer.Enqueue(new TurnWrite(turn, this)));
        Timers = new TimerPump(time, Fire);
        _activities = new ActivityRunner(
            registry, services.GetRequiredService<IServiceScopeFactory>(), options, time, _logger, Work, (instance, message) => Turns.TryPut(instance, message));
    }

    public WorkCounter Work { get; } = new();

    public HubWriter Writer { get; }

    public InstanceRows Rows { get; }

    public TurnRunner Turns { get; }

    public TimerPump Timers { get; }

    /// <summary>Why the hub writes no more.</summary>
    public TaskHubException? Fault { get; private set; }

    public void Start()
    {
        Recover();
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
        _instances.Abandon(new TaskHubException("The task hub has stopped; the instance continues at the next start."));
        _activities.Dispose();
        _reader.Dispose();
        _file.Dispose();
    }

    public InstanceRuntime? Find(string id) => _instances.Find(id);

    /// <summary>A new instance is durable: it may take its first turn when its time comes.</summary>
    public void Adopt(long rid, StartRequest request) => Adopt(Pending(rid, request), start: null);

    /// <summary>A turn is durable: now it may show.</summary>
    public void Show(Turn turn, IEnumerable<Delivery> deliveries, IEnumerable<ChildStart> children, IReadOnlyList<Message> nextRun)
    {
        var instance = turn.Instance;
        foreach (var child in children)
        {
            Adopt(Pending(child.Rid, child.Request), child.Start);
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
            Timers.Remove(new DueTimer(timer.FireAt, instance, timer.Id));
        }

        if (turn.End is { } completion)
        {
            End(instance, completion);
            return;
        }

        instance.MarkStarted();
        if (nextRun.Count > 0)
        {
            Turns.Restarted(instance, nextRun);
            return;
        }

        foreach (var timer in turn.NewTimers)
        {
            Timers.Add(new DueTimer(timer.FireAt, instance, timer.Id));
        }

        foreach (var task in turn.Result.Actions.OfType<ScheduleTaskAction>())
        {
            _activities.Enqueue(new ActivityWork(instance, task.Id, task.Name, task.Input));
        }

        Turns.Ended(instance);
    }

    private static UnfinishedInstance Pending(long rid, StartRequest request) => new(
        rid, request.Id, request.Name, request.Version, Client.OrchestrationRuntimeStatus.Pending, OpenActivities: 0, request.StartAt, request.Input);

    private void Deliver(Delivery delivery, InstanceRuntime sender)
    {
        var isTaken = delivery.Message is { } message && Find(delivery.InstanceId) is { } target
            && (delivery.Event is ExecutionTerminatedEvent ? Turns.TryPutFirst(target, message) : Turns.TryPut(target, message));
        if (isTaken)
        {
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

    private void End(InstanceRuntime instance, CompleteOrchestrationAction completion)
    {
        _instances.Remove(instance);
        if (instance.StartAt is { } startAt)
        {
            Timers.Remove(new DueTimer(startAt, instance, DueTimer.Start));
        }

        foreach (var late in instance.Finish())
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

        Log.Ended(_logger, instance.Id, completion.Status);
        Turns.Finished(instance);
    }

    /// <param name="start">The event of its start, when that is in its inbox already.</param>
    private InstanceRuntime Adopt(UnfinishedInstance row, Message? start)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var isPending = row.Status == Client.OrchestrationRuntimeStatus.Pending;
        var instance = new InstanceRuntime(row.Rid, row.Id, isPending && row.StartAt > now ? row.StartAt : null) { IsPending = isPending };
        _instances.Add(instance);
        if (isPending)
        {
            Turns.TryPut(instance, start ?? new Message(new ExecutionStartedEvent(HistoryEvent.NoId, now, row.Name, row.Version, row.Input)));
        }
        else
        {
            instance.MarkStarted();
        }

        if (instance.StartAt is { } startAt)
        {
            Timers.Add(new DueTimer(startAt, instance, DueTimer.Start));
        }

        return instance;
    }

    private void Recover()
    {
        var left = UnfinishedWork.Read(_reader);
        var starts = left.Inbox.Where(item => item.Event is ExecutionStartedEvent).ToDictionary(item => item.Rid, item => new Message(item.Event, item.Seq));
        var byRid = left.Instances.ToDictionary(row => row.Rid, row => Adopt(row, starts.GetValueOrDefault(row.Rid)));
        foreach (var (rid, seq, historyEvent) in left.Inbox)
        {
            var instance = byRid[rid];
            var message = new Message(historyEvent, seq);
            switch (historyEvent)
            {
                case ExecutionStartedEvent when instance.IsPending:
                    break;
                case ExecutionTerminatedEvent:
                    Turns.TryPutFirst(instance, message);
                    break;
                default:
                    Turns.TryPut(instance, message);
                    break;
            }
        }

        foreach (var (rid, id, due) in left.Timers)
        {
            Timers.Add(new DueTimer(due, byRid[rid], id));
        }

        foreach (var row in left.Instances.Where(row => row.OpenActivities > 0))
        {
            RunAgain(byRid[row.Rid]);
        }

        Log.Opened(_logger, _file.Path, _file.Generation, left.Instances.Count, left.Timers.Count);
    }

    private void RunAgain(InstanceRuntime instance)
    {
        try
        {
            foreach (var task in HistoryScan.UnfinishedActivities(_reader.History(instance.Rid, instance.Id)))
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
        if (timer.Id == DueTimer.Start)
        {
            Turns.Release(timer.Instance);
        }
        else
        {
            var now = _time.GetUtcNow().UtcDateTime;
            Turns.TryPut(timer.Instance, new Message(new TimerFiredEvent(HistoryEvent.NoId, now, timer.Due, timer.Id)));
        }
    }

    private void Stop(TaskHubException exception)
    {
        Fault = exception;
        Log.Faulted(_logger, exception);
        _instances.Abandon(exception);
    }
}
