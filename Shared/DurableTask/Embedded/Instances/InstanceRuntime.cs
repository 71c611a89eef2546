using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>
/// An unfinished instance in memory: its waiting messages, and its session while that is warm. One turn at a time,
/// from taking the messages until its commit.
/// </summary>
/// <param name="startAt">When it waits for its start instant, that instant.</param>
internal sealed class InstanceRuntime(long rid, string id, DateTime? startAt)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Message> _inbox = [];
    private bool _isHeld = startAt is not null;
    private bool _hasTurn;
    private bool _isFinished;

    public long Rid => rid;

    public string Id => id;

    /// <summary>Whether it had not taken its first turn when it came into memory.</summary>
    public bool IsPending { get; init; }

    public DateTime? StartAt => startAt;

    public Task Started => _started.Task;

    public Task Finished => _finished.Task;

    /// <summary>Null while cold. Touched only inside a turn, or to evict between turns.</summary>
    public IOrchestrationSession? Session { get; set; }

    /// <summary>Acknowledgements of the warm session's last decisions, which it has not been fed yet.</summary>
    public IReadOnlyList<HistoryEvent> Unfed { get; set; } = [];

    /// <summary>The clock of the last turn: time never runs backwards for an instance.</summary>
    public DateTime LastTurn { get; set; }

    /// <summary>Whether it waits for its start instant.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_gate)
            {
                return _isHeld;
            }
        }
    }

    /// <param name="needsTurn">Whether the caller must queue a turn.</param>
    /// <returns>False when the instance has finished.</returns>
    public bool TryPut(Message message, out bool needsTurn)
    {
        lock (_gate)
        {
            needsTurn = false;
            if (_isFinished)
            {
                return false;
            }

            _inbox.Add(message);
            needsTurn = ClaimTurn();
            return true;
        }
    }

    /// <summary>As <see cref="TryPut"/>, but before everything else that waits, and without waiting for the start instant.</summary>
    public bool TryPutFirst(Message message, out bool needsTurn)
    {
        lock (_gate)
        {
            needsTurn = false;
            if (_isFinished)
            {
                return false;
            }

            _isHeld = false;
            _inbox.Insert(0, message);
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

    /// <summary>The start instant has come.</summary>
    /// <returns>Whether the caller must queue a turn.</returns>
    public bool Release()
    {
        lock (_gate)
        {
            _isHeld = false;
            return ClaimTurn();
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

    public void MarkStarted() => _started.TrySetResult();

    /// <returns>Messages that came too late.</returns>
    public List<Message> Finish()
    {
        List<Message> late;
        lock (_gate)
        {
            _isFinished = true;
            (late, _inbox) = (_inbox, []);
        }

        _started.TrySetResult();
        _finished.TrySetResult();
        return late;
    }

    public void Abandon(TaskHubException exception)
    {
        _started.TrySetException(exception);
        _finished.TrySetException(exception);
        _ = _started.Task.Exception;
        _ = _finished.Task.Exception;
    }

    /// <summary>Drops the session unless a turn is using it.</summary>
    public void Evict()
    {
        lock (_gate)
        {
            if (!_hasTurn)
            {
                Session = null;
                Unfed = [];
            }
        }
    }

    private bool ClaimTurn()
    {
        if (_hasTurn || _isHeld || _isFinished || _inbox.Count == 0)
        {
            return false;
        }

        _hasTurn = true;
        return true;
    }
}
