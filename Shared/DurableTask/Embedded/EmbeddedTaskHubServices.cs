using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.DurableTask.Embedded;

public static class EmbeddedTaskHubServices
{
    /// <summary>
    /// Adds the embedded task hub as a hosted service, and its <see cref="DurableTaskClient"/>. A
    /// <see cref="TimeProvider"/> must be registered: it is the clock of all durable timers.
    /// </summary>
    public static IServiceCollection AddEmbeddedTaskHub(
        this IServiceCollection services, Action<EmbeddedTaskHubOptions> configure, Action<DurableTaskRegistry> register)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(register);
        var registry = new DurableTaskRegistry();
        register(registry);

        services.AddOptions<EmbeddedTaskHubOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(registry);
        services.AddSingleton<EmbeddedTaskHub>();
        services.AddHostedService(provider => provider.GetRequiredService<EmbeddedTaskHub>());
        services.AddSingleton<DurableTaskClient, EmbeddedTaskHubClient>();
        return services;
    }
}
