using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Tests.DurableTask.Histories;

/// <summary>How an orchestrator's code may be changed in a way that breaks the instances under way; or not at all.</summary>
public enum CodeChange
{
    None,
    AnActivityMore,
    AnActivityFewer,
    AnotherActivityName,
    OrderOfTwoSteps,
    ATimerMore,
    ALaterTimer,
    AnotherInput,
}

/// <summary>What an orchestrator calls, as if its code had been changed: every call goes on to the real context, but for the change.</summary>
internal sealed class ChangedContext(TaskOrchestrationContext inner, CodeChange change) : TaskOrchestrationContext
{
    private int _activities;

    public override TaskName Name => inner.Name;

    public override string InstanceId => inner.InstanceId;

    public override ParentOrchestrationInstance? Parent => inner.Parent;

    public override string Version => inner.Version;

    public override DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public override bool IsReplaying => inner.IsReplaying;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T? GetInput<T>()
        where T : default => inner.GetInput<T>();

    public override async Task<T> CallActivityAsync<T>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var first = _activities++ == 0;
        switch (change)
        {
            case CodeChange.AnActivityMore when first:
                await inner.CallActivityAsync("Added");
                break;
            case CodeChange.ATimerMore when first:
                await inner.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                break;
            case CodeChange.OrderOfTwoSteps when first:
                inner.SendEvent("somebody", "early", 1);
                break;
            case CodeChange.AnActivityFewer when first:
                throw new InvalidOperationException("the changed code does not call it any more");
            case CodeChange.AnotherActivityName when first:
                return await inner.CallActivityAsync<T>(name.Name + "V2", input, options);
            case CodeChange.AnotherInput when first:
                return await inner.CallActivityAsync<T>(name, new { Changed = input }, options);
        }

        return await inner.CallActivityAsync<T>(name, input, options);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        inner.CallSubOrchestratorAsync<TResult>(orchestratorName, input, options);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => inner.ContinueAsNew(newInput, preserveUnprocessedEvents);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) =>
        inner.CreateTimer(change == CodeChange.ALaterTimer ? fireAt.AddMinutes(1) : fireAt, cancellationToken);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        inner.WaitForExternalEvent<T>(eventName, cancellationToken);

    public override void SendEvent(string instanceId, string eventName, object payload) => inner.SendEvent(instanceId, eventName, payload);

    public override void SetCustomStatus(object? customStatus) => inner.SetCustomStatus(customStatus);

    public override Guid NewGuid() => inner.NewGuid();
}

/// <summary>A shipped orchestrator with its code changed.</summary>
internal sealed class ChangedOrchestrator(ITaskOrchestrator inner, CodeChange change) : ITaskOrchestrator
{
    public Type InputType => inner.InputType;

    public Type OutputType => inner.OutputType;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => inner.RunAsync(new ChangedContext(context, change), input);
}
