using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>Runs an activity for the host, in a service scope of its own. Whatever happens in it is an answer.</summary>
public sealed partial class ActivityInvocation(
    DurableTaskRegistry registry, IServiceScopeFactory scopes, DurableTaskWorkerOptions options, ILogger<ActivityInvocation> logger)
{
    /// <param name="name">The activity's name.</param>
    /// <param name="json">What the host gave it.</param>
    /// <param name="stopping">Cancelled when this process stops.</param>
    /// <returns>The text to return to the host.</returns>
    public async Task<string> RunAsync(string name, string? json, CancellationToken stopping)
    {
        var call = ActivityWire.ReadCall(json);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (!registry.TryCreateActivity(name, scope.ServiceProvider, out var activity))
            {
                return Refuse(new InvalidOperationException($"No activity named '{name}' is registered."));
            }

            var input = options.DataConverter.Deserialize(call.Input, activity.InputType);
            var result = await activity.RunAsync(new Context(name, call.InstanceId, stopping), input);
            return ActivityWire.WriteResult(options.DataConverter.Serialize(result));
        }
#pragma warning disable CA1031 // whatever an activity throws is its outcome
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(exception, name, call.InstanceId);
            return ActivityWire.WriteFailure(TaskFailureDetails.FromException(exception));
        }
    }

    /// <summary>The answer to a call that would fail the same way every time.</summary>
    public static string Refuse(Exception reason) =>
        ActivityWire.WriteFailure(TaskFailureDetails.FromException(reason) with { IsNonRetriable = true });

    [LoggerMessage(LogLevel.Warning, "Activity {Name} of instance {InstanceId} failed")]
    private partial void LogFailed(Exception exception, string name, string instanceId);

    private sealed class Context(string name, string instanceId, CancellationToken stopping) : TaskActivityContext
    {
        public override TaskName Name => name;

        public override string InstanceId => instanceId;

        public override CancellationToken CancellationToken => stopping;
    }
}
