using System.Text;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using SocialWorkflows.Functions.Hosting.Telemetry;

namespace SocialWorkflows.Tests.Support;

/// <summary>Words that stand for what says who a person is or how they fare: planted at the doors, looked for wherever nobody needs them (I7).</summary>
internal static class PlantedWords
{
    public const string Word = "Zvirgzdputns";
    public const string Code = "000133-10099";
    public const string CodeAtTheCounter = "000144-10044";
    public const string CodeInTheEAddress = "000166-10066";

    private static readonly string[] Codes = [Code, CodeAtTheCounter, CodeInTheEAddress];

    /// <summary>The codes in both ways of writing; a sum in a letter, and what is asked for.</summary>
    private static readonly string[] Secrets = [Word, .. Codes, .. Codes.Select(Bare), "412,60", "aprūp"];

    /// <summary>A personal code as the state's services write it.</summary>
    public static string Bare(string code) => code.Replace("-", "", StringComparison.Ordinal);

    /// <summary>The files of the task hub: histories, inputs, outputs, custom status.</summary>
    public static void AddHub(Dictionary<string, string> places, WayHouse house)
    {
        foreach (var file in Directory.GetFiles(house.Data.Root, "hub.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            places[Path.GetFileName(file)] = Read(file);
        }

        places.Keys.Count(k => k.StartsWith("hub.db", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
    }

    public static async Task<string> OperatorsPageAsync(WayHouse house)
    {
        using var head = await StaffBrowser.SignInAsync(house.Address, "sm-vaditaja");
        return await head.ReadAsync("/operator");
    }

    /// <summary>What a collector was told until now.</summary>
    public static async Task AddTelemetryAsync(Dictionary<string, string> places, WayHouse house, OtlpCollector collector)
    {
        await house.Get<IEnumerable<IHostedService>>().OfType<Exporters>().Single().StopAsync(CancellationToken.None);
        house.Get<LoggerProvider>().ForceFlush().ShouldBeTrue();
        foreach (var signal in new[] { "traces", "metrics", "logs" })
        {
            places[signal] = collector.Of(signal);
            places[signal].Length.ShouldBeGreaterThan(0, signal);
        }
    }

    public static void ShouldBeInNoneOf(IReadOnlyDictionary<string, string> places)
    {
        places["log"].Length.ShouldBeGreaterThan(0);
        foreach (var (name, text) in places)
        {
            foreach (var secret in Secrets)
            {
                text.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"'{secret}' stands in {name}");
            }
        }
    }

    /// <summary>A file that somebody else writes meanwhile.</summary>
    public static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
