using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialWorkflows.DurableTask.Embedded.Instances;
using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded;

/// <summary>An activity to be run, at least once.</summary>
internal sealed record ActivityWork(InstanceRuntime Instance, int TaskId, string Name, string? Input);

/// <summary>
/// Runs activities, a bounded number at once, each in a service scope of its own; instances take turns. A result is handed to the instance
/// and becomes durable with its next turn; what is unfinished when the hub stops runs again at the next start.
/// </summary>
internal sealed class ActivityRunner(
    DurableTaskRegistry registry,
    IServiceScopeFactory scopes,
    EmbeddedTaskHubOptions options,
    TimeProvider time,
    ILogger logger,
    WorkCounter work,
    Action<InstanceRuntime, Message> deliver) : IDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(2);

    private readonly FairQueue<InstanceRuntime, ActivityWork> _queue = new();
    private readonly Channel<bool> _tickets = Channel.CreateUnbounded<bool>();
    private readonly CancellationTokenSource _stopping = new();
    private Task _workers = Task.CompletedTask;

    public void Start() => _workers = Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentActivities).Select(_ => Task.Run(RunAsync)));

    public void Enqueue(ActivityWork activity)
    {
        work.Begin();
        _queue.Add(activity.Instance, activity);
        if (!_tickets.Writer.TryWrite(true))
        {
            work.End();
        }
    }

    /// <summary>Cancels what runs and gives it a moment to notice.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _tickets.Writer.TryComplete();
        await _stopping.CancelAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StopGrace);
        await _workers.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync()
    {
        await foreach (var _ in _tickets.Reader.ReadAllAsync())
        {
            if (_queue.TryTake(out var activity) && !_stopping.IsCancellationRequested && await RunAsync(activity) is { } outcome)
            {
                deliver(activity.Instance, new Message(outcome));
            }

            work.End();
        }
    }

    /// <returns>The outcome, or null when the hub stopped first.</returns>
    private async Task<HistoryEvent?> RunAsync(ActivityWork activity)
    {
        using var span = DurableTaskTracing.Call(activity.Name, activity.Instance.Id, activity.Instance.Trace);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (!registry.TryCreateActivity(activity.Name, scope.ServiceProvider, out var task))
            {
                var missing = new InvalidOperationException($"No activity named '{activity.Name}' is registered.");
                return Failed(activity, span, TaskFailureDetails.FromException(missing) with { IsNonRetriable = true });
            }

            var converter = options.Worker.DataConverter;
            var context = new Context(activity, _stopping.Token);
            var result = await task.RunAsync(context, converter.Deserialize(activity.Input, task.InputType));
            return new TaskCompletedEvent(HistoryEvent.NoId, Now, activity.TaskId, converter.Serialize(result));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // whatever an activity throws is its outcome
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ActivityFailed(logger, exception, activity.Name, activity.TaskId, activity.Instance.Id);
            return Failed(activity, span, TaskFailureDetails.FromException(exception));
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private TaskFailedEvent Failed(ActivityWork activity, Activity? span, TaskFailureDetails details)
    {
        span.Fail(details);
        return new(HistoryEvent.NoId, Now, activity.TaskId, details);
    }

    private sealed class Context(ActivityWork activity, CancellationToken stopping) : TaskActivityContext
    {
        public override TaskName Name => activity.Name;

        public override string InstanceId => activity.Instance.Id;

        public override CancellationToken CancellationToken => stopping;
    }
}
