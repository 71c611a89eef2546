using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.DurableTask.Embedded.Storage;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

internal sealed record ColdFigures(double MicrosecondsPerActivity, double EventsPerSecond);

/// <summary>W3 cold: an instance's whole history read from the file, parsed and replayed.</summary>
internal static class ColdProbe
{
    private const string Id = "chain";
    private const int WarmUp = 10;
    private const int Repetitions = 5;

    public static async Task<ColdFigures> RunAsync(string folder, int length)
    {
        var path = Path.Combine(folder, "cold.db");
        await using (var hub = await BenchmarkHub.StartAsync(path))
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Chain", length, new StartOrchestrationOptions(Id));
            await hub.Client.WaitForInstanceCompletionAsync(Id);
        }

        var registry = new DurableTaskRegistry();
        new Workloads().Register(registry);
        await using var services = new ServiceCollection().BuildServiceProvider();
        using var file = HubFile.Open(path);
        using var reader = new HubReader(file);
        var times = new List<(double Whole, double Replay)>();
        var events = 0;
        for (var round = 0; round < WarmUp + Repetitions; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var history = reader.History(1, Id);
            var read = Stopwatch.GetElapsedTime(start);
            var session = new OrchestrationSession(Id, registry, services, new DurableTaskWorkerOptions(), NullLoggerFactory.Instance);
            if (session.Process(history, []).Completion?.Status != OrchestrationRuntimeStatus.Completed)
            {
                throw new InvalidOperationException("The replay did not come to the end.");
            }

            var whole = Stopwatch.GetElapsedTime(start);
            events = history.Count;
            times.Add((whole.TotalMicroseconds, (whole - read).TotalMicroseconds));
        }

        var measured = times.Skip(WarmUp).ToList();
        return new ColdFigures(Median.Of(measured.Select(time => time.Whole)) / length, events / Median.Of(measured.Select(time => time.Replay)) * 1e6);
    }
}
