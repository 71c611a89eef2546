using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>Runs activities as the extension does: at least once, and with little left of a failure.</summary>
internal sealed class EmulatedActivities(EmulatedTaskHub hub)
{
    private int _scheduled;

    public void Schedule(EmulatedInstance instance, int execution, int id, ScheduleTaskAction task)
    {
        hub.Begin(() => RunAsync(instance, execution, id, task));
        if (hub.RepeatsEvery > 0 && ++_scheduled % hub.RepeatsEvery == 0)
        {
            hub.Begin(() => RunAsync(instance, execution, id, task));
        }
    }

    private async Task RunAsync(EmulatedInstance instance, int execution, int id, ScheduleTaskAction task)
    {
        var outcome = await CallAsync(instance, task);
        while (outcome.HostStopped)
        {
            outcome = await CallAsync(instance, task);
        }

        lock (hub.Gate)
        {
            if (instance.Execution == execution)
            {
                hub.Put(instance.Id, message => Fill(message, id, task.Name, outcome));
            }
        }
    }

    private async Task<HostOutcome> CallAsync(EmulatedInstance instance, ScheduleTaskAction task)
    {
        var input = HostWire.ActivityInput(task.Input);
        return hub.Host.Knows(task.Name)
            ? await hub.Host.InvokeAsync(task.Name, [("input", input)], [("instanceId", instance.Id), ("data", input)])
            : new HostOutcome(null, null);
    }

    private static void Fill(HistoryEvent message, int id, string name, HostOutcome outcome)
    {
        if (outcome.Result is { } result)
        {
            message.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = id, Result = HostWire.ActivityResult(result.ReturnValue) };
            return;
        }

        message.TaskFailed = new TaskFailedEvent
        {
            TaskScheduledId = id,

            // A function that the host does not know has no details at all.
            FailureDetails = outcome.Failure is null ? null : new TaskFailureDetails
            {
                ErrorType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException",
                ErrorMessage = $"Exception while executing function: Functions.{name}",
                InnerFailure = new TaskFailureDetails { ErrorType = "System.Net.Http.HttpRequestException", ErrorMessage = outcome.Failure },
            },
        };
    }
}
