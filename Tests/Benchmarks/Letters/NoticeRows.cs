using System.Diagnostics;
using System.Globalization;
using SocialWorkflows.Tests.Functions.Sending;

namespace SocialWorkflows.Benchmarks.Letters;

/// <summary>2,186 notices by the mailbox of Exchange Online under random kills: how many came twice, how many are not accounted for, how long it took.</summary>
internal static class NoticeRows
{
    private const int Notices = 2186;

    /// <summary>30 a minute make 73 minutes; a minute more for the rest of the last one, and what kills and decisions cost.</summary>
    private const int LongestMinutes = 80;

    private static readonly int[] Seeds = [1, 2, 3, 4, 5];

    public static IReadOnlyList<Row> Run()
    {
        var start = Stopwatch.GetTimestamp();
        var runs = Seeds.Select(seed => NoticeRun.PlayAsync(Notices, seed).GetAwaiter().GetResult()).ToArray();
        var perRun = Stopwatch.GetElapsedTime(start).TotalSeconds / runs.Length;
        var note = string.Create(
            CultureInfo.InvariantCulture, $"{runs.Length} runs, {runs.Sum(r => r.Kills)} kills in all, {runs.Sum(r => r.Decisions.Count)} decisions in between; strict stand-in of Exchange Online, simulated minutes; {perRun:0.0} s of computing each");
        return
        [
            new Row("notices-duplicates", "mails", runs.Max(r => r.Duplicates), null, null, "lower", 0, note),
            new Row("notices-unaccounted", "runs", runs.Count(r => !r.IsAccountedFor || r.OpenTasks > 0), null, null, "lower", 0, note),
            new Row("notices-paced", "minutes", Median.Of(runs.Select(r => (double)r.Minutes)), null, null, "lower", LongestMinutes, note),
            new Row("notices-past-the-limit", "calls", runs.Max(r => r.Wrongs.Count), null, null, "lower", 0, note),
        ];
    }
}
