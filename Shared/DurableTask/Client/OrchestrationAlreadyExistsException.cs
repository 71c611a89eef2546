namespace SocialWorkflows.DurableTask.Client;

/// <summary>An instance of that id exists, and the start may not replace it. To an idempotent starter this is success.</summary>
public sealed class OrchestrationAlreadyExistsException(string instanceId, OrchestrationRuntimeStatus status)
    : Exception($"An orchestration instance with the id '{instanceId}' already exists, with the status {status}.")
{
    public string InstanceId { get; } = instanceId;

    public OrchestrationRuntimeStatus Status { get; } = status;
}
