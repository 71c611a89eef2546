using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>
/// One installation on one task hub, asked in the hub itself, wherever it lies: an instance of a known id was started by the first installation. Two would
/// run each other's instances, and each would find cases that it does not have. <see cref="HubWatch"/> asks earlier, where the hub's account is known.
/// </summary>
internal sealed partial class HubOwnership(DurableTaskClient client, AzureCaseStore store, IHostApplicationLifetime lifetime, ILogger<HubOwnership> logger)
{
    /// <summary>Persisted, as is the input: the name of the installation's tables.</summary>
    public const string InstanceId = "installation";

    /// <summary>Ends an app whose hub is another's; what it has taken in lies in its own stores and goes on once it has a hub. A hub that does not answer is asked again.</summary>
    /// <returns>False when the hub is another's.</returns>
    public async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        try
        {
            return await ClaimAsync(cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotAsked(problem);
            return true;
        }
    }

    private async Task<bool> ClaimAsync(CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(InstanceId, getInputsAndOutputs: true, cancellation) is { } claim)
        {
            return IsOurs(claim.ReadInputAs<string>());
        }

        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                FunctionNames.HoldHub, store.Name, new StartOrchestrationOptions(InstanceId).WithDedupeStatuses(Enum.GetValues<OrchestrationRuntimeStatus>()), cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            LogRaced();
            return false;
        }

        return true;
    }

    private bool IsOurs(string? holder)
    {
        if (holder == store.Name)
        {
            return true;
        }

        LogForeign(holder, store.Name, InstanceId);
        lifetime.StopApplication();
        return false;
    }

    [LoggerMessage(LogLevel.Critical, "The task hub works for the cases in {Holder}, and this app for those in {Own}: the app ends. Give each installation a hub of its own (extensions.durableTask.hubName). "
        + "When the other is gone for good, as after a restore into a new account, purge the instance '{InstanceId}' of the hub.")]
    private partial void LogForeign(string? holder, string own, string instanceId);

    [LoggerMessage(LogLevel.Warning, "The task hub could not be asked whose it is; the next round asks again.")]
    private partial void LogNotAsked(Exception problem);

    [LoggerMessage(LogLevel.Information, "Somebody else has just said whose the task hub is; the next round looks.")]
    private partial void LogRaced();
}
