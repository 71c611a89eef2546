using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>The extension's gRPC endpoint on this machine: no key, no way through the public front end.</summary>
internal sealed class GrpcTransport(GrpcUnary grpc, DurableBinding binding) : IHubTransport
{
    public Task StartAsync(CreateInstanceRequest request, CancellationToken cancellation) =>
        grpc.CallAsync(binding, "StartInstance", request, CreateInstanceResponse.Parser, cancellation);

    public async Task<OrchestrationState?> GetAsync(string instanceId, bool withPayloads, CancellationToken cancellation)
    {
        var request = new GetInstanceRequest { InstanceId = instanceId, GetInputsAndOutputs = withPayloads };
        var response = await grpc.CallAsync(binding, "GetInstance", request, GetInstanceResponse.Parser, cancellation);
        return response.Exists ? response.OrchestrationState : null;
    }

    public async Task<OrchestrationState?> WaitAsync(string instanceId, bool forEnd, bool withPayloads, CancellationToken cancellation)
    {
        var request = new GetInstanceRequest { InstanceId = instanceId, GetInputsAndOutputs = withPayloads };
        try
        {
            var response = await grpc.CallAsync(
                binding, forEnd ? "WaitForInstanceCompletion" : "WaitForInstanceStart", request, GetInstanceResponse.Parser, cancellation);
            return response.Exists ? response.OrchestrationState : null;
        }
        catch (HubCallException problem) when (problem.Status is HubStatus.DeadlineExceeded or HubStatus.NotFound)
        {
            return null;
        }
    }

    public Task RaiseAsync(RaiseEventRequest request, CancellationToken cancellation) =>
        grpc.CallAsync(binding, "RaiseEvent", request, RaiseEventResponse.Parser, cancellation);

    public Task TerminateAsync(TerminateRequest request, CancellationToken cancellation) =>
        grpc.CallAsync(binding, "TerminateInstance", request, TerminateResponse.Parser, cancellation);

    public Task SuspendAsync(SuspendRequest request, CancellationToken cancellation) =>
        grpc.CallAsync(binding, "SuspendInstance", request, SuspendResponse.Parser, cancellation);

    public Task ResumeAsync(ResumeRequest request, CancellationToken cancellation) =>
        grpc.CallAsync(binding, "ResumeInstance", request, ResumeResponse.Parser, cancellation);

    public Task<QueryInstancesResponse> QueryAsync(InstanceQuery query, CancellationToken cancellation) =>
        grpc.CallAsync(binding, "QueryInstances", new QueryInstancesRequest { Query = query }, QueryInstancesResponse.Parser, cancellation);

    public async Task<int> PurgeAsync(PurgeInstancesRequest request, CancellationToken cancellation) =>
        (await grpc.CallAsync(binding, "PurgeInstances", request, PurgeInstancesResponse.Parser, cancellation)).DeletedInstanceCount;
}
