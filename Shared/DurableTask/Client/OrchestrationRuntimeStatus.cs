namespace SocialWorkflows.DurableTask.Client;

/// <summary>Where an instance stands. The numbers are those of the durable task protocol and are stored.</summary>
public enum OrchestrationRuntimeStatus
{
    Running = 0,
    Completed = 1,

    /// <summary>One run has ended and the next begins at once; seen in histories only.</summary>
    ContinuedAsNew = 2,
    Failed = 3,

    /// <summary>Other engines' word for a cancelled instance; this one does not use it.</summary>
    Canceled = 4,
    Terminated = 5,

    /// <summary>Started by a client, but its first turn has not been taken.</summary>
    Pending = 6,

    /// <summary>Takes no steps until it is resumed or terminated; what happens meanwhile is kept.</summary>
    Suspended = 7,
}
