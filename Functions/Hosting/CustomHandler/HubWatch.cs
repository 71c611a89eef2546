using SocialWorkflows.Connectors.AzureStorage.Cases;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>One installation on one task hub, asked at the start.</summary>
internal sealed class HubWatch(AzureCaseStore store, HubAccount hub) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => store.HoldHubAsync(hub.Account, hub.Hub, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
