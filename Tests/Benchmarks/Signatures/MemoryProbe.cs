using System.Diagnostics;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Benchmarks.Signatures;

/// <summary>Run as a process of its own: the highest resident memory over what the warm process had before.</summary>
internal static class MemoryProbe
{
    /// <param name="container">The large container; a small warm-up container stands beside it.</param>
    /// <param name="anchors">Trust folder.</param>
    /// <param name="output">Gets baseline and peak, in bytes, and the verdict.</param>
    public static int Run(string container, string anchors, TextWriter output)
    {
        var inspector = new SignatureInspector(TrustStore.FromFolder(anchors), new SimulatedTime(SignatureSuite.Now));
        inspector.InspectFile(Path.Combine(Path.GetDirectoryName(container)!, SignatureSuite.SmallFile));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var baseline = Resident();
        var peak = baseline;
        using var done = new ManualResetEventSlim();
        var sampler = new Thread(() =>
        {
            do
            {
                peak = Math.Max(peak, Resident());
            }
            while (!done.Wait(TimeSpan.FromMilliseconds(2)));
        });
        sampler.Start();
        var verdict = inspector.InspectFile(container).Verdict;
        done.Set();
        sampler.Join();
        output.WriteLine($"{baseline} {Math.Max(peak, Resident())} {verdict}");
        return 0;
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
