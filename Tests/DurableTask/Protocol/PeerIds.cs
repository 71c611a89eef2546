using SocialWorkflows.DurableTask.Protocol;
using Kind = SocialWorkflows.DurableTask.Protocol.HistoryEvent.EventTypeOneofCase;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>Moves sequence numbers: Microsoft's .NET worker, and ours, counts from 0, its JavaScript worker from 1.</summary>
internal static class PeerIds
{
    public static OrchestratorRequest Shift(OrchestratorRequest request, int by)
    {
        var shifted = request.Clone();
        foreach (var historyEvent in shifted.PastEvents.Concat(shifted.NewEvents))
        {
            Shift(historyEvent, by);
        }

        return shifted;
    }

    public static OrchestratorResponse Shift(OrchestratorResponse response, int by)
    {
        var shifted = response.Clone();
        foreach (var action in shifted.Actions)
        {
            action.Id += by;
        }

        return shifted;
    }

    private static void Shift(HistoryEvent historyEvent, int by)
    {
        switch (historyEvent.EventTypeCase)
        {
            case Kind.TaskScheduled or Kind.TimerCreated or Kind.SubOrchestrationInstanceCreated or Kind.EventSent when historyEvent.EventId >= 0:
                historyEvent.EventId += by;
                break;
            case Kind.TaskCompleted:
                historyEvent.TaskCompleted.TaskScheduledId += by;
                break;
            case Kind.TaskFailed:
                historyEvent.TaskFailed.TaskScheduledId += by;
                break;
            case Kind.SubOrchestrationInstanceCompleted:
                historyEvent.SubOrchestrationInstanceCompleted.TaskScheduledId += by;
                break;
            case Kind.SubOrchestrationInstanceFailed:
                historyEvent.SubOrchestrationInstanceFailed.TaskScheduledId += by;
                break;
            case Kind.TimerFired when historyEvent.TimerFired.TimerId >= 0:
                historyEvent.TimerFired.TimerId += by;
                break;
        }
    }
}
