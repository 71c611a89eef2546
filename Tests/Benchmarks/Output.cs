using System.Text.Json;

namespace SocialWorkflows.Benchmarks;

internal static class Output
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void WriteJson(string suite, IReadOnlyList<Row> rows, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            suite,
            rows = rows.Select(r => new
            {
                r.Name,
                value = Short(r.Value),
                r.Unit,
                ours = Short(r.Ours),
                r.Peer,
                theirs = Short(r.Theirs),
                r.Ratio,
                r.Better,
                r.Goal,
                r.Target,
                r.Met,
                r.OnTarget,
                figures = r.Figures.Count == 0 ? null : r.Figures.Select(f => new { f.Name, value = Short(f.Value), f.Unit, f.Better, f.Goal, f.Target, f.Met, f.OnTarget }),
                r.Note,
            }),
        },
        Json));

    public static void WriteTable(IReadOnlyList<Row> rows, TextWriter output)
    {
        foreach (var row in rows)
        {
            var peer = row.Peer is null ? "no peer" : $"{row.Peer} {(row.Theirs is { } theirs ? $"{theirs:0.###}" : "not measured")}, ratio {(row.Ratio is { } ratio ? $"{ratio:0.###}" : "none")}";
            output.WriteLine($"{row.Name,-28} {row.Ours,10:0.###} {row.Unit,-12} {peer}, {Judgement(row.Better, row.Goal, row.Target, row.Met, row.OnTarget)}. {row.Note}");
            foreach (var figure in row.Figures)
            {
                output.WriteLine($"    {figure.Name,-24} {figure.Value,10:0.###} {figure.Unit,-12} {Judgement(figure.Better, figure.Goal, figure.Target, figure.Met, figure.OnTarget)}");
            }
        }
    }

    private static string Judgement(string better, double? goal, double? target, bool? met, bool? onTarget)
    {
        if (goal is null)
        {
            return "no goal";
        }

        var sign = better == "lower" ? "<=" : ">=";
        var aim = target is null ? string.Empty : $", target {sign} {target}: {(onTarget == true ? "met" : "not met")}";
        return $"goal {sign} {goal}: {(met == true ? "met" : "NOT MET")}{aim}";
    }

    private static double? Short(double? value) => value is { } known ? Math.Round(known, 4) : null;
}
