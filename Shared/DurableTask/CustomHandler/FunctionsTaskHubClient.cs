using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>The client of the task hub that the Functions host's Durable extension keeps.</summary>
internal sealed partial class FunctionsTaskHubClient(
    DurableEndpoint endpoint,
    IOptions<FunctionsTaskHubOptions> options,
    DurableTaskWorkerOptions worker,
    HubConnections connections,
    TimeProvider time,
    ILogger<FunctionsTaskHubClient> logger)
    : DurableTaskClient("functions")
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

        var request = new CreateInstanceRequest
        {
            InstanceId = id,
            Name = orchestratorName,
            Input = Serialize(input),
            Version = options?.Version,
            ScheduledStartTimestamp = options?.StartAt?.ToTimestamp(),
        };
        try
        {
            await CallAsync(hub => hub.StartAsync(request, cancellation));
        }
        catch (HubCallException problem) when (problem.Status == HubStatus.AlreadyExists)
        {
            var status = await GetInstanceAsync(id, cancellation) is { } found ? found.RuntimeStatus : OrchestrationRuntimeStatus.Running;
            throw new OrchestrationAlreadyExistsException(id, status);
        }
        catch (HubCallException problem)
        {
            throw Unusable(problem);
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
        WaitAsync(instanceId, getInputsAndOutputs, instance => instance.RuntimeStatus != OrchestrationRuntimeStatus.Pending, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, instance => instance.IsCompleted, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        try
        {
            return await CallAsync(hub => hub.GetAsync(instanceId, getInputsAndOutputs, cancellation)) is { } state
                ? Metadata(state, getInputsAndOutputs)
                : null;
        }
        catch (HubCallException problem)
        {
            throw Unusable(problem);
        }
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => new Pages(this, filter ?? new OrchestrationQuery());

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        await PurgeAsync(new PurgeInstancesRequest { InstanceId = instanceId }, cancellation);

    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation = default)
    {
        OrchestrationRuntimeStatus[] finished = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];
        var wanted = new PurgeInstanceFilter
        {
            CreatedTimeFrom = filter.CreatedFrom?.ToTimestamp(),
            CreatedTimeTo = filter.CreatedTo?.ToTimestamp(),
            RuntimeStatus = { (filter.Statuses ?? finished).Select(status => (OrchestrationStatus)(int)status) },
        };
        return await PurgeAsync(new PurgeInstancesRequest { PurgeInstanceFilter = wanted }, cancellation);
    }

    private async Task<PurgeResult> PurgeAsync(PurgeInstancesRequest request, CancellationToken cancellation)
    {
        try
        {
            return new PurgeResult(await CallAsync(hub => hub.PurgeAsync(request, cancellation)));
        }
        catch (HubCallException problem)
        {
            throw Unusable(problem);
        }
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, bool withPayloads, Func<OrchestrationMetadata, bool> isReached, CancellationToken cancellation)
    {
        while (true)
        {
            var instance = await GetInstanceAsync(instanceId, withPayloads, cancellation) ?? throw NoInstance(instanceId);
            if (isReached(instance))
            {
                return instance;
            }

            await Task.Delay(PollInterval, time, cancellation);
        }
    }

    /// <summary>Extensions of different versions refuse a message to an unknown or finished instance differently; how it stands is asked.</summary>
    /// <returns>False when there is no such instance.</returns>
    private async Task<bool> TryAsync(string instanceId, Func<IHubTransport, Task> call, CancellationToken cancellation)
    {
        try
        {
            return await CallAsync(call);
        }
        catch (HubCallException problem) when (problem.Status is HubStatus.Unknown or HubStatus.InvalidArgument or HubStatus.NotFound or HubStatus.FailedPrecondition)
        {
            var found = await GetInstanceAsync(instanceId, cancellation);
            return found is { IsCompleted: false } ? throw Unusable(problem) : found is not null;
        }
        catch (HubCallException problem)
        {
            throw Unusable(problem);
        }
    }

    private async Task<T> CallAsync<T>(Func<IHubTransport, Task<T>> call)
    {
        var binding = endpoint.Current;
        if (binding?.Rpc is null)
        {
            return await call(connections.Http(options.Value, binding) ?? throw new TaskHubException(
                "The Durable extension's address is not known yet: no invocation has brought a durableClient binding, and DurableHttpApi__Address is not set. Try again in a moment."));
        }

        try
        {
            return await call(connections.Grpc(binding));
        }
        catch (HubCallException problem) when (problem.NeverReached && connections.Http(options.Value, binding) is { } http)
        {
            LogFallback(problem.Message);
            return await call(http);
        }
    }

    private Task<bool> CallAsync(Func<IHubTransport, Task> call) => CallAsync(async hub =>
    {
        await call(hub);
        return true;
    });

    private OrchestrationMetadata Metadata(OrchestrationState state, bool withPayloads) => new(state.Name, state.InstanceId)
    {
        DataConverter = withPayloads ? worker.DataConverter : null,
        RuntimeStatus = (OrchestrationRuntimeStatus)(int)state.OrchestrationStatus,
        CreatedAt = state.CreatedTimestamp?.ToDateTimeOffset() ?? default,
        LastUpdatedAt = state.LastUpdatedTimestamp?.ToDateTimeOffset() ?? default,
        SerializedInput = withPayloads ? state.Input : null,
        SerializedOutput = withPayloads ? state.Output : null,
        SerializedCustomStatus = state.CustomStatus,
        FailureDetails = withPayloads ? ProtocolFailures.Read(state.FailureDetails) : null,
    };

    private string? Serialize(object? value) => worker.DataConverter.Serialize(value);

    private static ArgumentException NoInstance(string instanceId) =>
        new($"There is no orchestration instance with the id '{instanceId}' in this task hub.", nameof(instanceId));

    private static TaskHubException Unusable(HubCallException problem) => new(problem.Message, problem);

    [LoggerMessage(LogLevel.Warning, "Going over the Durable HTTP API: {Reason}")]
    private partial void LogFallback(string reason);

    private sealed class Pages(FunctionsTaskHubClient client, OrchestrationQuery query) : AsyncPageable<OrchestrationMetadata>
    {
        public override async IAsyncEnumerable<Page<OrchestrationMetadata>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            var token = continuationToken ?? query.ContinuationToken;
            do
            {
                var page = await PageAsync(token, pageSizeHint ?? query.PageSize);
                token = page.ContinuationToken;
                yield return page;
            }
            while (token is not null);
        }

        private async Task<Page<OrchestrationMetadata>> PageAsync(string? token, int size)
        {
            var wanted = new InstanceQuery
            {
                CreatedTimeFrom = query.CreatedFrom?.ToTimestamp(),
                CreatedTimeTo = query.CreatedTo?.ToTimestamp(),
                InstanceIdPrefix = query.InstanceIdPrefix,
                MaxInstanceCount = size,
                FetchInputsAndOutputs = query.FetchInputsAndOutputs,
                ContinuationToken = token,
                RuntimeStatus = { (query.Statuses ?? []).Select(status => (OrchestrationStatus)(int)status) },
            };
            try
            {
                var response = await client.CallAsync(hub => hub.QueryAsync(wanted, CancellationToken.None));
                return new Page<OrchestrationMetadata>(
                    [.. response.OrchestrationState.Select(state => client.Metadata(state, query.FetchInputsAndOutputs))], response.ContinuationToken);
            }
            catch (HubCallException problem)
            {
                throw Unusable(problem);
            }
        }
    }
}
