namespace SocialWorkflows.DurableTask.Worker;

/// <summary>How orchestrators are replayed. The same values must hold for the whole life of an instance.</summary>
public sealed class DurableTaskWorkerOptions
{
    /// <summary>Longer timers are split into pieces of this length, which Azure Storage needs. Default 3 days.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>The version of instances that are started without one. Default none.</summary>
    public string? DefaultVersion { get; set; }

    /// <summary>
    /// The newest instance version this worker knows; newer instances, which another deployment has started, are left
    /// for it. Default none: every version is run.
    /// </summary>
    public string? Version { get; set; }

    internal DurableTaskWorkerOptions WithDefaultVersion(string? defaultVersion) => defaultVersion is null ? this : new()
    {
        MaximumTimerInterval = MaximumTimerInterval,
        DataConverter = DataConverter,
        DefaultVersion = defaultVersion,
        Version = Version,
    };
}
