using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.DurableTask.Embedded;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Task hub {Path} opened as generation {Generation}: {Instances} instances have something to do")]
    public static partial void Opened(ILogger logger, string path, long generation, int instances);

    [LoggerMessage(2, LogLevel.Information, "Task hub {Path} closed")]
    public static partial void Closed(ILogger logger, string path);

    [LoggerMessage(3, LogLevel.Critical, "The task hub has stopped writing; end this process and see to the cause")]
    public static partial void Faulted(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "Instance {InstanceId} ended as {Status}")]
    public static partial void Ended(ILogger logger, string instanceId, OrchestrationRuntimeStatus status);

    [LoggerMessage(5, LogLevel.Warning, "Instance {InstanceId} failed with {ErrorType}")]
    public static partial void InstanceFailed(ILogger logger, string instanceId, string errorType);

    [LoggerMessage(6, LogLevel.Warning, "Activity {Name} #{TaskId} of instance {InstanceId} failed")]
    public static partial void ActivityFailed(ILogger logger, Exception exception, string name, int taskId, string instanceId);

    [LoggerMessage(7, LogLevel.Information, "Event {EventName} for instance {InstanceId} ignored: the instance has finished")]
    public static partial void EventIgnored(ILogger logger, string eventName, string instanceId);

    [LoggerMessage(8, LogLevel.Information, "Termination of instance {InstanceId} ignored: it has finished, or does not exist")]
    public static partial void TerminationIgnored(ILogger logger, string instanceId);

    [LoggerMessage(9, LogLevel.Warning, "Event {EventName} from instance {Sender} dropped: there is no unfinished instance {InstanceId}")]
    public static partial void EventDropped(ILogger logger, string eventName, string sender, string instanceId);

    [LoggerMessage(11, LogLevel.Information, "What instance {Sender} had for instance {InstanceId} was dropped: that has finished, or does not exist")]
    public static partial void ResultDropped(ILogger logger, string sender, string instanceId);

    [LoggerMessage(12, LogLevel.Information, "Suspension or resumption of instance {InstanceId} ignored: it has finished")]
    public static partial void SuspensionIgnored(ILogger logger, string instanceId);

    [LoggerMessage(10, LogLevel.Error, "Instance {InstanceId} cannot take a turn; it is tried again at the next start")]
    public static partial void TurnBroken(ILogger logger, Exception exception, string instanceId);
}
