namespace SocialWorkflows.DurableTask.Client;

public static class StartOrchestrationOptionsExtensions
{
    /// <summary>
    /// Makes the start fail with <see cref="OrchestrationAlreadyExistsException"/> when an instance of that id is in
    /// one of these statuses. Finished instances in other statuses are replaced.
    /// </summary>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dedupeStatuses);
        return options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
    }
}
