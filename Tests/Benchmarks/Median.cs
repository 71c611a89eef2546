using System.Diagnostics;

namespace SocialWorkflows.Benchmarks;

internal static class Median
{
    private const int Rounds = 5;

    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Milliseconds of one call, the median of five rounds, each the median of its calls.</summary>
    public static double Milliseconds(Action action, int calls) => Of(Enumerable.Range(0, Rounds).Select(_ => Of(Enumerable.Range(0, calls).Select(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }))));
}
