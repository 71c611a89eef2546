namespace SocialWorkflows.DurableTask.Worker.Replay;

/// <summary>Calls a task again while its options say so.</summary>
internal static class Retries
{
    public static Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> attempt) => retry switch
    {
        { Policy: { } policy } => ByPolicyAsync(context, policy, attempt),
        { Handler: { } handler } => ByHandlerAsync(context, handler, attempt),
        _ => attempt(),
    };

    private static async Task<T> ByPolicyAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var failed = 0; ; failed++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (TaskFailedException failure)
            {
                if (policy.DelayAfter(failed, failure.FailureDetails, context.CurrentUtcDateTime - firstAttempt) is not { } delay)
                {
                    throw;
                }

                await context.CreateTimer(Until(context.CurrentUtcDateTime, delay), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A wait that doubles without end passes the last instant there is.</summary>
    private static DateTime Until(DateTime now, TimeSpan delay) => delay < DateTime.MaxValue - now ? now + delay : DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    private static async Task<T> ByHandlerAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var failed = 1; ; failed++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (TaskFailedException failure)
            {
                var retry = new RetryContext(context, failed, failure.FailureDetails, context.CurrentUtcDateTime - firstAttempt);
                if (!await handler(retry).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }
}
