using System.Threading.Channels;
using SocialWorkflows.DurableTask;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

internal sealed record Application(string Applicant);

/// <summary>
/// The orchestrations that every engine runs, with what the driver must know of them: the same steps and sizes as in
/// the peers' scripts (<c>peers/durable</c> of the shared data).
/// </summary>
internal sealed class Workloads
{
    public const string Decision = "decision";
    public const string Approved = "approved";

    private static readonly string Payload = new('x', 200);

    private readonly Channel<string> _notified = Channel.CreateUnbounded<string>();
    private int _activities;
    private long _firstActivity;

    public static Application Input { get; } = new(new string('a', 450));

    /// <summary>Cases that have come to their wait for a decision.</summary>
    public ChannelReader<string> Notified => _notified.Reader;

    public int Activities => Volatile.Read(ref _activities);

    /// <summary>When the first activity of this process ran.</summary>
    public DateTimeOffset? FirstActivity => Volatile.Read(ref _firstActivity) is not 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>For each timer that fired: milliseconds from its due time to the next line of user code.</summary>
    public List<double> Lags { get; } = [];

    public void Register(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<Application, string>("Case", CaseAsync)
        .AddOrchestratorFunc<int, int>("Chain", ChainAsync)
        .AddOrchestratorFunc<DateTime, string>("Timer", TimerAsync)
        .AddActivityFunc<object?, string>("Act", (_, _) => Act())
        .AddActivityFunc<string, string>("Notify", (_, id) =>
        {
            _notified.Writer.TryWrite(id);
            return Act();
        });

    private static async Task<string> CaseAsync(TaskOrchestrationContext context, Application input)
    {
        context.SetCustomStatus("received");
        var received = await context.CallActivityAsync<string>("Act", input);
        context.SetCustomStatus("validated");
        var validated = await context.CallActivityAsync<string>("Act", received);
        await context.CallActivityAsync<string>("Notify", context.InstanceId);
        context.SetCustomStatus("waiting");
        using var decided = new CancellationTokenSource();
        var timeout = context.CreateTimer(TimeSpan.FromHours(1), decided.Token);
        var decision = context.WaitForExternalEvent<string>(Decision);
        if (await Task.WhenAny(decision, timeout) != decision)
        {
            throw new TimeoutException();
        }

#pragma warning disable CA1849, MA0042 // the asynchronous form leaves the orchestrator's thread
        decided.Cancel();
#pragma warning restore CA1849, MA0042
        context.SetCustomStatus("decided");
        for (var step = 0; step < 3; step++)
        {
            await context.CallActivityAsync<string>("Act", validated);
        }

        context.SetCustomStatus("done");
        return "ok";
    }

    private static async Task<int> ChainAsync(TaskOrchestrationContext context, int length)
    {
        for (var step = 0; step < length; step++)
        {
            await context.CallActivityAsync<string>("Act", "i");
        }

        return length;
    }

    private async Task<string> TimerAsync(TaskOrchestrationContext context, DateTime due)
    {
        await context.CreateTimer(due, CancellationToken.None);
        if (!context.IsReplaying)
        {
            var lag = (DateTime.UtcNow - due).TotalMilliseconds;
            lock (Lags)
            {
                Lags.Add(lag);
            }
        }

        return "ok";
    }

    private string Act()
    {
        if (Interlocked.Increment(ref _activities) == 1)
        {
            Volatile.Write(ref _firstActivity, DateTimeOffset.UtcNow.UtcTicks);
        }

        return Payload;
    }
}
