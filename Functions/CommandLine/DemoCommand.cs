using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Hosting.CustomHandler;

namespace SocialWorkflows.Functions.CommandLine;

internal sealed record DemoArguments(bool Auto, bool Json, string? Data, bool Resume, int Port);

/// <summary>
/// <c>demo</c> serves cases at every step with a simulated calendar; <c>demo --auto</c> plays everybody to the end and checks
/// the invariants.
/// </summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(DemoArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (HandlerProcess.Port is { } hostPort)
        {
            return await ServeHostAsync(arguments, hostPort, error, cancellation);
        }

        var root = arguments.Data ?? Directory.CreateTempSubdirectory("socialworkflows-demo-").FullName;
        using var data = DataFolder.Open(root);
        var folder = new DemoFolder(data.Demo);
        if (folder.HasBegun && !arguments.Resume)
        {
            await error.WriteLineAsync($"A demo has begun in '{data.Root}'. Continue it with --resume, or name an empty folder with --data.");
            return ExitCodes.BadUsage;
        }

        folder.WriteClock(folder.ReadClock());
        await using var session = DemoSession.Create(data, arguments.Auto ? 0 : arguments.Port);
        await session.App.StartAsync(cancellation);
        if (!arguments.Auto)
        {
            await ServeCommand.TellAddressAsync(session.App, output);
            await session.Play.ToTheShowAsync(cancellation);
            await output.WriteLineAsync($"Demo data: {data.Root}. Every person in it is invented. Stop with Ctrl+C.");
            await session.App.WaitForShutdownAsync(cancellation);
            return ExitCodes.Ok;
        }

        await session.Play.ToTheEndAsync(cancellation);
        var report = await session.ReportAsync(error, cancellation);
        await session.App.StopAsync(cancellation);
        if (arguments.Json)
        {
            await output.WriteLineAsync(report.ToJson());
        }
        else
        {
            report.WriteText(output);
        }

        return report.Invariants.Values.All(holds => holds) ? ExitCodes.Ok : ExitCodes.Negative;
    }

    /// <summary>Started by a Functions host as <c>demo --resume</c>: the host drives, and starts this process again after a crash.</summary>
    private static async Task<int> ServeHostAsync(DemoArguments arguments, int port, TextWriter error, CancellationToken cancellation)
    {
        if (arguments.Auto || !arguments.Resume)
        {
            await error.WriteLineAsync("Under a Functions host the demo is started as 'demo --resume': the host plays it, and starts it again where it stood.");
            return ExitCodes.BadUsage;
        }

        using var data = DataFolder.Open(HandlerProcess.DataFolder(arguments.Data ?? "demo-data"));
        await using var app = DemoSession.CreateForHost(data, port);
        return await HandlerProcess.ServeAsync(app, cancellation);
    }
}
