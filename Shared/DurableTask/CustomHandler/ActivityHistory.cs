using Google.Protobuf;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>Takes our envelopes out of a history before it is replayed, and puts calls into them after.</summary>
internal static class ActivityHistory
{
    /// <summary>Bytes that are no request are returned as they are: the replay worker says what is wrong with them.</summary>
    public static byte[] Unwrap(byte[] bytes)
    {
        OrchestratorRequest request;
        try
        {
            request = OrchestratorRequest.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return bytes;
        }

        var changed = false;
        foreach (var historyEvent in request.PastEvents.Concat(request.NewEvents))
        {
            changed |= Unwrap(historyEvent);
        }

        return changed ? request.ToByteArray() : bytes;
    }

    public static OrchestratorResponse WrapCalls(OrchestratorResponse response)
    {
        foreach (var task in response.Actions.Select(action => action.ScheduleTask).OfType<ScheduleTaskAction>())
        {
            task.Input = ActivityWire.WriteCall(new ActivityCall(response.InstanceId, task.Input));
        }

        return response;
    }

    private static bool Unwrap(HistoryEvent historyEvent)
    {
        if (historyEvent.TaskFailed is { } failed)
        {
            return TryUnwrap(failed);
        }

        if (historyEvent.TaskCompleted is not { } completed || !ActivityWire.TryReadOutcome(completed.Result, out var result, out var failure))
        {
            return false;
        }

        if (failure is null)
        {
            completed.Result = result;
        }
        else
        {
            historyEvent.TaskFailed = new TaskFailedEvent { TaskScheduledId = completed.TaskScheduledId, FailureDetails = ProtocolFailures.Write(failure) };
        }

        return true;
    }

    private static bool TryUnwrap(TaskFailedEvent failed)
    {
        if (!ActivityReason.TryRead(failed.FailureDetails?.InnerFailure?.ErrorMessage, out var told))
        {
            return false;
        }

        failed.FailureDetails = ProtocolFailures.Write(told);
        return true;
    }
}
