using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The emulated extension's two doors on this machine: gRPC over HTTP/2 without TLS, and the HTTP API with its key.</summary>
internal sealed class DurableSidecar : IAsyncDisposable
{
    public const string TaskHub = "SocialWorkflows";

    private readonly EmulatedTaskHub _hub;
    private readonly WebApplication _app;

    private DurableSidecar(EmulatedTaskHub hub)
    {
        _hub = hub;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        _app = builder.Build();
        _app.MapPost("/TaskHubSidecarService/{method}", GrpcAsync);
        _app.Map("/runtime/webhooks/durabletask/{**path}", HttpAsync);
    }

    public Uri Grpc { get; private set; } = null!;

    public Uri Http { get; private set; } = null!;

    /// <summary>Answers every call with this status instead of carrying it out.</summary>
    public (int Status, string Message)? Refuses { get; set; }

    public int GrpcCalls { get; private set; }

    public int HttpCalls { get; private set; }

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
        ["connectionName"] = "AzureWebJobsStorage",
        ["creationUrls"] = null,
        ["managementUrls"] = null,
        ["baseUrl"] = null,
        ["requiredQueryStringParameters"] = FunctionsHost.KeyQuery,
        ["rpcBaseUrl"] = withGrpc ? Grpc.ToString() : null,
        ["httpBaseUrl"] = withHttp ? Http.ToString() : null,
    }.ToString(Newtonsoft.Json.Formatting.None);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task GrpcAsync(HttpContext http)
    {
        GrpcCalls++;
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var frame = body.ToArray();
        http.Response.ContentType = "application/grpc";
        var (status, message, answer) = Refuses is { } refusal ? (refusal.Status, refusal.Message, null) : Check(http.Request, frame) ?? Call((string)http.Request.RouteValues["method"]!, frame.AsSpan(5));
        if (answer is not null)
        {
            var bytes = new byte[5 + answer.CalculateSize()];
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), bytes.Length - 5);
            answer.WriteTo(bytes.AsSpan(5));
            await http.Response.Body.WriteAsync(bytes);
        }

        http.Response.AppendTrailer("grpc-status", $"{status}");
        http.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
    }

    private static (int, string, IMessage?)? Check(HttpRequest request, byte[] frame)
    {
        var right = request.Protocol == "HTTP/2" && request.ContentType == "application/grpc" && request.Headers.TE == "trailers"
            && request.Headers["Durable-TaskHub"] == TaskHub && request.Headers["Durable-ConnectionName"] == "AzureWebJobsStorage"
            && frame.Length >= 5 && frame[0] == 0 && BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1)) == frame.Length - 5;
        return right ? null : (3, "not a gRPC call of this task hub", null);
    }

    private (int Status, string Message, IMessage? Answer) Call(string method, ReadOnlySpan<byte> message)
    {
        switch (method)
        {
            case "StartInstance":
                var start = CreateInstanceRequest.Parser.ParseFrom(message);
                return _hub.Start(start.InstanceId, start.Name, start.Input)
                    ? (0, "", new CreateInstanceResponse { InstanceId = start.InstanceId })
                    : (6, $"An orchestration instance with ID '{start.InstanceId}' already exists.", null);
            case "GetInstance":
                var get = GetInstanceRequest.Parser.ParseFrom(message);
                return _hub.Find(get.InstanceId) is { } found
                    ? (0, "", new GetInstanceResponse { Exists = true, OrchestrationState = State(found, get.GetInputsAndOutputs) })
                    : (0, "", new GetInstanceResponse());
            case "RaiseEvent":
                var raise = RaiseEventRequest.Parser.ParseFrom(message);
                return _hub.Put(raise.InstanceId, e => e.EventRaised = new EventRaisedEvent { Name = raise.Name, Input = raise.Input })
                    ? (0, "", new RaiseEventResponse())
                    : (_hub.Find(raise.InstanceId) is null ? 5 : 9, "no such running instance", null);
            case "TerminateInstance":
                var end = TerminateRequest.Parser.ParseFrom(message);
                return _hub.Put(end.InstanceId, e => e.ExecutionTerminated = new ExecutionTerminatedEvent { Input = end.Output })
                    ? (0, "", new TerminateResponse())
                    : (5, "no such running instance", null);
            case "SuspendInstance":
                var suspend = SuspendRequest.Parser.ParseFrom(message);
                return _hub.Put(suspend.InstanceId, e => e.ExecutionSuspended = new ExecutionSuspendedEvent { Input = suspend.Reason })
                    ? (0, "", new SuspendResponse())
                    : (5, "no such running instance", null);
            case "ResumeInstance":
                var resume = ResumeRequest.Parser.ParseFrom(message);
                return _hub.Put(resume.InstanceId, e => e.ExecutionResumed = new ExecutionResumedEvent { Input = resume.Reason })
                    ? (0, "", new ResumeResponse())
                    : (5, "no such running instance", null);
            case "QueryInstances":
                var query = QueryInstancesRequest.Parser.ParseFrom(message).Query;
                return (0, "", Page(query));
            case "PurgeInstances":
                var purge = PurgeInstancesRequest.Parser.ParseFrom(message);
                return (0, "", new PurgeInstancesResponse { DeletedInstanceCount = _hub.Purge(i => purge.PurgeInstanceFilter is { } f ? f.RuntimeStatus.Contains(i.Status) : i.Id == purge.InstanceId) });
            default:
                return (12, "", null);
        }
    }

    private QueryInstancesResponse Page(InstanceQuery query)
    {
        var from = query.ContinuationToken is { } token ? int.Parse(token) : 0;
        var all = _hub.Instances
            .Where(i => query.RuntimeStatus.Count == 0 || query.RuntimeStatus.Contains(i.Status))
            .Where(i => query.InstanceIdPrefix is null || i.Id.StartsWith(query.InstanceIdPrefix, StringComparison.Ordinal))
            .ToList();
        var page = all.Skip(from).Take(query.MaxInstanceCount).ToList();
        return new QueryInstancesResponse
        {
            OrchestrationState = { page.Select(i => State(i, query.FetchInputsAndOutputs)) },
            ContinuationToken = from + page.Count < all.Count ? $"{from + page.Count}" : null,
        };
    }

    private static OrchestrationState State(EmulatedInstance instance, bool payloads) => new()
    {
        InstanceId = instance.Id,
        Name = instance.Name,
        OrchestrationStatus = instance.Status,
        CreatedTimestamp = instance.Created,
        LastUpdatedTimestamp = instance.Updated,
        Input = payloads ? instance.Input : null,
        Output = payloads ? instance.Output : null,
        CustomStatus = instance.CustomStatus,
        FailureDetails = payloads ? instance.Failure : null,
    };

    private async Task HttpAsync(HttpContext http)
    {
        HttpCalls++;
        if (http.Request.Query["code"] != "system-key")
        {
            http.Response.StatusCode = 401;
            return;
        }

        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = ((string?)http.Request.RouteValues["path"] ?? "").Split('/');
        http.Response.StatusCode = path switch
        {
            ["orchestrators", var name, var id] => _hub.Start(id, name, body) ? 202 : 409,
            ["instances", var id, "raiseEvent", var name] => _hub.Find(id) is null ? 404
                : _hub.Put(id, e => e.EventRaised = new EventRaisedEvent { Name = name, Input = body }) ? 202 : 410,
            ["instances", var id, "terminate"] => _hub.Find(id) is null ? 404
                : _hub.Put(id, e => e.ExecutionTerminated = new ExecutionTerminatedEvent { Input = http.Request.Query["reason"] }) ? 202 : 410,
            ["instances", var id, "suspend"] => _hub.Put(id, e => e.ExecutionSuspended = new ExecutionSuspendedEvent { Input = http.Request.Query["reason"] }) ? 202 : 404,
            ["instances", var id, "resume"] => _hub.Put(id, e => e.ExecutionResumed = new ExecutionResumedEvent { Input = http.Request.Query["reason"] }) ? 202 : 404,
            ["instances", var id] => _hub.Find(id) is null ? 404 : 200,
            ["instances"] => 200,
            _ => 400,
        };
        if (http.Request.Method == "GET" && http.Response.StatusCode == 200)
        {
            var found = path.Length == 2 ? Json(_hub.Find(path[1])!) : new JArray(_hub.Instances.Select(Json));
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(found.ToString());
        }
    }

    private static JToken Json(EmulatedInstance instance) => new JObject
    {
        ["name"] = instance.Name,
        ["instanceId"] = instance.Id,
        ["runtimeStatus"] = instance.Status.ToString(),
        ["input"] = instance.Input is null ? null : JToken.Parse(instance.Input),
        ["output"] = instance.Output is null ? null : JToken.Parse(instance.Output),
        ["customStatus"] = null,
        ["createdTime"] = instance.Created.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ"),
        ["lastUpdatedTime"] = instance.Updated.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ"),
    };
}
