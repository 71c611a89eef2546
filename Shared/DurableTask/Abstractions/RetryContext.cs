namespace SocialWorkflows.DurableTask;

/// <summary>What a retry handler may base its decision on. The handler is orchestrator code: deterministic, and it waits by durable timers.</summary>
/// <param name="OrchestrationContext">The orchestration that called the task.</param>
/// <param name="LastAttemptNumber">How many attempts have failed, from 1.</param>
/// <param name="LastFailure">Why the last one failed.</param>
/// <param name="TotalRetryTime">Since the first attempt began.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext, int LastAttemptNumber, TaskFailureDetails LastFailure, TimeSpan TotalRetryTime);

/// <returns>Whether to try again, at once.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <returns>Whether to try again, at once.</returns>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
