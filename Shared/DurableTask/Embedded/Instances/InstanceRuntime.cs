using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>
/// An unfinished instance in memory: its waiting messages, and its session while that is warm. One turn at a time,
/// from taking the messages until its commit. One that only waits may leave memory; the next message brings it back.
/// </summary>
internal sealed class InstanceRuntime(long rid, string id, string? trace)
{
    private readonly Lock _gate = new();
    private List<Message> _inbox = [];
    private bool _hasTurn;
    private bool _hasLeft;

    public long Rid => rid;

    public string Id => id;

    /// <summary>The <c>traceparent</c> of whoever started it.</summary>
    public string? Trace => trace;

    /// <summary>Null while cold. Touched only inside a turn, or to evict between turns.</summary>
    public IOrchestrationSession? Session { get; set; }

    /// <summary>Acknowledgements of the warm session's last decisions, which it has not been fed yet.</summary>
    public IReadOnlyList<HistoryEvent> Unfed { get; set; } = [];

    /// <summary>The clock of the last turn: time never runs backwards for an instance.</summary>
    public DateTime LastTurn { get; set; }

    /// <summary>Activities that will bring their results here; while there are some, the instance stays in memory.</summary>
    public int OpenActivities { get; set; }

    /// <summary>How much of the file the session was fed: about as much as it can keep.</summary>
    public long FedBytes { get; set; }

    /// <param name="messages">What has come, in order.</param>
    /// <param name="isFirst">Whether it goes before everything else that waits.</param>
    /// <param name="needsTurn">Whether the caller must queue a turn.</param>
    /// <returns>False when the instance has finished, or has left memory.</returns>
    public bool TryPut(IReadOnlyList<Message> messages, bool isFirst, out bool needsTurn)
    {
        lock (_gate)
        {
            needsTurn = false;
            if (_hasLeft)
            {
                return false;
            }

            _inbox.InsertRange(isFirst ? 0 : _inbox.Count, messages);
            needsTurn = ClaimTurn();
            return true;
        }
    }

    /// <summary>
    /// The start of a new run, before everything else that waits. Results of tasks of the old run are dropped: the new
    /// one gives its tasks the same numbers.
    /// </summary>
    public void PutNextRun(IEnumerable<Message> start)
    {
        lock (_gate)
        {
            _inbox.RemoveAll(message => message.Event is TaskCompletedEvent or TaskFailedEvent or TimerFiredEvent);
            _inbox.InsertRange(0, start);
        }
    }

    public List<Message> TakeMessages()
    {
        lock (_gate)
        {
            var messages = _inbox;
            _inbox = [];
            return messages;
        }
    }

    /// <returns>Whether the caller must queue the next turn.</returns>
    public bool EndTurn()
    {
        lock (_gate)
        {
            _hasTurn = false;
            return ClaimTurn();
        }
    }

    public void DropSession()
    {
        Session = null;
        Unfed = [];
        FedBytes = 0;
    }

    /// <summary>It takes no more messages.</summary>
    /// <returns>Those that came too late.</returns>
    public List<Message> Leave()
    {
        lock (_gate)
        {
            _hasLeft = true;
            DropSession();
            var late = _inbox;
            _inbox = [];
            return late;
        }
    }

    /// <summary>Drops the session unless a turn is using it.</summary>
    /// <returns>Whether the instance has left memory altogether: nothing but the file needs to know it.</returns>
    public bool Evict()
    {
        lock (_gate)
        {
            if (_hasTurn)
            {
                return false;
            }

            DropSession();
            return _hasLeft = OpenActivities == 0 && _inbox.Count == 0;
        }
    }

    private bool ClaimTurn()
    {
        if (_hasTurn || _hasLeft || _inbox.Count == 0)
        {
            return false;
        }

        _hasTurn = true;
        return true;
    }
}
