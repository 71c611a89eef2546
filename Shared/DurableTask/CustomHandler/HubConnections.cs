namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>The connections to the Durable extension, kept for the life of this process.</summary>
internal sealed class HubConnections : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _rpc = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true, UseProxy = false, UseCookies = false }) { Timeout = Patience };
    private readonly HttpClient _api = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience };

    public IHubTransport Grpc(DurableBinding binding) => new GrpcTransport(new GrpcUnary(_rpc), binding);

    /// <returns>Null when neither the settings nor the binding tell the address.</returns>
    public IHubTransport? Http(FunctionsTaskHubOptions options, DurableBinding? binding)
    {
        if (options.Address is { } address)
        {
            return new HttpTransport(_api, address, options.Key is { Length: > 0 } key ? $"code={Uri.EscapeDataString(key)}" : null, binding?.TaskHub ?? options.TaskHub);
        }

        return binding?.Http is { } told ? new HttpTransport(_api, told, binding.HttpQuery, binding.TaskHub) : null;
    }

    public void Dispose()
    {
        _rpc.Dispose();
        _api.Dispose();
    }
}
