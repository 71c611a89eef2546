namespace SocialWorkflows.Functions.Synthetic;

/// <summary>Opens the authority behind the stores and before anything is taken in.</summary>
internal sealed class SyntheticOpening(SyntheticKeys keys, SyntheticOptions options) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => options.IsOn ? keys.OpenAsync(cancellationToken) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
