using SocialWorkflows.Connectors.AzureStorage.Cases;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>Opens the account before anything else starts, so that a wrong one ends the start with its reason.</summary>
internal sealed class StoreOpening(AzureCaseStore store, SecretKeys keys) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => store.OpenAsync(CaseStores.Fingerprint(keys), cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
