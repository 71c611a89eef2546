using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>The conditions that queries and purges share; $1 and $2 are the bounds of creation.</summary>
internal static class InstanceFilter
{
    public const string Created = "created_at BETWEEN $1 AND $2";

    public const string Finished = "status IN (1, 3, 5)";

    public static string Status(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        statuses is null ? "1" : $"status IN ({string.Join(',', statuses.Select(status => (int)status))})";

    public static long From(DateTimeOffset? instant) => instant?.UtcTicks ?? 0;

    public static long To(DateTimeOffset? instant) => instant?.UtcTicks ?? long.MaxValue;
}
