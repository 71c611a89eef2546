using System.Globalization;
using SocialWorkflows.Benchmarks;
using SocialWorkflows.Benchmarks.Casework;
using SocialWorkflows.Benchmarks.Durable;
using SocialWorkflows.Benchmarks.Durable.Probes;
using SocialWorkflows.Benchmarks.Housekeeping;
using SocialWorkflows.Benchmarks.Intake;
using SocialWorkflows.Benchmarks.Letters;
using SocialWorkflows.Benchmarks.Signatures;
using SocialWorkflows.Benchmarks.Storage;
using SocialWorkflows.Benchmarks.Workplace;

const int rounds = 5;
string[] planned = ["durable", "casework", "signatures", "intake", "workplace", "letters", "storage", "nights"];
Dictionary<string, Func<int, IReadOnlyList<Row>>> suites = new(StringComparer.Ordinal)
{
    ["casework"] = _ => CaseworkSuite.Run(),
    ["durable"] = DurableSuite.Run,
    ["intake"] = _ => IntakeSuite.Run(),
    ["letters"] = _ => [.. LetterSuite.Run(), .. NoticeRows.Run()],
    ["nights"] = _ => NightSuite.RunAsync().GetAwaiter().GetResult(),
    ["signatures"] = _ => SignatureSuite.Run(),
    ["storage"] = StorageSuite.Run,
    ["workplace"] = _ => WorkplaceSuite.RunAsync().GetAwaiter().GetResult(),
};

switch (args)
{
    case [SignatureSuite.MemoryProbe, var container, var anchors]:
        return MemoryProbe.Run(container, anchors, Console.Out);
    case [Probe.Command, .. var probe]:
        return await Probe.RunAsync(probe, Console.Out);
    case [IntakeProbe.Command, var kind, var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var mails) && mails > 0:
        return await IntakeProbe.RunAsync(kind, mails, Console.Out);
    case [IntakeSuite.ParseMemory]:
        return IntakeSuite.MeasureParsing(Console.Out);
    case [var suite]:
        return Run(suite, rounds, Output.WriteTable);
    case [var suite, "--json"]:
        return Run(suite, rounds, (rows, output) => Output.WriteJson(suite, rows, output));
    case ["durable", "--rounds", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var some) && some > 0:
        return Run("durable", some, Output.WriteTable);
    default:
        Console.Error.WriteLine($"usage: dotnet run -c Release --project Tests/Benchmarks -- SUITE [--json]   (suites: {string.Join(", ", suites.Keys)}; for a quick look: durable --rounds 1)");
        return 2;
}

int Run(string name, int count, Action<IReadOnlyList<Row>, TextWriter> write)
{
    if (!suites.TryGetValue(name, out var suite))
    {
        Console.Error.WriteLine(planned.Contains(name)
            ? $"The suite \"{name}\" has no figures yet. Suites: {string.Join(", ", suites.Keys)}."
            : $"Unknown suite \"{name}\". Suites: {string.Join(", ", suites.Keys)}.");
        return 2;
    }

    write(suite(count), Console.Out);
    return 0;
}
