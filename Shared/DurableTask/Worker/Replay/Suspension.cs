using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Worker.Replay;

/// <summary>What happens to an instance while it is suspended, kept in order for its resumption.</summary>
internal sealed class Suspension
{
    private readonly Queue<HistoryEvent> _kept = new();

    public bool IsActive { get; private set; }

    public void Begin() => IsActive = true;

    /// <returns>Whether the event has to wait.</returns>
    public bool Keeps(HistoryEvent historyEvent)
    {
        if (!IsActive || historyEvent is ExecutionResumedEvent or ExecutionTerminatedEvent)
        {
            return false;
        }

        if (historyEvent is not ExecutionSuspendedEvent)
        {
            _kept.Enqueue(historyEvent);
        }

        return true;
    }

    public IReadOnlyList<HistoryEvent> End()
    {
        IsActive = false;
        HistoryEvent[] kept = [.. _kept];
        _kept.Clear();
        return kept;
    }
}
