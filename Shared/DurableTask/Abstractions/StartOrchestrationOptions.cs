namespace SocialWorkflows.DurableTask;

/// <summary>How a new instance is started.</summary>
/// <param name="InstanceId">At most 100 characters, none of <c>/ \ # ?</c> or control characters, not starting with <c>@</c>; a random one when absent.</param>
/// <param name="StartAt">The instant of the first turn; at once when absent or past.</param>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
{
    /// <summary>The version the orchestrator sees as <see cref="TaskOrchestrationContext.Version"/>.</summary>
    public string? Version { get; init; }

    /// <summary>Statuses of an existing instance that make the start fail; set by <c>WithDedupeStatuses</c>.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
