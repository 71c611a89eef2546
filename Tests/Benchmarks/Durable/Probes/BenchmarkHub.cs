using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

/// <summary>The embedded hub as the product runs it, on the machine's clock, with the workloads registered.</summary>
internal sealed class BenchmarkHub : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private BenchmarkHub(string file, Action<EmbeddedTaskHubOptions>? configure)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(TimeProvider.System);
        services.AddEmbeddedTaskHub(
            options =>
            {
                options.DatabasePath = file;
                configure?.Invoke(options);
            },
            Workloads.Register);
        _services = services.BuildServiceProvider();
    }

    public Workloads Workloads { get; } = new();

    public DurableTaskClient Client => _services.GetRequiredService<DurableTaskClient>();

    public EmbeddedTaskHub Hub => _services.GetRequiredService<EmbeddedTaskHub>();

    public static async Task<BenchmarkHub> StartAsync(string file, Action<EmbeddedTaskHubOptions>? configure = null)
    {
        var hub = new BenchmarkHub(file, configure);
        foreach (var service in hub._services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return hub;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
