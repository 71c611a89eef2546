using System.Diagnostics;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

internal sealed record ChainFigures(double MillisecondsPerActivity);

/// <summary>W2 and W3: one instance, activities in sequence; the median of the repetitions.</summary>
internal static class ChainProbe
{
    private const int WarmUp = 2_000;

    public static async Task<ChainFigures> RunAsync(string folder, int length, int repetitions)
    {
        await using var hub = await BenchmarkHub.StartAsync(Path.Combine(folder, "chain.db"));
        await RunAsync(hub, WarmUp);
        var times = new List<double>();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            times.Add(await RunAsync(hub, length));
        }

        return new ChainFigures(Median.Of(times) / length);
    }

    private static async Task<double> RunAsync(BenchmarkHub hub, int length)
    {
        var start = Stopwatch.GetTimestamp();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Chain", length);
        await hub.Client.WaitForInstanceCompletionAsync(id);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
