namespace SocialWorkflows.DurableTask.Client;

/// <summary>Where an instance stands. The numbers are those of the durable task protocol and are stored.</summary>
public enum OrchestrationRuntimeStatus
{
    Running = 0,
    Completed = 1,
    Failed = 3,
    Terminated = 5,

    /// <summary>Started by a client, but its first turn has not been taken.</summary>
    Pending = 6,
}
