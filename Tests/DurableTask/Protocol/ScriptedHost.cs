using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Protocol;
using Kind = SocialWorkflows.DurableTask.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>Plays the host of one scripted instance: answers decisions in a random order and keeps the history.</summary>
internal sealed class ScriptedHost
{
    private const int EntityOperationCompleted = 25;
    private const int EntityOperationFailed = 26;
    private const int EntityLockGranted = 28;
    private const int ExecutionRewound = 30;

    private readonly Choices _choices;
    private readonly List<HistoryEvent> _answers = [];
    private readonly List<HistoryEvent> _past = [];
    private List<HistoryEvent> _turn;
    private IReadOnlyList<ScriptStep> _steps;
    private DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private int _step;
    private bool _isSuspended;

    public ScriptedHost(IReadOnlyList<ScriptStep> steps, IReadOnlyList<int> choices)
    {
        _choices = new Choices(choices);
        _steps = steps;
        _turn = Beginning(JsonSerializer.Serialize(_steps));
    }

    /// <summary>How often an event of each kind was in a history.</summary>
    public Dictionary<string, int> Kinds { get; } = [];

    /// <summary>The work item whose answer is awaited.</summary>
    public OrchestratorRequest Request => new() { InstanceId = "abc", PastEvents = { _past }, NewEvents = { _turn } };

    /// <summary>Whether the last answer ended the instance.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The same history with one earlier decision changed; null when there is none yet.</summary>
    public OrchestratorRequest? OtherHistory()
    {
        var request = Request.Clone();
        var decisions = request.PastEvents.Where(e => e.TaskScheduled is not null || e.TimerCreated is not null).ToList();
        if (decisions.Count == 0 || _isSuspended)
        {
            return null;
        }

        var changed = decisions[_choices.Next(decisions.Count)];
        if (changed.TaskScheduled is null)
        {
            changed.TaskScheduled = new() { Name = "A0" };
        }
        else if (_choices.Next(2) == 0)
        {
            changed.TaskScheduled.Name = "Other";
        }
        else
        {
            changed.TimerCreated = new() { FireAt = Timestamp.FromDateTime(_now) };
        }

        return request;
    }

    public void Take(OrchestratorResponse response)
    {
        _past.AddRange(_turn);
        _turn.ForEach(Count);
        if (response.CustomStatus is { } status)
        {
            _step = int.Parse(status, System.Globalization.CultureInfo.InvariantCulture);
        }

        var turn = _turn;
        foreach (var action in response.Actions)
        {
            Take(action);
        }

        if (!HasEnded && ReferenceEquals(turn, _turn))
        {
            _past.Add(At(new() { EventId = -1, OrchestratorCompleted = new() }));
            NextTurn();
        }
    }

    /// <summary>Writes a decision down, and what will become of it.</summary>
    private void Take(OrchestratorAction action)
    {
        var acknowledged = At(new() { EventId = action.Id });
        switch (action.OrchestratorActionTypeCase)
        {
            case Kind.ScheduleTask:
                acknowledged.TaskScheduled = new() { Name = action.ScheduleTask.Name };
                _answers.Add(AnswerTo(action.Id, action.ScheduleTask.Name));
                break;
            case Kind.CreateSubOrchestration:
                acknowledged.SubOrchestrationInstanceCreated = new() { Name = action.CreateSubOrchestration.Name, InstanceId = action.CreateSubOrchestration.InstanceId };
                _answers.Add(_choices.Next(3) == 0
                    ? new() { SubOrchestrationInstanceFailed = new() { TaskScheduledId = action.Id, FailureDetails = Failure() } }
                    : new() { SubOrchestrationInstanceCompleted = new() { TaskScheduledId = action.Id, Result = $"\"child {action.Id}\"" } });
                break;
            case Kind.CreateTimer:
                acknowledged.TimerCreated = new() { FireAt = action.CreateTimer.FireAt };
                _answers.Add(new() { TimerFired = new() { TimerId = action.Id, FireAt = action.CreateTimer.FireAt } });
                break;
            case Kind.SendEvent:
                acknowledged.EventSent = new() { Name = action.SendEvent.Name, InstanceId = action.SendEvent.Instance.InstanceId };
                break;
            case Kind.CompleteOrchestration when action.CompleteOrchestration.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew:
                Restart(action.CompleteOrchestration);
                return;
            default:
                HasEnded = true;
                return;
        }

        _past.Add(acknowledged);
        Count(acknowledged);
    }

    private void Count(HistoryEvent historyEvent)
    {
        var kind = historyEvent.EventTypeCase == HistoryEvent.EventTypeOneofCase.None ? "Unknown" : $"{historyEvent.EventTypeCase}";
        Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
    }

    private void Restart(CompleteOrchestrationAction again)
    {
        _past.Clear();
        _answers.Clear();
        _steps = JsonSerializer.Deserialize<List<ScriptStep>>(again.Result)!;
        _turn = [.. Beginning(again.Result), .. again.CarryoverEvents, At(new() { EventId = -1, OrchestratorCompleted = new() })];
    }

