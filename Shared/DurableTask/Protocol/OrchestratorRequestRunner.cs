using Google.Protobuf;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.DurableTask.Protocol;

/// <summary>
/// One request of a host, answered: the history goes in, the decisions come out. Keeps nothing between calls, so a request
/// may be answered by any process. Never throws, since a host fails an instance for good when its worker throws:
/// <list type="bullet">
/// <item>code that fails, an unknown orchestrator, a request that cannot be read: the instance ends as Failed, with the reason;</item>
/// <item>a fault of this process (no memory, services that cannot be made): <see cref="OrchestratorSignals.TryAgain"/>;</item>
/// <item>a request without the history it needs: <c>requiresHistory</c>.</item>
/// </list>
/// </summary>
public static class OrchestratorRequestRunner
{
    /// <param name="request">A serialized OrchestratorRequest.</param>
    /// <param name="options">How to replay; the request's <c>defaultVersion</c> wins.</param>
    /// <returns>A serialized OrchestratorResponse.</returns>
    public static byte[] Run(
        byte[] request,
        DurableTaskRegistry registry,
        IServiceProvider services,
        ILoggerFactory loggerFactory,
        DurableTaskWorkerOptions? options = null)
    {
        var logger = loggerFactory.CreateLogger(typeof(OrchestratorRequestRunner));
        try
        {
            return Answer(request, registry, services, loggerFactory, options ?? new DurableTaskWorkerOptions(), logger).ToByteArray();
        }
#pragma warning disable CA1031 // see the summary: whatever happens, there must be an answer
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.TryAgain(logger, exception);
            return OrchestratorSignals.TryAgain(exception).ToByteArray();
        }
    }

    private static OrchestratorResponse Answer(
        byte[] request,
        DurableTaskRegistry registry,
        IServiceProvider services,
        ILoggerFactory loggerFactory,
        DurableTaskWorkerOptions options,
        ILogger logger)
    {
        ReceivedRequest received;
        try
        {
            received = ReceivedRequest.Read(request);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidOperationException)
        {
            Log.Malformed(logger, exception, request.Length);
            return OrchestratorSignals.Malformed(request.Length, exception);
        }

        if (received.LacksHistory)
        {
            return new OrchestratorResponse { InstanceId = received.InstanceId, RequiresHistory = true };
        }

        var session = new OrchestrationSession(
            received.InstanceId, registry, services, options.WithDefaultVersion(received.DefaultVersion), loggerFactory);
        var result = session.Process(received.PastEvents, received.NewEvents);
        return new OrchestratorResponse
        {
            InstanceId = received.InstanceId,
            Actions = { result.Actions.Select(action => ProtocolActions.Write(action, received.InstanceId)) },
            CustomStatus = result.CustomStatus,
        };
    }
}
