using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>
/// Gives instances their turns, in the order they asked. A turn takes all waiting messages, runs the orchestrator,
/// and goes to the writer as one write: results, decisions, timers and status are durable together.
/// </summary>
internal sealed class TurnRunner(
    DurableTaskRegistry registry,
    IServiceProvider services,
    EmbeddedTaskHubOptions options,
    TimeProvider time,
    ILoggerFactory loggerFactory,
    HubReader reader,
    Backlog backlog,
    InstanceTable instances,
    Action<Turn> commit)
{
    private readonly Channel<InstanceRuntime> _queue = Channel.CreateUnbounded<InstanceRuntime>();
    private readonly ILogger _logger = loggerFactory.CreateLogger<EmbeddedTaskHub>();
    private readonly WarmSessions _warm = new(options.MaxWarmBytes, instance =>
    {
        if (instance.Evict())
        {
            instances.Remove(instance);
        }
    });
    private Task _workers = Task.CompletedTask;

    /// <summary>The estimate of what all sessions take in memory.</summary>
    public long WarmBytes => _warm.Bytes;

    public void Start() => _workers = Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentOrchestrations).Select(_ => Task.Run(RunAsync)));

    public Task StopAsync()
    {
        _queue.Writer.TryComplete();
        return _workers;
    }

    /// <param name="instance">Who gets them.</param>
    /// <param name="messages">In order.</param>
    /// <param name="isFirst">Whether they go before everything else that waits.</param>
    /// <returns>False when the instance has finished, or has left memory.</returns>
    public bool TryPut(InstanceRuntime instance, IReadOnlyList<Message> messages, bool isFirst = false)
    {
        var isTaken = instance.TryPut(messages, isFirst, out var needsTurn);
        if (needsTurn)
        {
            Queue(instance);
        }

        return isTaken;
    }

    /// <summary>After the commit: the instance may take its next turn.</summary>
    public void Ended(InstanceRuntime instance)
    {
        var needsTurn = instance.EndTurn();
        _warm.Used(instance);
        if (needsTurn)
        {
            Queue(instance);
        }

        backlog.End();
    }

    /// <summary>After the commit: the instance begins its next run.</summary>
    public void Restarted(InstanceRuntime instance, IEnumerable<Message> start)
    {
        instance.DropSession();
        instance.PutNextRun(start);
        Ended(instance);
    }

    public void Finished(InstanceRuntime instance)
    {
        _warm.Forget(instance);
        backlog.End();
    }

    /// <summary>
    /// The turn came to nothing: whoever waits for it is told, and the instance leaves memory. It is read again from the
    /// file when something else happens to it, or at the next start.
    /// </summary>
    public void Broken(InstanceRuntime instance, IEnumerable<Message> messages, TaskHubException exception)
    {
        instances.Remove(instance);
        foreach (var message in messages.Concat(instance.Leave()))
        {
            message.Acknowledge?.TrySetException(exception);
        }

        Finished(instance);
    }

    private void Queue(InstanceRuntime instance)
    {
        backlog.Begin();
        if (!_queue.Writer.TryWrite(instance))
        {
            var stopped = new TaskHubException("The task hub has stopped.");
            instance.TakeMessages().ForEach(message => message.Acknowledge?.TrySetException(stopped));
            backlog.End();
        }
    }

    private async Task RunAsync()
    {
        await foreach (var instance in _queue.Reader.ReadAllAsync())
        {
            var messages = instance.TakeMessages();
            try
            {
                commit(Take(instance, messages));
            }
#pragma warning disable CA1031 // one instance that cannot be run must not stop the others
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.TurnBroken(_logger, exception, instance.Id);
                var reason = exception as TaskHubException
                    ?? new TaskHubException($"Instance '{instance.Id}' could not take a turn: {exception.Message}", exception);
                Broken(instance, messages, reason);
            }
        }
    }

    private Turn Take(InstanceRuntime instance, List<Message> messages)
    {
        var past = instance.Unfed;
        if (instance.Session is not { } session)
        {
            past = reader.History(instance.Rid, instance.Id, out var bytes);
            instance.FedBytes = bytes;
            instance.LastTurn = HistoryScan.LastTurn(past);
            session = options.Sessions?.Invoke(instance.Id)
                ?? new OrchestrationSession(instance.Id, registry, services, options.Worker, loggerFactory, () => Wake(instance));
        }

        var now = time.GetUtcNow().UtcDateTime;
        var at = now > instance.LastTurn ? now : instance.LastTurn;
        List<HistoryEvent> events = [new OrchestratorStartedEvent(HistoryEvent.NoId, at), .. messages.Select(m => m.Event).OfType<HistoryEvent>()];
        instance.Session = null;
        var result = session.Process(past, events);
        instance.Session = session;
        instance.Unfed = [.. HistoryScan.Acknowledgements(result.Actions, at)];
        instance.LastTurn = at;
        events.AddRange(instance.Unfed);
        if (result.Completion is { } end)
        {
            events.Add(new ExecutionCompletedEvent(end.Id, at, end.Status, end.Result, end.FailureDetails));
        }

        return new Turn(instance, messages, result, events, at, session.Started ?? events.OfType<ExecutionStartedEvent>().FirstOrDefault());
    }

    private void Wake(InstanceRuntime instance) => TryPut(instance, [new Message(Event: null)]);
}
