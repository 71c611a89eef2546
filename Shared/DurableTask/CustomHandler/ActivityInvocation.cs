using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <param name="Text">The outcome in its envelope.</param>
/// <param name="Reason">Why it failed, as the reason phrase of an error answer; null when it did not, or when the host is not to know.</param>
public sealed record ActivityAnswer(string Text, string? Reason = null);

/// <summary>Runs an activity for the host, in a service scope of its own. Whatever happens in it is an answer.</summary>
public sealed partial class ActivityInvocation(
    DurableTaskRegistry registry,
    IServiceScopeFactory scopes,
    DurableTaskWorkerOptions options,
    IOptions<ActivityFailureOptions> failures,
    ILogger<ActivityInvocation> logger)
{
    /// <param name="name">The activity's name.</param>
    /// <param name="json">What the host gave it.</param>
    /// <param name="traceParent">The <c>traceparent</c> of the host's call, when it came with one.</param>
    /// <param name="stopping">Cancelled when this process stops.</param>
    public async Task<ActivityAnswer> RunAsync(string name, string? json, string? traceParent, CancellationToken stopping)
    {
        var call = ActivityWire.ReadCall(json);
        using var span = DurableTaskTracing.Call(name, call.InstanceId, traceParent);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (!registry.TryCreateActivity(name, scope.ServiceProvider, out var activity))
            {
                return Refuse(new InvalidOperationException($"No activity named '{name}' is registered."));
            }

            var input = options.DataConverter.Deserialize(call.Input, activity.InputType);
            var result = await activity.RunAsync(new Context(name, call.InstanceId, stopping), input);
            return new ActivityAnswer(ActivityWire.WriteResult(options.DataConverter.Serialize(result)));
        }
#pragma warning disable CA1031 // whatever an activity throws is its outcome
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(exception, name, call.InstanceId);
            var failure = TaskFailureDetails.FromException(exception);
            span.Fail(failure);
            return Failed(failure);
        }
    }

    /// <summary>The answer to a call that would fail the same way every time.</summary>
    public ActivityAnswer Refuse(Exception reason) => Failed(TaskFailureDetails.FromException(reason) with { IsNonRetriable = true });

    private ActivityAnswer Failed(TaskFailureDetails failure) =>
        new(ActivityWire.WriteFailure(failure), failures.Value.ShowToHost ? ActivityReason.Write(failure) : null);

    [LoggerMessage(LogLevel.Warning, "Activity {Name} of instance {InstanceId} failed")]
    private partial void LogFailed(Exception exception, string name, string instanceId);

    private sealed class Context(string name, string instanceId, CancellationToken stopping) : TaskActivityContext
    {
        public override TaskName Name => name;

        public override string InstanceId => instanceId;

        public override CancellationToken CancellationToken => stopping;
    }
}
