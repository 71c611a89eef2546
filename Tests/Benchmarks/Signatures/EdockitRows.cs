using System.Text.Json;

namespace SocialWorkflows.Benchmarks.Signatures;

/// <summary>edockit on the same files, in its own warm Node process.</summary>
internal static class EdockitRows
{
    private const string Rounds = "200";

    public static IEnumerable<Row> Of(string folder, IReadOnlyList<MeasuredKind> kinds)
    {
        var modules = NodeModules();
        var script = Path.Combine(AppContext.BaseDirectory, "Signatures", "edockit.mjs");
        var answer = modules is null ? null : Tool.Run(folder, "node", [script, modules, Rounds, .. kinds.Select(k => k.Path)]);
        if (answer is null)
        {
            return kinds.Select(k => Missing(k, "edockit", "Node or edockit is not installed (Tests/install)."));
        }

        var result = JsonDocument.Parse(answer).RootElement;
        var peer = "edockit " + result.GetProperty("version").GetString();
        return kinds.Select((k, i) => result.GetProperty("ms")[i] is { ValueKind: JsonValueKind.Number } ms && result.GetProperty("valid")[i].GetBoolean()
            ? new Row($"signature-{k.Name}-edockit", "ms", k.Again, peer, ms.GetDouble(), "lower", 1, "Warm, in its own Node process: unzip, digests, value, time-stamp; without revocation and trust, which it would fetch.")
            : Missing(k, peer, "edockit does not verify this file."));
    }

    private static Row Missing(MeasuredKind kind, string peer, string why) => new($"signature-{kind.Name}-edockit", "ms", kind.Again, peer, null, "lower", 1, why);

    private static string? NodeModules()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var modules = Path.Combine(folder.FullName, "Tests", "node_modules");
            if (Directory.Exists(Path.Combine(modules, "edockit")))
            {
                return modules;
            }
        }

        return null;
    }
}
