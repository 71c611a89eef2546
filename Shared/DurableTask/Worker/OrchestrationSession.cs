using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker.History;
using SocialWorkflows.DurableTask.Worker.Replay;

namespace SocialWorkflows.DurableTask.Worker;

/// <summary>
/// The replay executor: feeds an instance's events to its orchestrator and collects what it decides. A pure function
/// of the events. A fresh session takes the whole history; a session kept warm takes only what is new, including the
/// acknowledgements of its own decisions. An exception out of <see cref="Process"/> makes it unusable, and says nothing
/// about the instance.
/// <c>onForeignWork</c> is called, on any thread, when something foreign that the orchestrator awaited has completed:
/// an empty turn would then end the instance with the reason.
/// </summary>
internal sealed class OrchestrationSession(
    string instanceId,
    DurableTaskRegistry registry,
    IServiceProvider services,
    DurableTaskWorkerOptions options,
    ILoggerFactory loggerFactory,
    Action? onForeignWork = null) : IOrchestrationSession
{
    private const string AwaitAfterContinueAsNew =
        "An orchestrator waited for an event after it had called ContinueAsNew, and events now belong to the next run. Return right after the call.";

    private readonly ReplayState _state = new(onForeignWork);
    private Task<object?>? _main;
    private bool _isCompleted;
    private IReadOnlyList<string> _childrenToTerminate = [];

    public ExecutionStartedEvent? Started { get; private set; }

    /// <exception cref="OrchestratorUnavailableException">This worker cannot run the instance now.</exception>
    public OrchestratorResult Process(IEnumerable<HistoryEvent> pastEvents, IEnumerable<HistoryEvent> newEvents)
    {
        using (_state.Thread.Enter())
        {
            try
            {
                Handle(pastEvents, isReplaying: true);
                _state.Open.ForgetCancelledTimers();
                Handle(newEvents, isReplaying: false);
                CompleteIfFinished();
            }
#pragma warning disable CA1031 // determinism errors, and what async void code throws past its task: the instance's outcome
            catch (Exception exception) when (exception is not (OutOfMemoryException or OrchestratorUnavailableException))
#pragma warning restore CA1031
            {
                Fail(exception);
            }
        }

        IReadOnlyList<OpenTimer> dead = _isCompleted ? [.. _state.Open.CancelledTimers, .. _state.Open.Timers] : _state.Open.CancelledTimers;
        return new(_state.Pending.All, _state.CustomStatus, dead, _state.Open.Activities)
        {
            IsSuspended = _state.Suspension.IsActive,
            ChildrenToTerminate = _childrenToTerminate,
        };
    }

    private void Handle(IEnumerable<HistoryEvent> events, bool isReplaying)
    {
        _state.IsReplaying = isReplaying;
        foreach (var historyEvent in events)
        {
            if (historyEvent is OrchestratorStartedEvent turn)
            {
                _state.CurrentUtcDateTime = DateTime.SpecifyKind(turn.Timestamp, DateTimeKind.Utc);
            }
            else
            {
                Take(historyEvent);
            }
        }
    }

    private void Take(HistoryEvent historyEvent)
    {
        if (!_isCompleted && !_state.Suspension.Keeps(historyEvent))
        {
            Handle(historyEvent);
            _state.Thread.Drain();
        }
    }

    private void Handle(HistoryEvent historyEvent)
    {
        switch (historyEvent)
        {
            case ExecutionStartedEvent started when _main is null:
                Start(started);
                break;
            case TaskScheduledEvent scheduled:
                _state.Pending.Acknowledge(scheduled);
                break;
            case SubOrchestrationInstanceCreatedEvent created:
                _state.Pending.Acknowledge(created);
                break;
            case TimerCreatedEvent { EventId: not TimerCreatedEvent.FakeTimerId } created:
                _state.Pending.Acknowledge(created);
                break;
            case EventSentEvent sent:
                _state.Pending.Acknowledge(sent);
                break;
            case TaskCompletedEvent completed:
                _state.Open.Complete(completed.TaskScheduledId, completed.Result);
                break;
            case TaskFailedEvent failed:
                _state.Open.Fail(failed.TaskScheduledId, failed.FailureDetails);
                break;
            case SubOrchestrationInstanceCompletedEvent completed when _state.Open.IsFrom(completed.InstanceId, completed.TaskScheduledId):
                _state.Open.Complete(completed.TaskScheduledId, completed.Result);
                break;
            case SubOrchestrationInstanceFailedEvent failed when _state.Open.IsFrom(failed.InstanceId, failed.TaskScheduledId):
                _state.Open.Fail(failed.TaskScheduledId, failed.FailureDetails);
                break;
            case TimerFiredEvent fired:
                _state.Open.Complete(fired.TimerId, result: null);
                break;
            case EventRaisedEvent raised when _state.NextRun is not null:
                _state.Events.Keep(raised);
                break;
            case EventRaisedEvent raised:
                _state.Events.Raise(raised);
                break;
            case ExecutionSuspendedEvent:
                _state.Suspension.Begin();
                _state.Pending.Stash();
                break;
            case ExecutionResumedEvent:
                _state.Pending.Unstash();
                foreach (var kept in _state.Suspension.End())
                {
                    Take(kept);
                }

                break;
            case ExecutionTerminatedEvent terminated:
                _childrenToTerminate = terminated.Recurse ? _state.Open.Children : [];
                _state.Suspension.End();
                _state.Pending.Clear();
                Complete(OrchestrationRuntimeStatus.Terminated, terminated.Input, failure: null);
                break;
        }
    }

    private void Start(ExecutionStartedEvent started)
    {
        Started = started;
        var orchestrator = OrchestratorFactory.Create(started, _state.IsReplaying, registry, services, options);
        _main = orchestrator is null
            ? Task.FromException<object?>(new InvalidOperationException($"No orchestrator named '{started.Name}' is registered."))
            : RunAsync(started, orchestrator);
    }

    private async Task<object?> RunAsync(ExecutionStartedEvent started, ITaskOrchestrator orchestrator)
    {
        var context = new ReplayContext(instanceId, started, _state, options, loggerFactory);
        return await orchestrator.RunAsync(context, options.DataConverter.Deserialize(started.Input, orchestrator.InputType));
    }

    /// <summary>As the Microsoft worker, an instance with open tasks or timers is not finished yet, nor is a suspended one.</summary>
    private void CompleteIfFinished()
    {
        if (_isCompleted || _main is null || _state.Suspension.IsActive)
        {
            return;
        }

        if (_state.Thread.SawForeignWork || IsStuck(_main))
        {
            Fail(new InvalidOperationException(_state.NextRun is null || _state.Thread.SawForeignWork ? ForeignAwait.Message : AwaitAfterContinueAsNew));
        }
        else if (_main.IsCompleted && _state.Open.Count == 0)
        {
            Complete(_main);
        }
    }

    private bool IsStuck(Task main) =>
        !main.IsCompleted && _state.Open.Count == 0 && (!_state.Events.HasWaiters || _state.NextRun is not null);

    private void Complete(Task<object?> main)
    {
        try
        {
#pragma warning disable CA1849, MA0042 // completed already: this only reads the result
            var result = options.DataConverter.Serialize(main.GetAwaiter().GetResult());
#pragma warning restore CA1849, MA0042
            if (_state.NextRun is { } next)
            {
                Complete(OrchestrationRuntimeStatus.ContinuedAsNew, next.Input, failure: null, _state.Events.Unprocessed);
            }
            else
            {
                Complete(OrchestrationRuntimeStatus.Completed, result, failure: null);
            }
        }
#pragma warning disable CA1031 // whatever orchestrator code throws is the instance's outcome
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Complete(OrchestrationRuntimeStatus.Failed, exception.Message, TaskFailureDetails.FromException(exception));
        }
    }

    /// <summary>The worker's own verdict: what the code decided in this turn is not to be trusted, so it is dropped.</summary>
    private void Fail(Exception exception)
    {
        _state.Pending.Clear();
        Complete(OrchestrationRuntimeStatus.Failed, exception.Message, TaskFailureDetails.FromException(exception));
    }

    private void Complete(
        OrchestrationRuntimeStatus status, string? result, TaskFailureDetails? failure, IReadOnlyList<EventRaisedEvent>? carryover = null)
    {
        _isCompleted = true;
        _state.Pending.Add(new CompleteOrchestrationAction(_state.Pending.TakeId(), status, result, failure) { CarryoverEvents = carryover ?? [] });
    }
}
