namespace SocialWorkflows.Benchmarks.Durable.Probes;

/// <summary>All per instance, except the rate.</summary>
internal sealed record CaseFigures(double InstancesPerSecond, double CpuMilliseconds, double Fsyncs, double WrittenKilobytes);

/// <summary>W1, warmed up and rehearsed as the peers' scripts do it; the last round counts.</summary>
internal static class CaseProbe
{
    private const int WarmUp = 200;

    public static async Task<CaseFigures> RunAsync(string folder, int count)
    {
        await using var hub = await BenchmarkHub.StartAsync(Path.Combine(folder, "case.db"));
        await CaseRun.RunAsync(hub, "warm", WarmUp);
        await CaseRun.RunAsync(hub, "rehearsal", count);
        var (before, syncs) = (ProcessUsage.Now, hub.Hub.Engine.Writer.Syncs);
        var elapsed = await CaseRun.RunAsync(hub, "measured", count);
        var used = ProcessUsage.Now - before;
        return new CaseFigures(
            count / elapsed.TotalSeconds,
            used.Cpu.TotalMilliseconds / count,
            (double)(hub.Hub.Engine.Writer.Syncs - syncs) / count,
            used.WrittenBytes / 1024.0 / count);
    }
}
