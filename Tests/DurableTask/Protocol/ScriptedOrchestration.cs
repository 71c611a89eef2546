using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>Walks through the steps in its input, as the peer's script does.</summary>
internal static class ScriptedOrchestration
{
    public static DurableTaskRegistry Registry { get; } = With((context, step, index) => TakeAsync(context, step, index));

    /// <summary>As <see cref="Registry"/>, but for what it does with one kind of step.</summary>
    public static DurableTaskRegistry Changed(string op, Func<TaskOrchestrationContext, ScriptStep, int, Task<string>> take) =>
        With((context, step, index) => step.Op == op ? take(context, step, index) : TakeAsync(context, step, index));

    private static DurableTaskRegistry With(Func<TaskOrchestrationContext, ScriptStep, int, Task<string>> take) =>
        new DurableTaskRegistry().AddOrchestratorFunc<IReadOnlyList<ScriptStep>, IReadOnlyList<string>>("Script", async (context, steps) =>
        {
            var seen = new List<string>();
            for (var index = 0; index < steps.Count; index++)
            {
                context.SetCustomStatus(index);
                seen.Add(await take(context, steps[index], index));
            }

            return seen;
        });

    private static async Task<string> TakeAsync(TaskOrchestrationContext context, ScriptStep step, int index)
    {
        switch (step.Op)
        {
            case "activity":
                return await AttemptAsync(context.CallActivityAsync<string>(step.Name!, index));
            case "retry":
                var policy = new RetryPolicy(3, TimeSpan.FromHours(1), 2);
                return await AttemptAsync(context.CallActivityAsync<string>(step.Name!, index, TaskOptions.FromRetryPolicy(policy)));
            case "child":
                return await AttemptAsync(context.CallSubOrchestratorAsync<string>(step.Name!, index, new SubOrchestrationOptions(InstanceId: $"child-{index}")));
            case "all":
                return string.Join('|', await Task.WhenAll(Activities(context, step.Count, index)));
            case "any":
                var tasks = Activities(context, step.Count, index);
                var winner = await Task.WhenAny(tasks);
                await Task.WhenAll(tasks);
                return $"{Array.IndexOf(tasks, winner)}";
            case "parallel":
                var branches = new[]
                {
                    context.CallActivityAsync<string>("A0", index),
                    context.CallSubOrchestratorAsync<string>("C", index, new SubOrchestrationOptions(InstanceId: $"child-{index}")),
                };
                return await AttemptAsync(JoinAsync(branches));
            case "twice":
                var task = context.CallActivityAsync<string>("ok", index);
                return await task + await task;
            case "timer":
                await context.CreateTimer(TimeSpan.FromHours(step.Hours), CancellationToken.None);
                return $"{context.CurrentUtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}";
            case "event":
                return await context.WaitForExternalEvent<string>(step.Name!);
            case "timeout":
                return await WaitAtMostAsync(context, step);
            case "send":
                context.SendEvent("other", step.Name!, index);
                return "sent";
            case "version":
                return context.Version;
            case "throw":
                throw new InvalidDataException("thrown");
            case "again":
                context.ContinueAsNew(step.Steps);
                return "again";
            default:
                throw new InvalidDataException($"unknown step {step.Op}");
        }
    }

    private static Task<string>[] Activities(TaskOrchestrationContext context, int count, int index) =>
        [.. Enumerable.Range(0, count).Select(i => context.CallActivityAsync<string>($"ok{i}", index))];

    private static async Task<string> JoinAsync(Task<string>[] tasks) => string.Join('|', await Task.WhenAll(tasks));

    private static async Task<string> AttemptAsync(Task<string> task)
    {
        try
        {
            return await task;
        }
        catch (TaskFailedException)
        {
            return "failed";
        }
    }

    private static async Task<string> WaitAtMostAsync(TaskOrchestrationContext context, ScriptStep step)
    {
        try
        {
            return await context.WaitForExternalEvent<string>(step.Name!, TimeSpan.FromHours(step.Hours));
        }
        catch (TaskCanceledException)
        {
            return "timeout";
        }
    }
}
