using System.Diagnostics.CodeAnalysis;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Worker.Replay;

/// <summary>
/// Decisions not yet acknowledged by the history, in the order they were made. An acknowledgement that does not fit is
/// a determinism error: protocol §6.9. Inputs, versions and instants are not compared.
/// </summary>
internal sealed class PendingActions
{
    private readonly SortedDictionary<int, OrchestratorAction> _actions = [];
    private readonly List<OrchestratorAction> _stash = [];
    private int _nextId;

    public IReadOnlyList<OrchestratorAction> All => [.. _actions.Values];

    public int TakeId() => _nextId++;

    public void Add(OrchestratorAction action) => _actions.Add(action.Id, action);

    public void Clear()
    {
        _actions.Clear();
        _stash.Clear();
    }

    /// <summary>Takes decisions back until <see cref="Unstash"/>: a suspended instance takes no steps.</summary>
    public void Stash()
    {
        _stash.AddRange(_actions.Values);
        _actions.Clear();
    }

    public void Unstash()
    {
        _stash.ForEach(Add);
        _stash.Clear();
    }

    public void Acknowledge(TaskScheduledEvent scheduled)
    {
        var what = $"scheduled an activity task with sequence ID {scheduled.EventId} and name '{scheduled.Name}' (version '{scheduled.Version}')";
        if (!_actions.Remove(scheduled.EventId, out var action))
        {
            throw Unexpected(what, ",");
        }

        if (action is not ScheduleTaskAction task)
        {
            throw OtherKind(what, action);
        }

        if (!string.Equals(task.Name, scheduled.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw Error(
                $"scheduled an activity task with sequence ID {scheduled.EventId} named '{scheduled.Name}', "
                + $"but the current orchestration replay instead scheduled an activity task named '{task.Name}' with this sequence number.");
        }
    }

    public void Acknowledge(SubOrchestrationInstanceCreatedEvent created)
    {
        var what = $"scheduled a sub-orchestration task with sequence ID {created.EventId} and name '{created.Name}' "
            + $"(version '{created.Version}', instance ID '{created.InstanceId}')";
        if (!_actions.Remove(created.EventId, out var action))
        {
            throw Unexpected(what, ",");
        }

        if (action is not CreateSubOrchestrationAction child)
        {
            throw OtherKind(what, action);
        }

        if (!string.Equals(child.Name, created.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw Error(
                $"scheduled a sub-orchestration task with sequence ID {created.EventId} named '{created.Name}', "
                + $"but the current orchestration replay instead scheduled a sub-orchestration task named '{child.Name}' with this sequence number.");
        }
    }

    public void Acknowledge(TimerCreatedEvent created)
    {
        var what = $"scheduled a timer task with sequence number {created.EventId}";
        if (!_actions.Remove(created.EventId, out var action))
        {
            throw Unexpected(what, string.Empty);
        }

        if (action is not CreateTimerAction)
        {
            throw OtherKind(what, action);
        }
    }

    public void Acknowledge(EventSentEvent sent)
    {
        var what = $"scheduled a send event task with sequence number {sent.EventId}, name '{sent.Name}', instance ID '{sent.InstanceId}'";
        if (!_actions.Remove(sent.EventId, out var action))
        {
            throw Unexpected(what, ",");
        }

        if (action is not SendEventAction)
        {
            throw OtherKind(what, action);
        }
    }

    private static NonDeterministicOrchestrationException Unexpected(string what, string comma) =>
        Error($"{what}{comma} but the current replay execution hasn't (yet?) scheduled this task.");

    private static NonDeterministicOrchestrationException OtherKind(string what, OrchestratorAction action) =>
        Error($"{what}, but the current orchestration replay instead produced a {action.Kind} action with this sequence number.");

    [SuppressMessage("Design", "CA1024", Justification = "an error, not a property")]
    private static NonDeterministicOrchestrationException Error(string text) => new(
        $"A previous execution of this orchestration {text} "
        + "Was a change made to the orchestrator code after this instance had already started running?");
}
