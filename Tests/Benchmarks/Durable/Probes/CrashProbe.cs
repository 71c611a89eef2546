using System.Diagnostics;
using System.Globalization;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

internal sealed record CrashFigures(double Lost, double SecondsToFirstActivity, double SecondsToAllDone);

/// <summary>W5: a process with many cases in flight kills itself as <c>kill -9</c> does; the next one has to finish every case whose start was acknowledged.</summary>
internal static class CrashProbe
{
    private const string HubName = "crash.db";
    private const string Acknowledged = "acknowledged.txt";
    private const string Decided = "decided.txt";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Ends by a kill, once every start is acknowledged and half of the activities have run.</summary>
    public static async Task RunToKillAsync(string folder, int count)
    {
        await using var hub = await BenchmarkHub.StartAsync(Path.Combine(folder, HubName));
        string[] ids = [.. Enumerable.Range(0, count).Select(number => $"case-{number}")];
        await Task.WhenAll(ids.Select(id => hub.Client.ScheduleNewOrchestrationInstanceAsync("Case", Workloads.Input, new StartOrchestrationOptions(id))));
        File.WriteAllLines(Path.Combine(folder, Acknowledged), ids);
        var decided = new List<string>();
        for (var number = 0; number < count / 2; number++)
        {
            var id = await hub.Workloads.Notified.ReadAsync();
            await hub.Client.RaiseEventAsync(id, Workloads.Decision, Workloads.Approved);
            decided.Add(id);
        }

        File.WriteAllLines(Path.Combine(folder, Decided), decided);
        Process.GetCurrentProcess().Kill();
    }

    /// <param name="folder">Where the killed process left its hub.</param>
    /// <param name="started">Unix milliseconds when this process was asked for.</param>
    public static async Task<CrashFigures> RecoverAsync(string folder, string started)
    {
        var start = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(started, CultureInfo.InvariantCulture));
        var ids = await File.ReadAllLinesAsync(Path.Combine(folder, Acknowledged));
        var decided = (await File.ReadAllLinesAsync(Path.Combine(folder, Decided))).ToHashSet(StringComparer.Ordinal);
        await using var hub = await BenchmarkHub.StartAsync(Path.Combine(folder, HubName));
        _ = DecideNotifiedAsync(hub, decided);
        await Task.WhenAll(ids.Where(id => !decided.Contains(id)).Select(id => hub.Client.RaiseEventAsync(id, Workloads.Decision, Workloads.Approved)));
        using var patience = new CancellationTokenSource(Patience);
        var completed = await Task.WhenAll(ids.Select(id => IsCompletedAsync(hub.Client, id, patience.Token)));
        var allDone = DateTimeOffset.UtcNow - start;
        var first = hub.Workloads.FirstActivity is { } instant ? instant - start : Patience;
        return new CrashFigures(completed.Count(done => !done), first.TotalSeconds, allDone.TotalSeconds);
    }

    private static async Task DecideNotifiedAsync(BenchmarkHub hub, HashSet<string> decided)
    {
        await foreach (var id in hub.Workloads.Notified.ReadAllAsync())
        {
            if (!decided.Contains(id))
            {
                await hub.Client.RaiseEventAsync(id, Workloads.Decision, Workloads.Approved);
            }
        }
    }

    private static async Task<bool> IsCompletedAsync(DurableTaskClient client, string id, CancellationToken patience)
    {
        try
        {
            return (await client.WaitForInstanceCompletionAsync(id, patience)).RuntimeStatus == OrchestrationRuntimeStatus.Completed;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ArgumentException)
        {
            return false;
        }
    }
}
