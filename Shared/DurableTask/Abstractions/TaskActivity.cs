namespace SocialWorkflows.DurableTask;

/// <summary>What the activity worker runs. Derive from <see cref="TaskActivity{TInput,TOutput}"/> instead of implementing it.</summary>
public interface ITaskActivity
{
    Type InputType { get; }

    Type OutputType { get; }

    Task<object?> RunAsync(TaskActivityContext context, object? input);
}

/// <summary>
/// An activity: ordinary code that may do anything. It runs at least once, so it must be idempotent.
/// It is created for each invocation with its constructor's services from a scope of its own.
/// </summary>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input) =>
        await RunAsync(context, TaskInput.As<TInput>(input, context.Name));
}

/// <summary>What an activity may know about its caller.</summary>
public abstract class TaskActivityContext
{
    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    /// <summary>
    /// Cancelled when the worker stops; the activity runs again after the next start.
    /// An addition to the Microsoft model, where it comes from the host's function context.
    /// </summary>
    public virtual CancellationToken CancellationToken => CancellationToken.None;
}
