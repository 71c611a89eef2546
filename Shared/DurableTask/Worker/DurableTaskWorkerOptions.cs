namespace SocialWorkflows.DurableTask.Worker;

/// <summary>How orchestrators are replayed. The same values must hold for the whole life of an instance.</summary>
public sealed class DurableTaskWorkerOptions
{
    /// <summary>Longer timers are split into pieces of this length, which Azure Storage needs. Default 3 days.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;
}
