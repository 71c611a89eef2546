using System.Text.Json;

namespace SocialWorkflows.Benchmarks;

internal static class Output
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void WriteJson(string suite, IReadOnlyList<Row> rows, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            suite,
            rows = rows.Select(r => new { r.Name, r.Unit, ours = Math.Round(r.Ours, 3), r.Peer, theirs = r.Theirs is { } t ? Math.Round(t, 3) : (double?)null, r.Ratio, r.Better, r.Goal, r.Met, r.Note }),
        },
        Json));

    public static void WriteTable(IReadOnlyList<Row> rows, TextWriter output)
    {
        foreach (var row in rows)
        {
            var peer = row.Peer is null ? "no peer" : $"{row.Peer} {(row.Theirs is { } theirs ? $"{theirs:0.###}" : "not measured")}, ratio {(row.Ratio is { } ratio ? $"{ratio:0.###}" : "none")}";
            output.WriteLine($"{row.Name,-28} {row.Ours,10:0.###} {row.Unit,-6} {peer}, goal {(row.Better == "lower" ? "<=" : ">=")} {row.Goal}: {(row.Met ? "met" : "NOT MET")}. {row.Note}");
        }
    }
}
