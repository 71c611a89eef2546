namespace SocialWorkflows.DurableTask;

internal static class TaskInput
{
    public static T As<T>(object? input, TaskName task) => input switch
    {
        T typed => typed,
        null => default!,
        _ => throw new ArgumentException($"Task '{task}' takes a {typeof(T)} and was given a {input.GetType()}.", nameof(input)),
    };
}
