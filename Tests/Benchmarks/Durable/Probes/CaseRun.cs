using System.Diagnostics;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

/// <summary>W1: many application cases at once; the decision is raised as soon as a case has asked for it.</summary>
internal static class CaseRun
{
    public static async Task<TimeSpan> RunAsync(BenchmarkHub hub, string prefix, int count)
    {
        var start = Stopwatch.GetTimestamp();
        var decisions = DecideAsync(hub, count);
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => RunOneAsync(hub.Client, $"{prefix}-{number}")));
        await decisions;
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task RunOneAsync(DurableTaskClient client, string id)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("Case", Workloads.Input, new StartOrchestrationOptions(id));
        var end = await client.WaitForInstanceCompletionAsync(id);
        if (end.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
        {
            throw new InvalidOperationException($"{id} ended as {end.RuntimeStatus}.");
        }
    }

    private static async Task DecideAsync(BenchmarkHub hub, int count)
    {
        var raised = new List<Task>(count);
        for (var number = 0; number < count; number++)
        {
            var id = await hub.Workloads.Notified.ReadAsync();
            raised.Add(hub.Client.RaiseEventAsync(id, Workloads.Decision, Workloads.Approved));
        }

        await Task.WhenAll(raised);
    }
}
