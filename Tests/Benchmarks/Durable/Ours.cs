using System.Globalization;
using System.Text.Json;
using SocialWorkflows.Benchmarks.Durable.Probes;

namespace SocialWorkflows.Benchmarks.Durable;

/// <summary>Our engine's probes, each in a fresh process on a fresh file.</summary>
internal static class Ours
{
    public static CaseFigures Cases(int count) => Run<CaseFigures>("case", count);

    public static double Chain(int length, int repetitions) => Run<ChainFigures>("chain", length, repetitions).MillisecondsPerActivity;

    public static ColdFigures Cold(int length) => Run<ColdFigures>("cold", length);

    public static CommitFigures Commit() => Run<CommitFigures>("commit");

    public static SleepFigures Sleep(int sleeping, int due) => Run<SleepFigures>("sleep", sleeping, due);

    public static BusyFigures Busy(int count) => Run<BusyFigures>("busy", count);

    public static HandlerFigures Handler(int count) => Run<HandlerFigures>("handler", count);

    public static CrashFigures Crash(int count) => InFolder(folder =>
    {
        using (var victim = System.Diagnostics.Process.Start(Probe.Start("run-to-kill", arguments: [folder, Text(count)]))!)
        {
            victim.WaitForExit();
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return ResultLines.Of(Probe.Start("recover", arguments: [folder, now.ToString(CultureInfo.InvariantCulture)]))[^1].Deserialize<CrashFigures>()!;
    });

    private static T Run<T>(string probe, params int[] numbers) =>
        InFolder(folder => ResultLines.Of(Probe.Start(probe, arguments: [folder, .. numbers.Select(Text)]))[^1].Deserialize<T>()!);

    private static T InFolder<T>(Func<string, T> run)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
        try
        {
            return run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
