using System.Diagnostics;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

internal sealed record HandlerFigures(double InstancesPerSecond, double RequestsPerSecond);

/// <summary>W1 through the custom handler: host and handler are two processes, as in Azure.</summary>
internal static class HandlerProbe
{
    private const int WarmUp = 500;

    public static async Task<HandlerFigures> RunAsync(int count)
    {
        using var process = Process.Start(Probe.Start("handler-server", redirect: true))!;
        try
        {
            var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The handler did not start.");
            using var host = new HandlerHost(new Uri(address));
            await RunAsync(host, "warm", WarmUp);
            var (start, before) = (Stopwatch.GetTimestamp(), host.Requests);
            await RunAsync(host, "case", count);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new HandlerFigures(count / seconds, (host.Requests - before) / seconds);
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }
    }

    private static Task RunAsync(HandlerHost host, string prefix, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => host.RunCaseAsync($"{prefix}-{number}")));
}
