using System.Diagnostics;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Benchmarks.Casework;

/// <summary>How fast the dates of cases are computed: alone, over a year, and for a whole country after its calendar changed.</summary>
internal static class CaseworkSuite
{
    private const int Rounds = 5;
    private const int WorkingDaysOfAYear = 250;
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
            new Row("deadline-year-term", "us", Median.Of(Enumerable.Range(0, Rounds).Select(_ => Year(Long(pack), calendar, DeadlineKind.Decision))), null, null, "lower", null, "The same for a term of 250 working days: a ledger of a whole year."),
            new Row("deadline-bytes", "B/op", Bytes(pack, calendar) / DaysOfAYear, null, null, "lower", null, "Allocated by one computation of ten working days, both calendars, ledger and sentence."),
            new Row("deadline-bytes-year-term", "B/op", Bytes(Long(pack), calendar) / DaysOfAYear, null, null, "lower", null, "Allocated by one computation of 250 working days."),
            .. RecalculationAsync().GetAwaiter().GetResult(),
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

    private static MunicipalityPack Long(MunicipalityPack pack) => pack with { Terms = pack.Terms with { Decision = pack.Terms.Decision with { WorkingDays = WorkingDaysOfAYear } } };

    /// <summary>The store is filled once; each round changes the calendar and so has every clock to look at and its differences to write.</summary>
    private static async Task<IReadOnlyList<Row>> RecalculationAsync()
    {
        var smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
        await using var cases = new OpenCases(smiltene);
        await cases.FillAsync();
        List<OpenCases.Round> rounds = [];
        for (var i = 0; i < Rounds; i++)
        {
            var fresh = new WorkingCalendar(smiltene.Pack.Calendar, PackFolder.LoadCalendar(PackFolder.DefaultRoot)).WithMovedDays(i % 2 == 1);
            var round = await cases.RecalculateAsync(new CaseTerms(smiltene.Pack, fresh));
            rounds.Add(round.Looked == OpenCases.Clocks && round.Written > 0
                ? round
                : throw new InvalidOperationException($"{round.Looked} clocks looked at, {round.Written} differences: the figure would measure something else."));
        }

        var written = (int)Median.Of(rounds.Select(r => (double)r.Written));
        return
        [
            new Row("recompute-25000", "s", Median.Of(rounds.Select(r => r.Compute)), null, null, "lower", 2, "25,000 open clocks of 12,500 cases in the store, each on a calendar read anew: computed and compared."),
            new Row("recompute-25000-whole", "s", Median.Of(rounds.Select(r => r.Read + r.Compute + r.Write)), null, null, "lower", 2, "The same with reading the cases and journalling what changed."),
            new Row("recompute-25000-read", "s", Median.Of(rounds.Select(r => r.Read)), null, null, "lower", null, "Reading these cases from the SQLite journal, event by event."),
            new Row("recompute-25000-write", "s", Median.Of(rounds.Select(r => r.Write)), null, null, "lower", null, $"Journalling the differences ({written} clocks moved), one synced commit a case with its outbox mark."),
        ];
    }
}
