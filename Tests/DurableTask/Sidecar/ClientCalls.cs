using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.Tests.DurableTask.Sidecar;

/// <summary>The client calls of the sidecar service, carried out by a client of ours. Payloads pass as the JSON they are.</summary>
internal sealed class ClientCalls(DurableTaskClient client)
{
    public static int StatusOf(Exception problem) => problem switch
    {
        OrchestrationAlreadyExistsException => GrpcFrames.AlreadyExists,
        ArgumentException { ParamName: "instanceId" } when problem.Message.StartsWith("There is no", StringComparison.Ordinal) => GrpcFrames.NotFound,
        ArgumentException or JsonException or InvalidProtocolBufferException => GrpcFrames.InvalidArgument,
        NotSupportedException => GrpcFrames.Unimplemented,
        _ => GrpcFrames.Internal,
    };

    /// <exception cref="NotSupportedException">Not one of the calls that are served.</exception>
    public async Task<IMessage> AnswerAsync(string method, byte[] message, CancellationToken cancellation)
    {
        switch (method)
        {
            case "StartInstance":
                return await StartAsync(CreateInstanceRequest.Parser.ParseFrom(message), cancellation);
            case "GetInstance":
                var get = GetInstanceRequest.Parser.ParseFrom(message);
                return Found(await client.GetInstanceAsync(get.InstanceId, get.GetInputsAndOutputs, cancellation));
            case "WaitForInstanceStart":
                var start = GetInstanceRequest.Parser.ParseFrom(message);
                return Found(await client.WaitForInstanceStartAsync(start.InstanceId, start.GetInputsAndOutputs, cancellation));
            case "WaitForInstanceCompletion":
                var end = GetInstanceRequest.Parser.ParseFrom(message);
                return Found(await client.WaitForInstanceCompletionAsync(end.InstanceId, end.GetInputsAndOutputs, cancellation));
            case "RaiseEvent":
                var raise = RaiseEventRequest.Parser.ParseFrom(message);
                await client.RaiseEventAsync(raise.InstanceId, raise.Name, Json(raise.Input), cancellation);
                return new RaiseEventResponse();
            case "TerminateInstance":
                var terminate = TerminateRequest.Parser.ParseFrom(message);
                await client.TerminateInstanceAsync(terminate.InstanceId, new TerminateInstanceOptions(Json(terminate.Output), terminate.Recursive), cancellation);
                return new TerminateResponse();
            case "SuspendInstance":
                var suspend = SuspendRequest.Parser.ParseFrom(message);
                await client.SuspendInstanceAsync(suspend.InstanceId, suspend.Reason, cancellation);
                return new SuspendResponse();
            case "ResumeInstance":
                var resume = ResumeRequest.Parser.ParseFrom(message);
                await client.ResumeInstanceAsync(resume.InstanceId, resume.Reason, cancellation);
                return new ResumeResponse();
            case "QueryInstances":
                return await QueryAsync(QueryInstancesRequest.Parser.ParseFrom(message).Query, cancellation);
            case "PurgeInstances":
                return await PurgeAsync(PurgeInstancesRequest.Parser.ParseFrom(message), cancellation);
            default:
                throw new NotSupportedException($"{method} is not served.");
        }
    }

    private async Task<CreateInstanceResponse> StartAsync(CreateInstanceRequest start, CancellationToken cancellation)
    {
        var options = new StartOrchestrationOptions(start.InstanceId is { Length: > 0 } id ? id : null, start.ScheduledStartTimestamp?.ToDateTimeOffset())
        {
            Version = start.Version,
        };
        return new() { InstanceId = await client.ScheduleNewOrchestrationInstanceAsync(start.Name, Json(start.Input), options, cancellation) };
    }

    private async Task<QueryInstancesResponse> QueryAsync(InstanceQuery query, CancellationToken cancellation)
    {
        var wanted = new OrchestrationQuery(
            query.CreatedTimeFrom?.ToDateTimeOffset(),
            query.CreatedTimeTo?.ToDateTimeOffset(),
            Statuses(query.RuntimeStatus),
            query.InstanceIdPrefix,
            query.MaxInstanceCount > 0 ? query.MaxInstanceCount : OrchestrationQuery.DefaultPageSize,
            query.FetchInputsAndOutputs,
            query.ContinuationToken);
        await foreach (var page in client.GetAllInstancesAsync(wanted).AsPages().WithCancellation(cancellation))
        {
            return new() { OrchestrationState = { page.Values.Select(State) }, ContinuationToken = page.ContinuationToken };
        }

        return new();
    }

    private async Task<PurgeInstancesResponse> PurgeAsync(PurgeInstancesRequest purge, CancellationToken cancellation)
    {
        var result = purge.PurgeInstanceFilter is { } filter
            ? await client.PurgeAllInstancesAsync(
                new(filter.CreatedTimeFrom?.ToDateTimeOffset(), filter.CreatedTimeTo?.ToDateTimeOffset(), Statuses(filter.RuntimeStatus)), cancellation)
            : await client.PurgeInstanceAsync(purge.InstanceId, cancellation);
        return new() { DeletedInstanceCount = result.PurgedInstanceCount, IsComplete = true };
    }

    private static IReadOnlyList<OrchestrationRuntimeStatus>? Statuses(RepeatedField<OrchestrationStatus> statuses) =>
        statuses.Count == 0 ? null : [.. statuses.Select(status => (OrchestrationRuntimeStatus)(int)status)];

    private static GetInstanceResponse Found(OrchestrationMetadata? instance) =>
        instance is null ? new() : new() { Exists = true, OrchestrationState = State(instance) };

    private static OrchestrationState State(OrchestrationMetadata instance) => new()
    {
        InstanceId = instance.InstanceId,
        Name = instance.Name,
        OrchestrationStatus = (OrchestrationStatus)(int)instance.RuntimeStatus,
        CreatedTimestamp = instance.CreatedAt.ToTimestamp(),
        LastUpdatedTimestamp = instance.LastUpdatedAt.ToTimestamp(),
        Input = instance.SerializedInput,
        Output = instance.SerializedOutput,
        CustomStatus = instance.SerializedCustomStatus,
        FailureDetails = ProtocolFailures.Write(instance.FailureDetails),
    };

    /// <summary>JSON that the converter writes as it is. Some clients send an empty text for nothing.</summary>
    private static JsonElement? Json(string? json) => json is { Length: > 0 } text ? JsonElement.Parse(text) : null;
}
