using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>The client of the task hub that the Functions host's Durable extension keeps.</summary>
internal sealed class FunctionsTaskHubClient(HubCalls calls, DurableTaskWorkerOptions worker, TimeProvider time) : DurableTaskClient("functions")
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <remarks>
    /// The extension knows no statuses to keep, only a setting for the whole app: a finished instance would be replaced. So it
    /// is asked for first.
    /// </remarks>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var id = options?.InstanceId ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        InstanceId.ThrowIfInvalid(id);
        if (options?.DedupeStatuses is { Count: > 0 } kept
            && await GetInstanceAsync(id, cancellation) is { } existing && kept.Contains(existing.RuntimeStatus.ToString()))
        {
            throw new OrchestrationAlreadyExistsException(id, existing.RuntimeStatus);
        }

        using var span = DurableTaskTracing.Creation(orchestratorName.Name, id);
        var request = new CreateInstanceRequest
        {
            InstanceId = id,
            Name = orchestratorName,
            Input = Serialize(input),
            Version = options?.Version,
            ScheduledStartTimestamp = options?.StartAt?.ToTimestamp(),
            ParentTraceContext = span is null ? null : new TraceContext { TraceParent = span.Id },
        };
        try
        {
            await calls.CallAsync(hub => hub.StartAsync(request, cancellation));
        }
        catch (HubCallException problem) when (problem.Status == HubStatus.AlreadyExists)
        {
            var status = await GetInstanceAsync(id, cancellation) is { } found ? found.RuntimeStatus : OrchestrationRuntimeStatus.Running;
            throw new OrchestrationAlreadyExistsException(id, status);
        }
        catch (HubCallException problem)
        {
            throw HubCalls.Unusable(problem);
        }

        return id;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var request = new RaiseEventRequest { InstanceId = instanceId, Name = eventName, Input = Serialize(eventPayload) };
        if (!await TryAsync(instanceId, hub => hub.RaiseAsync(request, cancellation), cancellation))
        {
            throw NoInstance(instanceId);
        }
    }

    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var request = new TerminateRequest { InstanceId = instanceId, Output = Serialize(options?.Output), Recursive = options?.Recursive ?? false };
        await TryAsync(instanceId, hub => hub.TerminateAsync(request, cancellation), cancellation);
    }

    public override async Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var request = new SuspendRequest { InstanceId = instanceId, Reason = reason };
        if (!await TryAsync(instanceId, hub => hub.SuspendAsync(request, cancellation), cancellation))
        {
            throw NoInstance(instanceId);
        }
    }

    public override async Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var request = new ResumeRequest { InstanceId = instanceId, Reason = reason };
        if (!await TryAsync(instanceId, hub => hub.ResumeAsync(request, cancellation), cancellation))
        {
            throw NoInstance(instanceId);
        }
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, forEnd: false, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, forEnd: true, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        try
        {
            return await calls.CallAsync(hub => hub.GetAsync(instanceId, getInputsAndOutputs, cancellation)) is { } state
                ? Metadata(state, getInputsAndOutputs)
                : null;
        }
        catch (HubCallException problem)
        {
            throw HubCalls.Unusable(problem);
        }
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => new FunctionsInstancePages(calls, worker.DataConverter, filter ?? new OrchestrationQuery());

    /// <remarks>The extension purges by id whatever it finds, also an instance that runs. So it is asked for first.</remarks>
    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        await GetInstanceAsync(instanceId, cancellation) is { IsCompleted: true }
            ? await PurgeAsync(new PurgeInstancesRequest { InstanceId = instanceId }, cancellation)
            : new PurgeResult(0);

    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation = default)
    {
        OrchestrationRuntimeStatus[] finished = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];
        var statuses = (filter.Statuses ?? finished).Intersect(finished).ToList();
        if (statuses.Count == 0)
        {
            return new PurgeResult(0);
        }

        var wanted = new PurgeInstanceFilter
        {
            CreatedTimeFrom = filter.CreatedFrom?.ToTimestamp(),
            CreatedTimeTo = filter.CreatedTo?.ToTimestamp(),
            RuntimeStatus = { statuses.Select(status => (OrchestrationStatus)(int)status) },
        };
        return await PurgeAsync(new PurgeInstancesRequest { PurgeInstanceFilter = wanted }, cancellation);
    }

    private async Task<PurgeResult> PurgeAsync(PurgeInstancesRequest request, CancellationToken cancellation)
    {
        try
        {
            return new PurgeResult(await calls.CallAsync(hub => hub.PurgeAsync(request, cancellation)));
        }
        catch (HubCallException problem)
        {
            throw HubCalls.Unusable(problem);
        }
    }

    /// <summary>The extension does the waiting where it can; over its HTTP API, or one too old to, it is asked again and again.</summary>
    private async Task<OrchestrationMetadata> WaitAsync(string instanceId, bool withPayloads, bool forEnd, CancellationToken cancellation)
    {
        var canWait = true;
        while (true)
        {
            // It would wait for an unknown instance too.
            var instance = await GetInstanceAsync(instanceId, withPayloads, cancellation) ?? throw NoInstance(instanceId);
            if (IsReached(instance, forEnd))
            {
                return instance;
            }

            try
            {
                if (canWait && await calls.CallAsync(hub => hub.WaitAsync(instanceId, forEnd, withPayloads, cancellation)) is { } state
                    && IsReached(Metadata(state, withPayloads), forEnd))
                {
                    return Metadata(state, withPayloads);
                }
            }
            catch (HubCallException problem) when (problem.Status == HubStatus.Unimplemented)
            {
                canWait = false;
            }
            catch (HubCallException problem)
            {
                throw HubCalls.Unusable(problem);
            }

            await Task.Delay(PollInterval, time, cancellation);
        }
    }

    private static bool IsReached(OrchestrationMetadata instance, bool forEnd) =>
        forEnd ? instance.IsCompleted : instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending;

    /// <summary>Extensions of different versions refuse a message to an unknown or finished instance differently; how it stands is asked.</summary>
    /// <returns>False when there is no such instance.</returns>
    private async Task<bool> TryAsync(string instanceId, Func<IHubTransport, Task> call, CancellationToken cancellation)
    {
        try
        {
            return await calls.CallAsync(call);
        }
        catch (HubCallException problem) when (problem.Status is HubStatus.Unknown or HubStatus.InvalidArgument or HubStatus.NotFound or HubStatus.FailedPrecondition)
        {
            var found = await GetInstanceAsync(instanceId, cancellation);
            return found is { IsCompleted: false } ? throw HubCalls.Unusable(problem) : found is not null;
        }
        catch (HubCallException problem)
        {
            throw HubCalls.Unusable(problem);
        }
    }

    private OrchestrationMetadata Metadata(OrchestrationState state, bool withPayloads) =>
        ProtocolStates.Read(state, withPayloads ? worker.DataConverter : null);

    private string? Serialize(object? value) => worker.DataConverter.Serialize(value);

    private static ArgumentException NoInstance(string instanceId) =>
        new($"There is no orchestration instance with the id '{instanceId}' in this task hub.", nameof(instanceId));
}
