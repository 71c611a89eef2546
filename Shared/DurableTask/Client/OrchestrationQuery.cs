namespace SocialWorkflows.DurableTask.Client;

/// <summary>Which instances to list; everything when nothing is set.</summary>
/// <param name="CreatedFrom">Created at this instant or later.</param>
/// <param name="CreatedTo">Created at this instant or earlier.</param>
/// <param name="Statuses">In one of these statuses.</param>
/// <param name="InstanceIdPrefix">Ids that start with it (case matters).</param>
/// <param name="PageSize">The largest page.</param>
/// <param name="FetchInputsAndOutputs">Whether inputs, outputs and failures are read too.</param>
/// <param name="ContinuationToken">Where to continue, from an earlier page.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    public const int DefaultPageSize = 100;
}

/// <summary>Which finished instances to delete; all of them when nothing is set.</summary>
/// <param name="CreatedFrom">Created at this instant or later.</param>
/// <param name="CreatedTo">Created at this instant or earlier.</param>
/// <param name="Statuses">In one of these statuses; unfinished ones are never purged.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null);

/// <param name="PurgedInstanceCount">How many instances were deleted with their histories.</param>
public record PurgeResult(int PurgedInstanceCount);

/// <summary>How an instance is terminated.</summary>
/// <param name="Output">What the instance gives as its output, usually the reason.</param>
/// <param name="Recursive">Whether its unfinished sub-orchestrations are terminated too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);

/// <summary>How an instance is purged.</summary>
/// <param name="Recursive">Whether its finished sub-orchestrations, and theirs, are purged too.</param>
public record PurgeInstanceOptions(bool Recursive = false);
