namespace SocialWorkflows.DurableTask.Client;

/// <summary>Starts, asks, nudges and ends orchestration instances. Safe to share between threads.</summary>
public abstract class DurableTaskClient(string name)
{
    public string Name { get; } = name;

    /// <summary>Starts an instance; durable when the task completes.</summary>
    /// <returns>The instance's id.</returns>
    /// <exception cref="OrchestrationAlreadyExistsException">
    /// An unfinished instance of that id exists, or one in a status named by <c>WithDedupeStatuses</c>.
    /// </exception>
    /// <exception cref="ArgumentException">The name is empty or the id is not a valid one.</exception>
    public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default);

    /// <inheritdoc cref="ScheduleNewOrchestrationInstanceAsync(TaskName, object?, StartOrchestrationOptions?, CancellationToken)"/>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, CancellationToken cancellation) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, input: null, options: null, cancellation);

    /// <inheritdoc cref="ScheduleNewOrchestrationInstanceAsync(TaskName, object?, StartOrchestrationOptions?, CancellationToken)"/>
    public virtual Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, StartOrchestrationOptions options, CancellationToken cancellation = default) =>
        ScheduleNewOrchestrationInstanceAsync(orchestratorName, input: null, options, cancellation);

    /// <summary>Raises an event; durable when the task completes. A finished instance ignores it.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public abstract Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);

    /// <summary>Completes when the instance has taken its first turn.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public abstract Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Completes when the instance has completed, failed or been terminated.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public abstract Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <inheritdoc cref="WaitForInstanceCompletionAsync(string, bool, CancellationToken)"/>
    public virtual Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation) =>
        WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: false, cancellation);

    /// <summary>Ends an instance where it stands. One that is finished or does not exist is left alone.</summary>
    public abstract Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default);

    /// <inheritdoc cref="TerminateInstanceAsync(string, TerminateInstanceOptions?, CancellationToken)"/>
    public virtual Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default) =>
        TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(output), cancellation);

    /// <summary>Makes an instance take no more steps until it is resumed. One that is finished is left alone.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="NotSupportedException">This client's hub cannot do it.</exception>
    public virtual Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"The client '{Name}' cannot suspend instances.");

    /// <summary>Lets a suspended instance go on with everything that happened meanwhile. Others are left alone.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="NotSupportedException">This client's hub cannot do it.</exception>
    public virtual Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"The client '{Name}' cannot resume instances.");

    /// <returns>The instance, or null when there is none.</returns>
    public abstract Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <inheritdoc cref="GetInstanceAsync(string, bool, CancellationToken)"/>
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation) =>
        GetInstanceAsync(instanceId, getInputsAndOutputs: false, cancellation);

    /// <summary>Instances in the order they were created.</summary>
    public abstract AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null);

    /// <summary>Deletes one finished instance and its history.</summary>
    public abstract Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Deletes one finished instance and its history, and on request the finished sub-orchestrations below it.</summary>
    /// <exception cref="NotSupportedException">This hub cannot purge recursively.</exception>
    public virtual Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options, CancellationToken cancellation = default) =>
        options is { Recursive: true }
            ? throw new NotSupportedException("This task hub does not purge recursively. Purge the sub-orchestrations by their own ids.")
            : PurgeInstanceAsync(instanceId, cancellation);

    /// <summary>Deletes finished instances and their histories.</summary>
    public abstract Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation = default);
}
