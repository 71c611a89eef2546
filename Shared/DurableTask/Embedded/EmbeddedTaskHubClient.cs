using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Instances;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>The client of the hub in this process.</summary>
internal sealed class EmbeddedTaskHubClient(EmbeddedTaskHub hub, ILogger<EmbeddedTaskHubClient> logger) : DurableTaskClient("embedded")
{
    private const int PurgedAtOnce = 50;

    private DateTime Now => hub.Time.GetUtcNow().UtcDateTime;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var id = options?.InstanceId ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        InstanceId.ThrowIfInvalid(id);

        using var span = DurableTaskTracing.Creation(orchestratorName.Name, id);
        var now = Now;
        var startAt = options?.StartAt?.UtcDateTime ?? now;
        var version = options?.Version ?? hub.Options.Worker.DefaultVersion;
        var request = new StartRequest(id, orchestratorName, version, Serialize(input), now, startAt, options?.DedupeStatuses ?? [], span?.Id);
        var engine = hub.Engine;
        await engine.Backlog.EnterAsync(cancellation);
        var acknowledge = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Writer.Enqueue(new StartWrite(request, engine, acknowledge));
        await acknowledge.Task;
        return id;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        if (!await TryPutAsync(instanceId, new EventRaisedEvent(HistoryEvent.NoId, Now, eventName, Serialize(eventPayload))))
        {
            Existing(instanceId);
            Log.EventIgnored(logger, eventName, instanceId);
        }
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        PutAsync(instanceId, new ExecutionSuspendedEvent(HistoryEvent.NoId, Now, reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        PutAsync(instanceId, new ExecutionResumedEvent(HistoryEvent.NoId, Now, reason), cancellation);

    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var terminated = new ExecutionTerminatedEvent(HistoryEvent.NoId, Now, Serialize(options?.Output)) { Recurse = options?.Recursive ?? false };
        if (!await TryPutAsync(instanceId, terminated, isFirst: true))
        {
            Log.TerminationIgnored(logger, instanceId);
        }
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        await hub.Engine.Waiters.UntilStartedAsync(instanceId, () => Existing(instanceId).RuntimeStatus != OrchestrationRuntimeStatus.Pending, cancellation);
        return Existing(instanceId, getInputsAndOutputs);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var engine = hub.Engine;
        await engine.Waiters.UntilFinishedAsync(
            instanceId, () => !engine.Instances.TryFind(instanceId, out _) && Existing(instanceId).IsCompleted, cancellation);
        return Existing(instanceId, getInputsAndOutputs);
    }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(hub.Engine.Rows.Find(instanceId, getInputsAndOutputs));

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        new InstancePages(hub, filter ?? new OrchestrationQuery());

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        PurgeInstanceAsync(instanceId, options: null, cancellation);

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return await PurgeAsync(statements => FinishedFamily.Find(statements, instanceId, options?.Recursive ?? false));
    }

    /// <summary>In small parts, so that others get their commits in between; what is cancelled half-way is done in part, and can be asked for again.</summary>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation = default)
    {
        var (purged, after, part) = (0, 0L, PurgedAtOnce);
        while (part == PurgedAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            part = (await PurgeAsync(statements =>
            {
                var found = statements.FindFinished(filter, after, PurgedAtOnce);
                after = found.Count > 0 ? found[^1] : after;
                return found;
            })).PurgedInstanceCount;
            purged += part;
        }

        return new PurgeResult(purged);
    }

    private async Task<PurgeResult> PurgeAsync(Func<Storage.HubStatements, IReadOnlyList<long>> find)
    {
        var engine = hub.Engine;
        var acknowledge = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Backlog.Begin();
        engine.Writer.Enqueue(new PurgeWrite(find, engine, acknowledge));
        return new PurgeResult(await acknowledge.Task);
    }

    private async Task PutAsync(string instanceId, HistoryEvent historyEvent, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (!await TryPutAsync(instanceId, historyEvent))
        {
            Existing(instanceId);
            Log.SuspensionIgnored(logger, instanceId);
        }
    }

    /// <returns>False when there is no unfinished instance of that id.</returns>
    private async Task<bool> TryPutAsync(string instanceId, HistoryEvent historyEvent, bool isFirst = false)
    {
        var engine = hub.Engine;
        var acknowledge = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new Message(historyEvent, Acknowledge: acknowledge);
        if (!engine.Instances.TryFind(instanceId, out var instance) || !engine.Turns.TryPut(instance, [message], isFirst))
        {
            var found = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            engine.Backlog.Begin();
            engine.Writer.Enqueue(new PutWrite(instanceId, message, isFirst, engine, found));
            if (!await found.Task)
            {
                return false;
            }
        }

        await acknowledge.Task;
        return true;
    }

    private OrchestrationMetadata Existing(string instanceId, bool withPayloads = false) =>
        hub.Engine.Rows.Find(instanceId, withPayloads)
        ?? throw new ArgumentException($"There is no orchestration instance with the id '{instanceId}' in this task hub.", nameof(instanceId));

    private string? Serialize(object? value) => hub.Options.Worker.DataConverter.Serialize(value);
}
