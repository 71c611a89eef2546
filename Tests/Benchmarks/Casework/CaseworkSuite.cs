using System.Diagnostics;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Benchmarks.Casework;

/// <summary>How fast the dates of cases are computed: alone, over a year, and for a whole country after its calendar changed.</summary>
internal static class CaseworkSuite
{
    private const int Rounds = 5;
    private const int OpenClocks = 25_000;
    private const int DaysOfAYear = 365;
    private const int Passes = 40;
    private const string Channel = "e-address";
    private static readonly DateOnly First = new(2026, 1, 1);

    private static readonly DeadlineKind[] Kinds =
        [DeadlineKind.Decision, DeadlineKind.Notice, DeadlineKind.Contest, DeadlineKind.DocumentRequest, DeadlineKind.OuterLimit];

    public static IReadOnlyList<Row> Run()
    {
        var pack = PackFolder.Load(PackFolder.DefaultRoot).Single(p => p.Id == "smiltene");
        var national = PackFolder.LoadCalendar(PackFolder.DefaultRoot);
        var calendar = new WorkingCalendar(pack.Calendar, national);
        Year(pack, calendar, DeadlineKind.Decision);
        return
        [
            .. Kinds.Select(kind => new Row(
                $"deadline-{kind.ToString().ToLowerInvariant()}",
                "us",
                Median.Of(Enumerable.Range(0, Rounds).Select(_ => Year(pack, calendar, kind))),
                null,
                null,
                "lower",
                20,
                "Mean of every day of 2026 with ledger and sentence in both calendars; no peer computes Latvian terms.")),
            new Row(
                "deadline-allocation-growth",
                "ratio",
                Growth(pack, calendar),
                null,
                null,
                "lower",
                1.05,
                "Bytes for each computation over the fortieth year of computations, divided by the second's: 1 means nothing is kept."),
            new Row(
                "recompute-25000",
                "s",
                Median.Of(Enumerable.Range(0, Rounds).Select(_ => Recompute(pack))),
                null,
                null,
                "lower",
                2,
                "25,000 open clocks of all kinds, each with a pause where it can have one, on a calendar read anew, so nothing is remembered."),
        ];
    }

    /// <summary>Microseconds of one computation, the mean over a year.</summary>
    private static double Year(MunicipalityPack pack, WorkingCalendar calendar, DeadlineKind kind)
    {
        var start = Stopwatch.GetTimestamp();
        for (var pass = 0; pass < Passes; pass++)
        {
            Pass(pack, calendar, kind);
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / (Passes * DaysOfAYear);
    }

    private static double Growth(MunicipalityPack pack, WorkingCalendar calendar)
    {
        Pass(pack, calendar, DeadlineKind.Decision);
        var second = Bytes(pack, calendar);
        for (var pass = 0; pass < Passes - 3; pass++)
        {
            Pass(pack, calendar, DeadlineKind.Decision);
        }

        return Bytes(pack, calendar) / second;
    }

    private static double Bytes(MunicipalityPack pack, WorkingCalendar calendar)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(pack, calendar, DeadlineKind.Decision);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Pass(MunicipalityPack pack, WorkingCalendar calendar, DeadlineKind kind)
    {
        for (var day = 0; day < DaysOfAYear; day++)
        {
            DeadlineCalculator.Compute(pack, calendar, kind, First.AddDays(day), kind == DeadlineKind.Contest ? Channel : null);
        }
    }

    private static double Recompute(MunicipalityPack pack)
    {
        var fresh = new WorkingCalendar(pack.Calendar, PackFolder.LoadCalendar(PackFolder.DefaultRoot)).WithMovedDays(false);
        var moved = 0;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < OpenClocks; i++)
        {
            var (kind, from) = (Kinds[i % Kinds.Length], First.AddDays(i % DaysOfAYear));
            ClockPause[] pauses = kind is DeadlineKind.Decision or DeadlineKind.Notice ? [new(from.AddDays(2), from.AddDays(6), "gaidām dokumentus")] : [];
            var term = DeadlineCalculator.Compute(pack, fresh, kind, from, kind == DeadlineKind.Contest ? Channel : null, pauses);
            moved += term.Due != term.SafeDue ? 1 : 0;
        }

        return moved > 0
            ? Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException("No clock differs between the calendars: the figure would measure nothing.");
    }
}
