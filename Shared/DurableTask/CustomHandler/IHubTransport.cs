using SocialWorkflows.DurableTask.Protocol;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>One way to the Durable extension. Failures are <see cref="HubCallException"/>.</summary>
internal interface IHubTransport
{
    Task StartAsync(CreateInstanceRequest request, CancellationToken cancellation);

    /// <returns>The instance, or null when there is none.</returns>
    Task<OrchestrationState?> GetAsync(string instanceId, bool withPayloads, CancellationToken cancellation);

    /// <summary>Waits at the extension until the instance has started or ended.</summary>
    /// <returns>Null when its patience ended first, or there is no such instance: ask again.</returns>
    /// <exception cref="HubCallException">Unimplemented: this way cannot wait.</exception>
    Task<OrchestrationState?> WaitAsync(string instanceId, bool forEnd, bool withPayloads, CancellationToken cancellation);

    Task RaiseAsync(RaiseEventRequest request, CancellationToken cancellation);

    Task TerminateAsync(TerminateRequest request, CancellationToken cancellation);

    Task SuspendAsync(SuspendRequest request, CancellationToken cancellation);

    Task ResumeAsync(ResumeRequest request, CancellationToken cancellation);

    Task<QueryInstancesResponse> QueryAsync(InstanceQuery query, CancellationToken cancellation);

    Task<int> PurgeAsync(PurgeInstancesRequest request, CancellationToken cancellation);
}

/// <summary>gRPC status codes that are told apart here.</summary>
internal enum HubStatus
{
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    FailedPrecondition = 9,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    Unauthenticated = 16,
}

/// <summary>A call to the Durable extension failed.</summary>
internal sealed class HubCallException(HubStatus status, string message, Exception? inner = null) : Exception(message, inner)
{
    public HubStatus Status { get; } = status;

    /// <summary>Nothing was carried out: another way may be tried.</summary>
    public bool NeverReached { get; init; }
}
