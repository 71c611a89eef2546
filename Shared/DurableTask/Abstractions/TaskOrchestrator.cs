namespace SocialWorkflows.DurableTask;

/// <summary>What the replay worker runs. Derive from <see cref="TaskOrchestrator{TInput,TOutput}"/> instead of implementing it.</summary>
public interface ITaskOrchestrator
{
    Type InputType { get; }

    Type OutputType { get; }

    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}

/// <summary>
/// An orchestrator: deterministic code that is replayed from its history. It does no I/O, reads no clock but
/// <see cref="TaskOrchestrationContext.CurrentUtcDateTime"/>, and awaits only tasks that its context gave it.
/// </summary>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    Type ITaskOrchestrator.InputType => typeof(TInput);

    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);

    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input) =>
        await RunAsync(context, TaskInput.As<TInput>(input, context.Name));
}
