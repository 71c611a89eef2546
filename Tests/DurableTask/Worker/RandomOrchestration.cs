using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Tests.DurableTask.Worker;

/// <summary>An orchestration made from numbers: each says which step comes next. Its output is what it saw on the way.</summary>
internal static class RandomOrchestration
{
    /// <summary>How many runs an instance may have: its input counts them.</summary>
    public const int Runs = 3;

    public static Func<TaskOrchestrationContext, Task<object?>> From(IReadOnlyList<int> steps) => async context =>
    {
        var seen = new List<string>();
        foreach (var step in steps)
        {
            if (Math.Abs(step % 19) == 18 && context.GetInput<int>() < Runs - 1)
            {
                await BeginAgainAsync(context, step);
                return seen;
            }

            seen.Add(await StepAsync(context, step));
        }

        return seen;
    };

    private static async Task<string> StepAsync(TaskOrchestrationContext context, int step)
    {
        switch (Math.Abs(step % 19))
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
            case 10:
                return await (await Task.WhenAny(WaitAtMostAsync(context, step), WaitAsync(context, step + 1)));
            case 11:
                return await ChildAsync(context, step, options: null);
            case 12:
                return await ChildAsync(context, step, new SubOrchestrationOptions(InstanceId: $"child-{Math.Abs(step)}") { Version = "7" });
            case 13:
                var children = new[] { ChildAsync(context, step, options: null), ActivityAsync(context, step), ChildAsync(context, step + 1, options: null) };
                return string.Join('+', await Task.WhenAll(children));
            case 14:
                return await ChildWithRetriesAsync(context);
            case 15:
                return await HandledRetriesAsync(context);
            case 16:
                return context.Version == "2.0" ? await ActivityAsync(context, step) + "in two" : await WaitAsync(context, step) + $"in {context.Version}";
            case 17:
                return await context.CallActivityAsync<string>("Uncaught", step);
            default:
                return $"run {context.GetInput<int>()}";
        }
    }

    /// <summary>With a decision in the same turn, and events nobody has waited for kept or dropped.</summary>
    private static async Task BeginAgainAsync(TaskOrchestrationContext context, int step)
    {
        var again = context.GetInput<int>() + 1;
        if (step % 2 == 0)
        {
            await ActivityAsync(context, step);
        }

        context.SendEvent("other", "Again", again);
        context.ContinueAsNew(again, preserveUnprocessedEvents: step % 3 != 0);
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

    private static async Task<string> ChildAsync(TaskOrchestrationContext context, int step, TaskOptions? options)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<string>($"C{step % 3}", step, options);
        }
        catch (TaskFailedException failed)
        {
            return failed.Message;
        }
    }

    private static async Task<string> ChildWithRetriesAsync(TaskOrchestrationContext context)
    {
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromHours(3)));
        return await context.CallSubOrchestratorAsync<string>("R", options: policy);
    }

    private static async Task<string> RetryAsync(TaskOrchestrationContext context)
    {
        var policy = new RetryPolicy(3, TimeSpan.FromHours(1), 2);
        return await context.CallActivityAsync<string>("R", options: TaskOptions.FromRetryPolicy(policy));
    }

    private static async Task<string> HandledRetriesAsync(TaskOrchestrationContext context) => await context.CallActivityAsync<string>(
        "H",
        options: TaskOptions.FromRetryHandler(async retry =>
        {
            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(retry.LastAttemptNumber), CancellationToken.None);
            return retry.LastAttemptNumber < 3;
        }));

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
