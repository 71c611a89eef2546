using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Worker.Replay;

/// <summary>
/// The context that orchestrator code sees: turns its calls into pending actions and open tasks. It awaits with
/// ConfigureAwait(false), so that its tasks complete where no context is set: see <see cref="OrchestratorThread.Complete"/>.
/// </summary>
internal sealed class ReplayContext(
    string instanceId,
    ExecutionStartedEvent started,
    ReplayState state,
    DurableTaskWorkerOptions options,
    ILoggerFactory loggerFactory) : TaskOrchestrationContext
{
    /// <summary>The limit of the Azure host, in bytes of UTF-16.</summary>
    private const int MaximumCustomStatusBytes = 16 * 1024;

    private int _newGuids;

    public override TaskName Name => started.Name;

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent =>
        started.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name ?? string.Empty, parent.InstanceId) : null;

    public override string Version => started.Version ?? string.Empty;

    public override DateTime CurrentUtcDateTime => state.CurrentUtcDateTime;

    public override bool IsReplaying => state.IsReplaying;

    protected override ILoggerFactory LoggerFactory => loggerFactory;

    public override T? GetInput<T>()
        where T : default => options.DataConverter.Deserialize<T>(started.Input);

    public override Task<T> CallActivityAsync<T>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        state.Thread.ThrowIfElsewhere();
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        return options?.Retry is { } retry ? CallWithRetriesAsync<T>(name, input, retry) : CallOnceAsync<T>(name, input);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        state.Thread.ThrowIfElsewhere();
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var child = options as SubOrchestrationOptions;
        var childId = child?.InstanceId ?? NewGuid().ToString("N");
        return Retries.RunAsync(this, options?.Retry, () => CallSubOrchestratorOnceAsync<TResult>(orchestratorName, childId, child?.Version, input));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        state.Thread.ThrowIfElsewhere();
        state.NextRun = new NextRun(options.DataConverter.Serialize(newInput));
        if (!preserveUnprocessedEvents)
        {
            state.Events.ForgetUnprocessed();
        }
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        state.Thread.ThrowIfElsewhere();
        var due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        return due - CurrentUtcDateTime > options.MaximumTimerInterval
            ? CreateLongTimerAsync(due, cancellationToken)
            : CreateOneTimer(due, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        state.Thread.ThrowIfElsewhere();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return ReadAsync<T>(state.Events.WaitFor(eventName, cancellationToken));
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        state.Thread.ThrowIfElsewhere();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        state.Pending.Add(new SendEventAction(state.Pending.TakeId(), instanceId, eventName, options.DataConverter.Serialize(payload)));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        state.Thread.ThrowIfElsewhere();
        var json = options.DataConverter.Serialize(customStatus);
        if (json is not null && json.Length * sizeof(char) > MaximumCustomStatusBytes)
        {
            throw new ArgumentException(
                $"The custom status is {json.Length * sizeof(char)} bytes of UTF-16 JSON; at most {MaximumCustomStatusBytes} are allowed. "
                + "Keep ids in it, and the data in a store.",
                nameof(customStatus));
        }

        state.CustomStatus = json;
    }

    public override Guid NewGuid()
    {
        state.Thread.ThrowIfElsewhere();
        return DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, _newGuids++);
    }

    private Task<T> CallWithRetriesAsync<T>(TaskName name, object? input, TaskRetryOptions retry) =>
        Retries.RunAsync(this, retry, () => CallOnceAsync<T>(name, input));

    private Task<T> CallOnceAsync<T>(TaskName name, object? input)
    {
        var id = state.Pending.TakeId();
        state.Pending.Add(new ScheduleTaskAction(id, name, started.Version, options.DataConverter.Serialize(input)));
        return ReadAsync<T>(state.Open.OpenActivity(id, name));
    }

    private Task<T> CallSubOrchestratorOnceAsync<T>(TaskName name, string childId, string? version, object? input)
    {
        var id = state.Pending.TakeId();
        var childVersion = version ?? options.DefaultVersion ?? string.Empty;
        state.Pending.Add(new CreateSubOrchestrationAction(id, childId, name, childVersion, options.DataConverter.Serialize(input)));
        return ReadAsync<T>(state.Open.OpenSubOrchestration(id, name, childId));
    }

    private async Task<T> ReadAsync<T>(Task<string?> payload) => options.DataConverter.Deserialize<T>(await payload.ConfigureAwait(false))!;

    private async Task CreateLongTimerAsync(DateTime fireAt, CancellationToken cancellationToken)
    {
        while (fireAt - CurrentUtcDateTime > options.MaximumTimerInterval)
        {
            await CreateOneTimer(CurrentUtcDateTime + options.MaximumTimerInterval, cancellationToken).ConfigureAwait(false);
        }

        await CreateOneTimer(fireAt, cancellationToken).ConfigureAwait(false);
    }

    private Task CreateOneTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var id = state.Pending.TakeId();
        state.Pending.Add(new CreateTimerAction(id, fireAt));
        return state.Open.OpenTimer(id, fireAt, cancellationToken);
    }
}
