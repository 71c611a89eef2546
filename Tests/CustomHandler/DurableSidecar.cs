using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The emulated extension's two doors on this machine: gRPC over HTTP/2 without TLS, and the HTTP API with its key.</summary>
internal sealed class DurableSidecar : IAsyncDisposable
{
    public const string TaskHub = "SocialWorkflows";
    public const string ConnectionName = "AzureWebJobsStorage";

    private readonly WebApplication _app;

    private DurableSidecar(EmulatedTaskHub hub)
    {
        GrpcDoor = new DurableGrpcDoor(hub);
        HttpDoor = new DurableHttpDoor(hub);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        _app = builder.Build();
        _app.MapPost("/TaskHubSidecarService/{method}", GrpcDoor.AnswerAsync);
        _app.Map("/runtime/webhooks/durabletask/{**path}", (HttpContext http, string? path) => HttpDoor.AnswerAsync(http, path ?? ""));
    }

    public DurableGrpcDoor GrpcDoor { get; }

    public DurableHttpDoor HttpDoor { get; }

    public Uri Grpc { get; private set; } = null!;

    public Uri Http { get; private set; } = null!;

    public static async Task<DurableSidecar> StartAsync(EmulatedTaskHub hub)
    {
        var sidecar = new DurableSidecar(hub);
        await sidecar._app.StartAsync();
        var addresses = sidecar._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToList();
        (sidecar.Grpc, sidecar.Http) = (addresses[0], new Uri(addresses[1], "/runtime/webhooks/durabletask"));
        return sidecar;
    }

    /// <summary>The binding's value, a JSON text, as BindingHelper makes it for custom handlers.</summary>
    public string Binding(bool withGrpc = true, bool withHttp = true) => new JObject
    {
        ["taskHubName"] = TaskHub,
        ["connectionName"] = ConnectionName,
        ["creationUrls"] = null,
        ["managementUrls"] = null,
        ["baseUrl"] = null,
        ["requiredQueryStringParameters"] = FunctionsHost.KeyQuery,
        ["rpcBaseUrl"] = withGrpc ? Grpc.ToString() : null,
        ["httpBaseUrl"] = withHttp ? Http.ToString() : null,
    }.ToString(Newtonsoft.Json.Formatting.None);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
