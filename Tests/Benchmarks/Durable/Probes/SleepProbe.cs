using System.Diagnostics;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

internal sealed record SleepFigures(double KilobytesPerInstance, double CreatedPerSecond, double IdleCpuPercent, double LagMilliseconds99);

/// <summary>W4: many instances that sleep a day, then some that are due at one instant.</summary>
internal static class SleepProbe
{
    private const int Clients = 64;
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(5);

    public static async Task<SleepFigures> RunAsync(string folder, int sleeping, int due)
    {
        await using var hub = await BenchmarkHub.StartAsync(Path.Combine(folder, "sleep.db"));
        await StartAsync(hub, "warm", 200, DateTime.UtcNow.AddDays(1));
        var before = ProcessUsage.Resident();
        var start = Stopwatch.GetTimestamp();
        await StartAsync(hub, "sleeping", sleeping, DateTime.UtcNow.AddDays(1));
        await hub.Hub.WhenIdleAsync();
        var created = Stopwatch.GetElapsedTime(start);
        var kilobytes = (ProcessUsage.Resident() - before) / 1024.0 / sleeping;

        await Task.Delay(TimeSpan.FromSeconds(1));
        var idle = ProcessUsage.Now;
        await Task.Delay(IdleFor);
        var idleCpu = (ProcessUsage.Now - idle).Cpu / IdleFor;

        hub.Workloads.Lags.Clear();
        var at = DateTime.UtcNow.AddSeconds(2);
        var ids = await StartAsync(hub, "due", due, at);
        if (DateTime.UtcNow >= at)
        {
            throw new InvalidOperationException("The instances could not be started before they were due.");
        }

        await Task.WhenAll(ids.Select(id => hub.Client.WaitForInstanceCompletionAsync(id)));
        var lags = hub.Workloads.Lags.Order().ToArray();
        return new SleepFigures(kilobytes, sleeping / created.TotalSeconds, idleCpu * 100, lags[(int)(lags.Length * 0.99)]);
    }

    private static async Task<IReadOnlyList<string>> StartAsync(BenchmarkHub hub, string prefix, int count, DateTime due)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(number => $"{prefix}-{number}")];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number < count; number = Interlocked.Increment(ref next))
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Timer", due, new StartOrchestrationOptions(ids[number]));
            }
        }));
        return ids;
    }
}