    private void NextTurn()
    {
        _turn = [];
        if (_isSuspended)
        {
            _turn.Add(_choices.Next(3) == 0 ? Resume() : _choices.Next(12) == 0 ? new() { ExecutionTerminated = new() { Input = "\"enough\"", Recurse = true } } : NextAnswer());
        }
        else if (_choices.Next(15) == 0)
        {
            _isSuspended = true;
            _turn.Add(new() { ExecutionSuspended = new() });
        }
        else if (_choices.Next(30) == 0)
        {
            _turn.Add(new() { ExecutionTerminated = new() { Input = "\"enough\"" } });
        }
        else
        {
            for (var count = _choices.Next(1, 4); count > 0; count--)
            {
                _turn.Add(NextAnswer());
                if (_choices.Next(8) == 0)
                {
                    _turn.Add(_turn[^1].EventRaised is null ? _turn[^1].Clone() : Noise());
                }
            }
        }

        foreach (var fired in _turn.Where(e => e.TimerFired is not null))
        {
            var due = fired.TimerFired.FireAt.ToDateTime();
            _now = due > _now ? due : _now;
        }

        _turn.Insert(0, new() { OrchestratorStarted = new() });
        _turn = [.. _turn.Select(At)];
        _turn.ForEach(e => e.EventId = -1);
    }

    /// <summary>What neither worker reacts to: kinds without a meaning for orchestrators, some of them not known here, and results nobody waits for.</summary>
    private HistoryEvent Noise() => _choices.Next(10) switch
    {
        0 => new() { HistoryState = new() },
        1 => new() { ContinueAsNew = new() { Input = "1" } },
        2 => new() { TaskCompleted = new() { TaskScheduledId = 9_999, Result = "\"nobody's\"" } },
        3 => new() { TimerFired = new() { TimerId = 9_999, FireAt = Timestamp.FromDateTime(_now) } },
        4 => new() { SubOrchestrationInstanceCompleted = new() { TaskScheduledId = 9_999 } },
        5 => Unknown(EntityOperationCompleted),
        6 => Unknown(EntityOperationFailed),
        7 => Unknown(EntityLockGranted),
        8 => Unknown(ExecutionRewound),
        _ => new() { GenericEvent = new() { Data = "\"noise\"" } },
    };

    /// <summary>An empty event of a kind that has no message here: it is kept as an unknown field.</summary>
    private static HistoryEvent Unknown(int field)
    {
        const int lengthDelimited = 2;
        var tag = (uint)((field << 3) | lengthDelimited);
        return HistoryEvent.Parser.ParseFrom([(byte)(tag | 0x80), (byte)(tag >> 7), 0]);
    }

    private HistoryEvent Resume()
    {
        _isSuspended = false;
        return new() { ExecutionResumed = new() };
    }

    private HistoryEvent NextAnswer()
    {
        // A suspended peer looks at the clock later than this worker, so time stands still for it.
        var ready = _answers.Where(answer => !_isSuspended || answer.TimerFired is null).ToList();
        if (_step < _steps.Count && _steps[_step].Op == "timeout" && _choices.Next(3) == 0)
        {
            return Raised(_steps[_step].Name!);
        }

        if (ready.Count == 0 || _choices.Next(4) == 0)
        {
            return Raised(_choices.Next(2) == 0 ? $"E{_choices.Next(2)}" : $"e{_choices.Next(2)}");
        }

        var taken = ready[_choices.Next(ready.Count)];
        _answers.Remove(taken);
        return taken;
    }

    private HistoryEvent Raised(string name) => new() { EventRaised = new() { Name = name, Input = $"\"{name} {_choices.Next(100)}\"" } };

    private HistoryEvent AnswerTo(int id, string name) => !name.StartsWith("ok", StringComparison.Ordinal) && _choices.Next(2) == 0
        ? new() { TaskFailed = new() { TaskScheduledId = id, FailureDetails = _choices.Next(4) == 0 ? null : Failure() } }
        : new() { TaskCompleted = new() { TaskScheduledId = id, Result = $"\"{name} {id}\"" } };

    private static TaskFailureDetails Failure() => new() { ErrorType = "System.IO.IOException", ErrorMessage = "broken" };

    private List<HistoryEvent> Beginning(string input)
    {
        var started = new ExecutionStartedEvent
        {
            Name = "Script",
            Version = "1.2",
            Input = input,
            OrchestrationInstance = new() { InstanceId = "abc", ExecutionId = "run" },
        };
        return [At(new() { EventId = -1, OrchestratorStarted = new() }), At(new() { EventId = -1, ExecutionStarted = started })];
    }

    private HistoryEvent At(HistoryEvent historyEvent)
    {
        historyEvent.Timestamp = Timestamp.FromDateTime(_now);
        return historyEvent;
    }
}
