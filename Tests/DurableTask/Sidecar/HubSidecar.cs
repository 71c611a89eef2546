using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.DurableTask.Sidecar;

/// <summary>
/// The durable task sidecar service over a hub of ours, on gRPC without TLS: clients of any language start and ask instances, and a
/// remote worker takes the turns and activities that <see cref="RemoteWorker"/> gives it.
/// </summary>
internal sealed class HubSidecar : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _called = [];
    private readonly WebApplication _app;
    private readonly ClientCalls _calls;
    private readonly RemoteWorker _worker;

    private HubSidecar(DurableTaskClient client, RemoteWorker worker)
    {
        _calls = new ClientCalls(client);
        _worker = worker;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.MapPost("/TaskHubSidecarService/{method}", AnswerAsync);
    }

    /// <summary>How often each call came.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = [];

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<HubSidecar> StartAsync(DurableTaskClient client, RemoteWorker worker)
    {
        var sidecar = new HubSidecar(client, worker);
        await sidecar._app.StartAsync();
        return sidecar;
    }

    /// <summary>Completes when a call of that name has come.</summary>
    public Task WhenCalledAsync(string method) => Called(method).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http, string method)
    {
        Calls.AddOrUpdate(method, 1, (_, count) => count + 1);
        Called(method).TrySetResult();
        http.Response.ContentType = "application/grpc";
        try
        {
            var message = await GrpcFrames.ReadAsync(http.Request);
            if (message is null)
            {
                GrpcFrames.End(http.Response, GrpcFrames.InvalidArgument, "not one uncompressed message");
            }
            else if (method == "GetWorkItems")
            {
                await _worker.ServeAsync(item => GrpcFrames.WriteAsync(http.Response, item, http.RequestAborted), http.RequestAborted);
            }
            else
            {
                await GrpcFrames.WriteAsync(http.Response, await CallAsync(method, message, http.RequestAborted), http.RequestAborted);
                GrpcFrames.End(http.Response);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
        catch (Exception problem)
        {
            GrpcFrames.End(http.Response, ClientCalls.StatusOf(problem), problem.Message);
        }
    }

    private async Task<IMessage> CallAsync(string method, byte[] message, CancellationToken cancellation)
    {
        switch (method)
        {
            case "Hello":
                return new Empty();
            case "CompleteOrchestratorTask":
                var turn = OrchestratorResponse.Parser.ParseFrom(message);
                _worker.Answered(turn.CompletionToken, turn);
                return new CompleteTaskResponse();
            case "CompleteActivityTask":
                var activity = ActivityResponse.Parser.ParseFrom(message);
                _worker.Answered(activity.CompletionToken, activity);
                return new CompleteTaskResponse();
            default:
                return await _calls.AnswerAsync(method, message, cancellation);
        }
    }

    private TaskCompletionSource Called(string method) => _called.GetOrAdd(method, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
