using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Embedded.Instances;
using SocialWorkflows.DurableTask.Worker;
using SocialWorkflows.DurableTask.Worker.History;
using static SocialWorkflows.Tests.DurableTask.Worker.Replay;

namespace SocialWorkflows.Tests.DurableTask.Worker;

/// <summary>Plays a host that answers decisions in an order made from numbers, and keeps the history by turns.</summary>
internal sealed class RandomHost(IReadOnlyList<int> choices)
{
    private readonly List<HistoryEvent> _answers = [];
    private int _next;

    public List<HistoryEvent> Past { get; } = [];

    public double Now { get; private set; }

    /// <summary>The next turn's events: one to three answers, some of them events nobody asked for, some twice.</summary>
    public List<HistoryEvent> NextTurn()
    {
        var turn = new List<HistoryEvent>();
        for (var count = 1 + Choose(3); count > 0; count--)
        {
            var answer = _answers.Count == 0 || Choose(4) == 0 ? Raised($"E{Choose(2)}", $"\"{_next}\"") : Take();
            turn.Add(answer);
            if (Choose(8) == 0)
            {
                turn.Add(answer is EventRaisedEvent ? new GenericEvent(-1, Start, null) : answer);
            }
        }

        foreach (var fired in turn.OfType<TimerFiredEvent>())
        {
            Now = Math.Max(Now, (fired.FireAt - Start).TotalDays);
        }

        turn.Insert(0, Turn(Now));
        return turn;
    }

    public IReadOnlyList<HistoryEvent> Record(List<HistoryEvent> turn, OrchestratorResult result)
    {
        IReadOnlyList<HistoryEvent> acknowledgements = [.. HistoryScan.Acknowledgements(result.Actions, At(Now))];
        Past.AddRange(turn);
        Past.AddRange(acknowledgements);
        _answers.AddRange(acknowledgements.Select(Answer).OfType<HistoryEvent>());
        return acknowledgements;
    }

    private HistoryEvent? Answer(HistoryEvent acknowledged) => acknowledged switch
    {
        TaskScheduledEvent task when Choose(3) == 0 => Failed(task.EventId, $"failed {_next}"),
        TaskScheduledEvent task => Completed(task.EventId, $"\"done {_next}\""),
        TimerCreatedEvent timer => new TimerFiredEvent(-1, timer.FireAt, timer.FireAt, timer.EventId),
        _ => null,
    };

    private HistoryEvent Take()
    {
        var index = Choose(_answers.Count);
        var answer = _answers[index];
        _answers.RemoveAt(index);
        return answer;
    }

    private int Choose(int count) => (int)(Mix(choices.Count == 0 ? 0 : choices[_next % choices.Count], _next++) % (uint)count);

    /// <summary>Any fixed scrambling will do; HashCode differs from run to run, and a found failure must be found again.</summary>
    private static uint Mix(int choice, int position)
    {
        var x = ((uint)choice * 0x9E3779B1u) ^ ((uint)position * 0x85EBCA6Bu);
        x ^= x >> 15;
        x *= 0xC2B2AE35u;
        return x ^ (x >> 13);
    }
}
