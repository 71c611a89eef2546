using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Tests.DurableTask.Worker;

/// <summary>An orchestration made from numbers: each says which step comes next. Its output is what it saw on the way.</summary>
internal static class RandomOrchestration
{
    public static Func<TaskOrchestrationContext, Task<object?>> From(IReadOnlyList<int> steps) => async context =>
    {
        var seen = new List<string>();
        foreach (var step in steps)
        {
            seen.Add(await StepAsync(context, step));
        }

        return seen;
    };

    private static async Task<string> StepAsync(TaskOrchestrationContext context, int step)
    {
        switch (Math.Abs(step % 11))
        {
            case 0:
                return await ActivityAsync(context, step);
            case 1:
                return string.Join('+', await Task.WhenAll(ActivityAsync(context, step), ActivityAsync(context, step + 1), WaitAsync(context, step)));
            case 2:
                return await WaitAsync(context, step);
            case 3:
                await context.CreateTimer(TimeSpan.FromDays(Math.Abs(step % 17)), CancellationToken.None);
                return $"{context.CurrentUtcDateTime:o}";
            case 4:
                return await WaitAtMostAsync(context, step);
            case 5:
                context.SetCustomStatus(step);
                return context.NewGuid().ToString();
            case 6:
                context.SendEvent("other", "E", step);
                return "sent";
            case 7:
                return await RetryAsync(context);
            case 8:
                var two = new[] { ActivityAsync(context, step), WaitAsync(context, step) };
                return await await Task.WhenAny(two);
            case 9:
                return await ActivityAsync(context, step).ConfigureAwait(true) + await ActivityAsync(context, step + 1);
            default:
                return await (await Task.WhenAny(WaitAtMostAsync(context, step), WaitAsync(context, step + 1)));
        }
    }

    private static async Task<string> ActivityAsync(TaskOrchestrationContext context, int step)
    {
        try
        {
            return await context.CallActivityAsync<string>($"A{step % 3}", step);
        }
        catch (TaskFailedException failed)
        {
            return failed.Message;
        }
    }

    private static async Task<string> RetryAsync(TaskOrchestrationContext context)
    {
        var policy = new RetryPolicy(3, TimeSpan.FromHours(1), 2);
        return await context.CallActivityAsync<string>("R", options: TaskOptions.FromRetryPolicy(policy));
    }

    private static async Task<string> WaitAsync(TaskOrchestrationContext context, int step) =>
        await context.WaitForExternalEvent<string>($"E{Math.Abs(step % 2)}");

    private static async Task<string> WaitAtMostAsync(TaskOrchestrationContext context, int step)
    {
        try
        {
            return await context.WaitForExternalEvent<string>($"e{Math.Abs(step % 2)}", TimeSpan.FromDays(Math.Abs(step % 9)));
        }
        catch (TaskCanceledException)
        {
            return "timeout";
        }
    }
}
