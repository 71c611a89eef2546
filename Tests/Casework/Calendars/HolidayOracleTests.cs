using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Signatures;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Casework.Calendars;

/// <summary>
/// Every holiday of 1990–2100 beside npm's date-holidays. That package knows no years before which a holiday did not exist, no
/// Pentecost, no Song Festival and no visit of the Pope: <c>docs/calendar.md</c> explains each difference.
/// </summary>
public sealed class HolidayOracleTests
{
    private static readonly IEnumerable<int> Years = Enumerable.Range(1990, 111);

    /// <summary>Days that only the package has, by the reason told in the document.</summary>
    private static IEnumerable<DateOnly> OnlyTheirs() => TheirKinds().SelectMany(k => k.Days);

    /// <summary>Each row of the document with its days; the rows do not share a day.</summary>
    private static IEnumerable<(string Row, IReadOnlyList<DateOnly> Days)> TheirKinds() =>
    [
        ("Easter Monday 1990–1996", [.. Before(1997, y => Easter.Sunday(y).AddDays(1))]),
        ("4 May 1990–2001", [.. Before(2002, y => new DateOnly(y, 5, 4))]),
        ("substitutes of 4 May 1990–2007", [.. Before(2008, y => MondayAfter(new DateOnly(y, 5, 4)))]),
        ("substitutes of 18 November 1990–2006", [.. Before(2007, y => MondayAfter(new DateOnly(y, 11, 18)))]),
        ("Christmas Eve 1990–2006", [.. Before(2007, y => new DateOnly(y, 12, 24))]),
    ];

    /// <summary>Days that only our data have.</summary>
    private static IEnumerable<DateOnly> OnlyOurs() =>
    [
        .. Years.Where(y => y >= 1996).Select(y => Easter.Sunday(y).AddDays(49)),
        new(2018, 7, 8), new(2018, 7, 9), new(2018, 9, 24), new(2023, 7, 9), new(2023, 7, 10),
    ];

    [Fact]
    public void Holidays_Of111Years_DifferFromThePackageExactlyAsExplained()
    {
        var theirs = Theirs();
        var ours = Years.SelectMany(DaysOf).Where(d => TestPacks.Calendar(false).KindOf(d) == DayKind.Holiday).ToHashSet();

        theirs.Count.ShouldBeGreaterThan(1500);
        theirs.Except(ours).Order().ShouldBe(OnlyTheirs().Distinct().Order());
        ours.Except(theirs).Order().ShouldBe(OnlyOurs().Except(theirs).Order());
    }

    [Fact]
    public void WorkingDays_Of111Years_DifferOnlyWhereADifferenceFallsOnAWeekday()
    {
        var theirs = Theirs();
        var weekdays = Years.SelectMany(DaysOf).Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

        var different = weekdays.Where(d => TestPacks.Calendar(false).IsWorkingDay(d) == theirs.Contains(d)).ToList();

        different.ShouldAllBe(d => d.Year < 2008 || d == new DateOnly(2018, 7, 9) || d == new DateOnly(2018, 9, 24) || d == new DateOnly(2023, 7, 10));
        different.Count(d => d.Year >= 2008).ShouldBe(3);
    }

    [Fact]
    public void Document_OfTheDifferences_NamesEachKind()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "calendar.md"));

        foreach (var kind in new[] { "Easter Monday", "4 May", "18 November", "Christmas Eve", "Pentecost", "Song and Dance Festival", "24.09.2018" })
        {
            text.ShouldContain(kind);
        }

        foreach (var (row, days) in TheirKinds())
        {
            text.ShouldContain($"| {row} ({days.Count}) |");
        }

        OnlyTheirs().ShouldBeUnique();
        var pentecosts = Years.Where(y => y >= 1996).Select(y => Easter.Sunday(y).AddDays(49)).ToList();
        text.ShouldContain($"| Pentecost 1996–2100 ({pentecosts.Except(Theirs()).Count()} of {pentecosts.Count}) |");
        text.ShouldContain($"| {OnlyTheirs().Distinct().Count()} |");
        text.ShouldContain($"| {OnlyOurs().Except(Theirs()).Count()} |");
    }

    private static HashSet<DateOnly> Theirs()
    {
        var tests = Path.Combine(Repository.Root, "Tests");
        Assert.SkipUnless(Directory.Exists(Path.Combine(tests, "node_modules", "date-holidays")), "date-holidays is not installed; run Tests/install.");
        Assert.SkipWhen(Repository.OnPath("node") is null, "Node.js is not installed.");
        var (exit, output) = Peer.Run(tests, "node", Path.Combine(tests, "Casework", "Calendars", "date-holidays.cjs"));
        exit.ShouldBe(0, output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => DateOnly.ParseExact(l.Trim(), "yyyy-MM-dd"))];
    }

    private static IEnumerable<DateOnly> Before(int year, Func<int, DateOnly?> day) =>
        Years.Where(y => y < year).Select(day).OfType<DateOnly>();

    /// <summary>The substitute of a day on a weekend, null when it is on a weekday.</summary>
    private static DateOnly? MondayAfter(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => null,
    };

    private static IEnumerable<DateOnly> DaysOf(int year) =>
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(n => new DateOnly(year, 1, 1).AddDays(n));
}
