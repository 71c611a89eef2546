using System.Diagnostics;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.DurableTask;

/// <summary>
/// Spans of the task hub, named as Microsoft.DurableTask names its own: who started an instance, its run as a whole, each activity. They carry names and
/// ids, never inputs, results or messages of errors. An instance continues the trace of whoever started it, across restarts of the process.
/// </summary>
public static class DurableTaskTracing
{
    /// <summary>What a listener or exporter subscribes to.</summary>
    public const string SourceName = "SocialWorkflows.DurableTask";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The start of an instance; its <see cref="Activity.Id"/> is the <c>traceparent</c> that the instance goes on with.</summary>
    /// <returns>Null while nobody listens.</returns>
    internal static Activity? Creation(string name, string instanceId) => Named("create_orchestration", name, instanceId, ActivityKind.Producer, parent: null);

    /// <param name="parent">The <c>traceparent</c> of the instance or of the host's call (W3C Trace Context); null or unreadable means none.</param>
    internal static Activity? Call(string name, string instanceId, string? parent) => Named("activity", name, instanceId, ActivityKind.Server, parent);

    /// <summary>A finished instance, from the beginning of its last run to its end.</summary>
    internal static void Ended(string name, string instanceId, string? parent, DateTime startedAt, DateTime endedAt, OrchestrationRuntimeStatus status)
    {
        using var span = Named("orchestration", name, instanceId, ActivityKind.Server, parent, new DateTimeOffset(startedAt));
        span?.SetStatus(status == OrchestrationRuntimeStatus.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset)
            .SetTag("durabletask.task.status", status.ToString())
            .SetEndTime(endedAt);
    }

    /// <summary>Marks what failed by the type of its error.</summary>
    internal static void Fail(this Activity? span, TaskFailureDetails failure) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.ErrorType);

    private static Activity? Named(string type, string name, string instanceId, ActivityKind kind, string? parent, DateTimeOffset startedAt = default)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var context = ActivityContext.TryParse(parent, traceState: null, isRemote: true, out var read) ? read : default;
        return Source.StartActivity($"{type}:{name}", kind, context, startTime: startedAt)
            ?.SetTag("durabletask.type", type).SetTag("durabletask.task.name", name).SetTag("durabletask.task.instance_id", instanceId);
    }
}
