using System.Diagnostics;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

/// <summary>What this process has used so far.</summary>
/// <param name="Cpu">User and kernel time of all threads.</param>
/// <param name="WrittenBytes">Handed to the disk; 0 where the system does not tell.</param>
internal sealed record ProcessUsage(TimeSpan Cpu, long WrittenBytes)
{
    private const string WriteBytes = "write_bytes: ";

    public static ProcessUsage Now => new(Environment.CpuUsage.TotalTime, Written());

    public static ProcessUsage operator -(ProcessUsage later, ProcessUsage earlier) =>
        new(later.Cpu - earlier.Cpu, later.WrittenBytes - earlier.WrittenBytes);

    /// <summary>Resident memory in bytes, after a full collection.</summary>
    public static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static long Written() => File.Exists("/proc/self/io")
        ? long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith(WriteBytes, StringComparison.Ordinal))[WriteBytes.Length..])
        : 0;
}
