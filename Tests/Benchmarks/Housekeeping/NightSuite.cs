using System.Diagnostics;

namespace SocialWorkflows.Benchmarks.Housekeeping;

/// <summary>How many nights a year of mail takes to go, when all of it is due and approved at once.</summary>
internal static class NightSuite
{
    /// <summary>Each of two mails.</summary>
    private const int Cases = 5_000;

    /// <summary>Of no case.</summary>
    private const int Messages = 5_000;

    public static async Task<IReadOnlyList<Row>> RunAsync()
    {
        var mails = (2 * Cases) + Messages;
        await using var house = await NightHouse.StartAsync(Cases, Messages);
        List<double> seconds = [];
        for (var left = Cases + Messages; left > 0;)
        {
            var begun = Stopwatch.GetTimestamp();
            var gone = await house.NightAsync();
            seconds.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            left -= gone > 0 ? gone : throw new InvalidOperationException($"A night destroyed nothing although {left} records are due.");
        }

        var note = $"{mails:N0} mails: {Cases:N0} closed cases of two mails and {Messages:N0} messages of no case, all due, on the embedded stores.";
        return
        [
            new Row("year-nights", "nights", seconds.Count, null, null, "lower", null, note),
            new Row("year-records", "records/s", (Cases + Messages) / seconds.Sum(), null, null, "higher", null, "Destroyed, over all nights: each reads every ledger and every case that is left."),
            new Row("longest-night", "s", seconds.Max(), null, null, "lower", 135, "The destruction of one night, against the quarter of nine minutes that it has in Azure."),
            new Row("year-memory", "MB", NightHouse.PeakMegabytes, null, null, "lower", null, "Highest resident memory of the process, with the filling."),
        ];
    }
}
