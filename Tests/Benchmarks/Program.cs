using SocialWorkflows.Benchmarks;
using SocialWorkflows.Benchmarks.Casework;
using SocialWorkflows.Benchmarks.Signatures;

string[] planned = ["durable", "casework", "signatures", "intake", "workplace", "letters", "storage"];
Dictionary<string, Func<IReadOnlyList<Row>>> suites = new(StringComparer.Ordinal)
{
    ["casework"] = CaseworkSuite.Run,
    ["signatures"] = SignatureSuite.Run,
};

if (args is [SignatureSuite.MemoryProbe, var container, var anchors])
{
    return MemoryProbe.Run(container, anchors, Console.Out);
}

if (args.Length == 0 || args is ["--help"] || args.Skip(1).Any(a => a != "--json"))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project Tests/Benchmarks -- SUITE [--json]   (suites: {string.Join(", ", suites.Keys)})");
    return 2;
}

if (!suites.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine(planned.Contains(args[0])
        ? $"The suite \"{args[0]}\" has no figures yet. Suites: {string.Join(", ", suites.Keys)}."
        : $"Unknown suite \"{args[0]}\". Suites: {string.Join(", ", suites.Keys)}.");
    return 2;
}

var rows = run();
if (args.Contains("--json"))
{
    Output.WriteJson(args[0], rows, Console.Out);
}
else
{
    Output.WriteTable(rows, Console.Out);
}

return 0;
