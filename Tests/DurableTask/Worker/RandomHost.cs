using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Embedded.Instances;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

/// <summary>
/// Plays a host that answers decisions in an order made from numbers, and keeps the history by turns. It suspends and resumes, ends,
/// delivers twice, lets its own timer fire, and begins the next run of what continues as new.
/// </summary>
internal sealed class RandomHost
{
    private static readonly string?[] Versions = [null, "1.2", "2.0"];

    private readonly Choices _choices;
    private readonly string? _version;
    private readonly List<HistoryEvent> _answers = [];
    private bool _isSuspended;

    public RandomHost(IReadOnlyList<int> choices)
    {
        _choices = new Choices(choices);
        _version = Versions[_choices.Next(Versions.Length)];
    }

    public List<HistoryEvent> Past { get; } = [];

    public double Now { get; private set; }

    /// <summary>What has happened so far, by its kind.</summary>
    public Dictionary<string, int> Kinds { get; } = [];

    public List<HistoryEvent> FirstTurn() => Count([Turn(), Started("0") with { Version = _version }]);

    /// <summary>The next turn's events: one to three answers, some of them events nobody asked for, some twice.</summary>
    public List<HistoryEvent> NextTurn()
    {
        var turn = new List<HistoryEvent>();
        for (var count = 1 + _choices.Next(3); count > 0; count--)
        {
            turn.AddRange(Next());
        }

        foreach (var fired in turn.OfType<TimerFiredEvent>())
        {
            Now = Math.Max(Now, (fired.FireAt - Start).TotalDays);
        }

        turn.Insert(0, Turn(Now));
        return Count(turn);
    }

    /// <summary>The first turn of the next run, as the host gives it: with the end of the turn among its events.</summary>
    public List<HistoryEvent> NextRun(CompleteOrchestrationAction again)
    {
        Past.Clear();
        _answers.Clear();
        return Count([Turn(Now), Started(again.Result) with { Version = _version }, .. again.CarryoverEvents, new OrchestratorCompletedEvent(-1, At(Now))]);
    }

    public IReadOnlyList<HistoryEvent> Record(List<HistoryEvent> turn, OrchestratorResult result)
    {
        List<HistoryEvent> acknowledgements = [.. HistoryScan.Acknowledgements(result.Actions, At(Now))];
        Past.AddRange(turn);
        Past.AddRange(acknowledgements);
        Count(acknowledgements);
        _answers.AddRange(acknowledgements.Select(Answer).OfType<HistoryEvent>());
        return acknowledgements;
    }

    private IEnumerable<HistoryEvent> Next()
    {
        if (_isSuspended ? _choices.Next(3) == 0 : _choices.Next(14) == 0)
        {
            _isSuspended = !_isSuspended;
            return [_isSuspended ? Suspended() : Resumed()];
        }

        switch (_choices.Next(60))
        {
            case 0:
                return [Terminated()];
            case 1:
                var due = At(Now);
                return [new TimerCreatedEvent(TimerCreatedEvent.FakeTimerId, due, due), new TimerFiredEvent(-1, due, due, TimerCreatedEvent.FakeTimerId)];
        }

        var answer = _answers.Count == 0 || _choices.Next(4) == 0 ? Raised($"E{_choices.Next(2)}", $"\"{_choices.Made}\"") : Take();
        return _choices.Next(8) != 0 ? [answer]
            : answer is EventRaisedEvent ? [answer, new GenericEvent(-1, Start, null)]
            : [answer, answer];
    }

    private HistoryEvent? Answer(HistoryEvent acknowledged) => acknowledged switch
    {
        TaskScheduledEvent task when _choices.Next(3) == 0 => _choices.Next(4) == 0 ? new TaskFailedEvent(-1, Start, task.EventId, FailureDetails: null) : Failed(task.EventId, $"failed {_choices.Made}"),
        TaskScheduledEvent task => Completed(task.EventId, $"\"done {_choices.Made}\""),
        SubOrchestrationInstanceCreatedEvent child when _choices.Next(3) == 0 => ChildFailed(child.EventId, $"failed {_choices.Made}"),
        SubOrchestrationInstanceCreatedEvent child => ChildCompleted(child.EventId, $"\"child {_choices.Made}\"") with { InstanceId = _choices.Next(2) == 0 ? child.InstanceId : null },
        TimerCreatedEvent timer => new TimerFiredEvent(-1, timer.FireAt, timer.FireAt, timer.EventId),
        _ => null,
    };

    private HistoryEvent Take()
    {
        var index = _choices.Next(_answers.Count);
        var answer = _answers[index];
        _answers.RemoveAt(index);
        return answer;
    }

    private List<HistoryEvent> Count(List<HistoryEvent> events)
    {
        foreach (var historyEvent in events)
        {
            var kind = historyEvent.GetType().Name;
            Kinds[kind] = Kinds.GetValueOrDefault(kind) + 1;
        }

        return events;
    }
}
