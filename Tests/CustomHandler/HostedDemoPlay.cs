using System.Diagnostics;
using System.Text.Json;
using Newtonsoft.Json.Linq;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Demo;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The whole demo, played by the emulated Functions host: its timers, its task hub, its clock.</summary>
internal sealed class HostedDemoPlay : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hosted-demo").FullName;

    private HostedDemoPlay()
    {
    }

    public FunctionsHost Host { get; private set; } = null!;

    public EmulatedTaskHub Hub { get; private set; } = null!;

    public DurableSidecar Sidecar { get; private set; } = null!;

    public string Data => Path.Combine(_root, "data");

    /// <param name="package">A published package, whose function folders and executable are taken; else those that were built.</param>
    public static async Task<HostedDemoPlay> StartAsync(int repeatsEvery = 7, IEnumerable<KeyValuePair<string, string>>? settings = null, string? package = null)
    {
        var play = new HostedDemoPlay();
        var app = package ?? Path.Combine(play._root, "app");
        Directory.CreateDirectory(play.Data);
        if (package is null)
        {
            (await FunctionsCommand.RunAsync(app, TextWriter.Null, TextWriter.Null)).ShouldBe(0);
        }

        var executable = package is null ? FunctionsHost.Executable : Path.Combine(package, "SocialWorkflows.Functions");
        play.Hub = new EmulatedTaskHub(DemoFolder.Beginning) { RepeatsEvery = repeatsEvery };
        play.Sidecar = await DurableSidecar.StartAsync(play.Hub);
        play.Host = new FunctionsHost(app, play.Data, () => Command(executable, play.Data, settings ?? []))
        {
            DurableClient = () => play.Sidecar.Binding(),
        };
        play.Host.Handler.Now = () => play.Hub.UtcNow;
        play.Hub.Host = play.Host;
        return play;
    }

    private static ProcessStartInfo Command(string executable, string data, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var start = FunctionsHost.Of(executable, data, "demo", "--resume");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public async Task<HostedDemo.ReportAnswer> ToTheEndAsync()
    {
        while (true)
        {
            await SettleAsync();
            var request = JsonSerializer.Serialize(new HostedDemo.TurnRequest(Hub.NextTimer), JsonSerializerOptions.Web);
            if (await QueueAsync<HostedDemo.TurnAnswer>(HostedDemo.TurnFunction, request) is not { } turn)
            {
                continue;
            }

            if (turn.Turn == nameof(DemoTurn.Ended))
            {
                return (await QueueAsync<HostedDemo.ReportAnswer>(HostedDemo.ReportFunction, "{}"))!;
            }

            Hub.AdvanceTo(turn.Now);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Sidecar.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>One turn of the play, after the host's timers have run.</summary>
    public async Task TurnAsync()
    {
        await SettleAsync();
        (await QueueAsync<HostedDemo.TurnAnswer>(HostedDemo.TurnFunction, "{}")).ShouldNotBeNull();
        await SettleAsync();
    }

    /// <summary>The host's timers, until nothing moves any more at this instant.</summary>
    private async Task SettleAsync()
    {
        bool moved;
        do
        {
            moved = await TimerAsync("TakeInMail");
            await Hub.WhenIdleAsync();
            moved |= await TimerAsync("Housekeeping");
            moved |= await TimerAsync("SendMail");
            await Hub.WhenIdleAsync();
        }
        while (moved);
    }

    /// <summary>A timer that failed is called again at its next time.</summary>
    public async Task<bool> TimerAsync(string function)
    {
        var info = new JObject { ["Schedule"] = new JObject { ["AdjustForDST"] = true }, ["ScheduleStatus"] = null, ["IsPastDue"] = false };
        var outcome = await Host.TriggerAsync(function, "timer", info);
        return outcome.Result is not { ReturnValue: string text } || (int)JObject.Parse(text)["count"]! > 0;
    }

    /// <returns>Null when the call was lost: the queue delivers it again.</returns>
    private async Task<T?> QueueAsync<T>(string function, string message)
        where T : class
    {
        var outcome = await Host.InvokeAsync(function, [("message", message), ("client", Sidecar.Binding())]);
        return outcome.Result is { ReturnValue: string text } ? JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web) : null;
    }
}
