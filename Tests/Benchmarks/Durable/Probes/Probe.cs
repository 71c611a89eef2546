using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SocialWorkflows.Benchmarks.Durable.Probes;

/// <summary>One workload on our engine, run as a process of its own, so that none is measured in another's leftovers.</summary>
internal static class Probe
{
    public const string Command = "--durable-probe";

    /// <summary>The command line of a probe, to be run by this same program.</summary>
    public static ProcessStartInfo Start(string name, bool redirect = false, params IEnumerable<string> arguments)
    {
        // Started by the dotnet program, the assembly has to be named.
        string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Probe).Assembly.Location] : [];
        return new ProcessStartInfo(Environment.ProcessPath!, [.. self, Command, name, .. arguments])
        {
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
            UseShellExecute = false,
        };
    }

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        switch (args)
        {
            case ["handler-server"]:
                await HandlerServer.RunAsync(Console.In, output);
                return 0;
            case ["run-to-kill", var folder, var count]:
                await CrashProbe.RunToKillAsync(folder, Number(count));
                return 0;
        }

        object figures = args switch
        {
            ["busy", var folder, var count] => await BusyProbe.RunAsync(folder, Number(count)),
            ["case", var folder, var count] => await CaseProbe.RunAsync(folder, Number(count)),
            ["chain", var folder, var length, var repetitions] => await ChainProbe.RunAsync(folder, Number(length), Number(repetitions)),
            ["cold", var folder, var length] => await ColdProbe.RunAsync(folder, Number(length)),
            ["commit", var folder] => CommitProbe.Run(folder),
            ["handler", _, var count] => await HandlerProbe.RunAsync(Number(count)),
            ["recover", var folder, var started] => await CrashProbe.RecoverAsync(folder, started),
            ["sleep", var folder, var sleeping, var due] => await SleepProbe.RunAsync(folder, Number(sleeping), Number(due)),
            _ => throw new ArgumentException($"Unknown probe: {string.Join(" ", args)}", nameof(args)),
        };
        await output.WriteLineAsync(ResultLines.Mark + JsonSerializer.Serialize(figures));
        return 0;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
