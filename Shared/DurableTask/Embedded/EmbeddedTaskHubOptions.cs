using System.ComponentModel.DataAnnotations;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.DurableTask.Embedded;

public sealed class EmbeddedTaskHubOptions
{
    /// <summary>The SQLite file; made when it does not exist. A <c>.lock</c> file is kept beside it while the hub runs.</summary>
    [Required]
    public string DatabasePath { get; set; } = string.Empty;

    /// <summary>How many activities run at once. Default 32.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrentActivities { get; set; } = 32;

    /// <summary>How many orchestrators take a turn at once. Default 4: turns are short and do not wait.</summary>
    [Range(1, 1_000)]
    public int MaxConcurrentOrchestrations { get; set; } = 4;

    /// <summary>
    /// How many bytes the sessions of waiting instances may take in memory, as estimated by their histories; the others are
    /// read and replayed when something happens to them. Default 16 MB.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long MaxWarmBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many turns and writes may be queued before new instances have to wait to be started. Default 10,000.</summary>
    [Range(1, int.MaxValue)]
    public int MaxBacklog { get; set; } = 10_000;

    public DurableTaskWorkerOptions Worker { get; } = new();

    /// <summary>Who takes an instance's turns, by its id; by default, or where it gives null, the registered orchestrators do.</summary>
    internal Func<string, IOrchestrationSession?>? Sessions { get; set; }
}
