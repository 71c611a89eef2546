using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.DurableTask.CustomHandler;

public static class CustomHandlerServices
{
    /// <summary>
    /// Adds what a custom handler of the Functions host needs: the runners of its orchestrator and activity invocations, and
    /// the <see cref="DurableTaskClient"/> of the host's task hub. A <see cref="TimeProvider"/> must be registered.
    /// </summary>
    public static IServiceCollection AddFunctionsTaskHub(
        this IServiceCollection services, Action<FunctionsTaskHubOptions> configure, Action<DurableTaskRegistry> register, DurableTaskWorkerOptions? worker = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(register);
        var registry = new DurableTaskRegistry();
        register(registry);

        services.AddOptions<FunctionsTaskHubOptions>().Configure(configure);
        services.AddSingleton(registry);
        services.AddSingleton(worker ?? new DurableTaskWorkerOptions());
        services.AddSingleton<DurableEndpoint>();
        services.AddSingleton<HubConnections>();
        services.AddSingleton<HubCalls>();
        services.AddSingleton<OrchestratorInvocation>();
        services.AddSingleton<ActivityInvocation>();
        services.AddSingleton<DurableTaskClient, FunctionsTaskHubClient>();
        return services;
    }
}
