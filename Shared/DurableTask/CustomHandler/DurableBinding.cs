using System.Text.Json;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>Where the host's Durable extension can be reached, as its durableClient binding says.</summary>
/// <param name="TaskHub">Name of the task hub.</param>
/// <param name="ConnectionName">The storage connection's name, sent back with every call.</param>
/// <param name="Rpc">The local gRPC endpoint.</param>
/// <param name="Http">The HTTP API, when the extension tells it.</param>
/// <param name="HttpQuery">Query string with the HTTP API's key.</param>
public sealed record DurableBinding(string TaskHub, string? ConnectionName, Uri? Rpc, Uri? Http, string? HttpQuery)
{
    /// <exception cref="MalformedInvocationException">An address is none, or the gRPC endpoint is not on this machine.</exception>
    public static DurableBinding Read(JsonElement binding)
    {
        var rpc = Address(binding, "rpcBaseUrl");
        return rpc is { IsLoopback: false }
            ? throw new MalformedInvocationException("The durableClient binding names a gRPC endpoint on another machine.")
            : new DurableBinding(
                Text(binding, "taskHubName") ?? string.Empty,
                Text(binding, "connectionName"),
                rpc,
                Address(binding, "httpBaseUrl"),
                Text(binding, "requiredQueryStringParameters"));
    }

    private static Uri? Address(JsonElement binding, string name) => Text(binding, name) switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" => new Uri(text),
        _ => throw new MalformedInvocationException($"The durableClient binding's {name} is no address."),
    };

    private static string? Text(JsonElement binding, string name) =>
        binding.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>
/// What the last durableClient binding said. The host starts this process again when it starts again itself, so an address
/// holds until a newer one comes.
/// </summary>
public sealed class DurableEndpoint
{
    private volatile DurableBinding? _binding;

    public DurableBinding? Current => _binding;

    public void Learn(DurableBinding binding) => _binding = binding;
}
