using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SocialWorkflows.DurableTask.Embedded;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>Calls the Durable extension on the best way there is: its gRPC endpoint, and over the HTTP API what never reached that.</summary>
internal sealed partial class HubCalls(
    DurableEndpoint endpoint, IOptions<FunctionsTaskHubOptions> options, HubConnections connections, ILogger<HubCalls> logger)
{
    /// <exception cref="HubCallException">The extension says no, or cannot be reached.</exception>
    /// <exception cref="TaskHubException">Nobody has told where it is.</exception>
    public async Task<T> CallAsync<T>(Func<IHubTransport, Task<T>> call)
    {
        var binding = endpoint.Current;
        if (binding?.Rpc is null)
        {
            return await call(connections.Http(options.Value, binding) ?? throw new TaskHubException(
                "The Durable extension's address is not known yet: no invocation has brought a durableClient binding, and DurableHttpApi__Address is not set. Try again in a moment."));
        }

        try
        {
            return await call(connections.Grpc(binding));
        }
        catch (HubCallException problem) when (problem.NeverReached && connections.Http(options.Value, binding) is { } http)
        {
            LogFallback(problem.Message);
            return await call(http);
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    /// <returns>True.</returns>
    public Task<bool> CallAsync(Func<IHubTransport, Task> call) => CallAsync(async hub =>
    {
        await call(hub);
        return true;
    });

    public static TaskHubException Unusable(HubCallException problem) => new(problem.Message, problem);

    [LoggerMessage(LogLevel.Warning, "Going over the Durable HTTP API: {Reason}")]
    private partial void LogFallback(string reason);
}
