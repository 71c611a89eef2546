using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.Tests.DurableTask.Sidecar;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The client calls that the extension serves on gRPC (TaskHubGrpcServer), with its status codes.</summary>
internal sealed class DurableGrpcDoor(EmulatedTaskHub hub)
{
    private const int Unknown = 2;
    private const int FailedPrecondition = 9;

    /// <summary>Answers every call with this status instead of carrying it out.</summary>
    public (int Status, string Message)? Refuses { get; set; }

    /// <summary>Whether it knows the calls that wait; very old extensions do not.</summary>
    public bool Waits { get; set; } = true;

    /// <summary>How often each call came.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = [];

    public async Task AnswerAsync(HttpContext http, string method)
    {
        Calls.AddOrUpdate(method, 1, (_, count) => count + 1);
        http.Response.ContentType = "application/grpc";
        var message = await GrpcFrames.ReadAsync(http.Request);
        var (status, text, answer) = Refuses is { } refusal ? (refusal.Status, refusal.Message, null)
            : message is null || !IsForThisHub(http.Request) ? (GrpcFrames.InvalidArgument, "not a gRPC call of this task hub", null)
            : method.StartsWith("WaitFor", StringComparison.Ordinal) && Waits ? await WaitAsync(method, GetInstanceRequest.Parser.ParseFrom(message), http.RequestAborted)
            : Call(method, message);
        if (answer is not null)
        {
            await GrpcFrames.WriteAsync(http.Response, answer, http.RequestAborted);
        }

        GrpcFrames.End(http.Response, status, text);
    }

    private static bool IsForThisHub(HttpRequest request) =>
        request.Protocol == "HTTP/2" && request.ContentType == "application/grpc" && request.Headers.TE == "trailers"
        && request.Headers["Durable-TaskHub"] == DurableSidecar.TaskHub && request.Headers["Durable-ConnectionName"] == DurableSidecar.ConnectionName;

    private async Task<(int Status, string Message, IMessage? Answer)> WaitAsync(string method, GetInstanceRequest request, CancellationToken gone)
    {
        var found = await hub.WhenAsync(
            request.InstanceId, i => method == "WaitForInstanceStart" ? i.Status != OrchestrationStatus.Pending : i.IsFinished, gone);
        return Ok(new GetInstanceResponse { Exists = true, OrchestrationState = State(found, request.GetInputsAndOutputs) });
    }

    private (int Status, string Message, IMessage? Answer) Call(string method, byte[] message)
    {
        switch (method)
        {
            case "StartInstance":
                var start = CreateInstanceRequest.Parser.ParseFrom(message);
                return hub.Start(start.InstanceId, start.Name, start.Input)
                    ? Ok(new CreateInstanceResponse { InstanceId = start.InstanceId })
                    : (GrpcFrames.AlreadyExists, $"An Orchestration instance with the ID {start.InstanceId} already exists.", null);
            case "GetInstance":
                var get = GetInstanceRequest.Parser.ParseFrom(message);
                return Ok(hub.Find(get.InstanceId) is { } found ? new GetInstanceResponse { Exists = true, OrchestrationState = State(found, get.GetInputsAndOutputs) } : new GetInstanceResponse());
            case "RaiseEvent":
                var raise = RaiseEventRequest.Parser.ParseFrom(message);
                return hub.Put(raise.InstanceId, e => e.EventRaised = new EventRaisedEvent { Name = raise.Name, Input = raise.Input })
                    ? Ok(new RaiseEventResponse())
                    : (hub.Find(raise.InstanceId) is null ? GrpcFrames.NotFound : FailedPrecondition, "The orchestration instance with the provided instance id is not running.", null);
            case "TerminateInstance":
                var end = TerminateRequest.Parser.ParseFrom(message);
                return Put(end.InstanceId, e => e.ExecutionTerminated = new ExecutionTerminatedEvent { Input = end.Output }, new TerminateResponse());
            case "SuspendInstance":
                var suspend = SuspendRequest.Parser.ParseFrom(message);
                return Put(suspend.InstanceId, e => e.ExecutionSuspended = new ExecutionSuspendedEvent { Input = suspend.Reason }, new SuspendResponse());
            case "ResumeInstance":
                var resume = ResumeRequest.Parser.ParseFrom(message);
                return Put(resume.InstanceId, e => e.ExecutionResumed = new ExecutionResumedEvent { Input = resume.Reason }, new ResumeResponse());
            case "QueryInstances":
                return Ok(Page(QueryInstancesRequest.Parser.ParseFrom(message).Query));
            case "PurgeInstances":
                return Ok(new PurgeInstancesResponse { DeletedInstanceCount = Purge(PurgeInstancesRequest.Parser.ParseFrom(message)) });
            default:
                return (GrpcFrames.Unimplemented, "", null);
        }
    }

    private static (int, string, IMessage?) Ok(IMessage answer) => (0, "", answer);

    /// <summary>The extension lets its own exception through: all that the caller learns is that there was one.</summary>
    private (int, string, IMessage?) Put(string id, Action<HistoryEvent> fill, IMessage done) =>
        hub.Put(id, fill) ? Ok(done) : (Unknown, "Exception was thrown by handler.", null);

    /// <summary>By id it asks nothing: what runs is gone too.</summary>
    private int Purge(PurgeInstancesRequest purge) => purge.PurgeInstanceFilter is { } filter
        ? hub.Purge(i => i.IsFinished && filter.RuntimeStatus.Contains(i.Status)
            && (filter.CreatedTimeFrom is null || i.Created >= filter.CreatedTimeFrom) && (filter.CreatedTimeTo is null || i.Created <= filter.CreatedTimeTo))
        : hub.Purge(i => i.Id == purge.InstanceId);

    private QueryInstancesResponse Page(InstanceQuery query)
    {
        var from = query.ContinuationToken is { } token ? int.Parse(token) : 0;
        var all = hub.Instances
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
        CustomStatus = payloads ? instance.CustomStatus : null,
        FailureDetails = payloads ? instance.Failure : null,
    };
}
