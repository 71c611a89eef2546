using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Calendars;

public sealed class WorkingCalendarTests
{
    /// <summary>Holidays of each year, Sundays included, as listed in the law's calendar for that year.</summary>
    public static TheoryData<int, string> Years() => new()
    {
        { 2024, "01-01 03-29 03-31 04-01 05-01 05-04 05-06 05-12 05-19 06-23 06-24 11-18 12-24 12-25 12-26 12-31" },
        { 2025, "01-01 04-18 04-20 04-21 05-01 05-04 05-05 05-11 06-08 06-23 06-24 11-18 12-24 12-25 12-26 12-31" },
        { 2026, "01-01 04-03 04-05 04-06 05-01 05-04 05-10 05-24 06-23 06-24 11-18 12-24 12-25 12-26 12-31" },
        { 2027, "01-01 03-26 03-28 03-29 05-01 05-04 05-09 05-16 06-23 06-24 11-18 12-24 12-25 12-26 12-31" },
        { 2028, "01-01 04-14 04-16 04-17 05-01 05-04 05-14 06-04 06-23 06-24 11-18 11-20 12-24 12-25 12-26 12-31" },
    };

    [Theory]
    [MemberData(nameof(Years))]
    public void KindOf_Year_HasExactlyTheHolidays(int year, string holidays) =>
        string.Join(' ', DaysOf(year).Where(d => TestPacks.Calendar(false).KindOf(d) == DayKind.Holiday).Select(d => $"{d:MM-dd}")).ShouldBe(holidays);

    [Theory]
    [InlineData(2024, 251, 251)]
    [InlineData(2025, 249, 249)]
    [InlineData(2026, 250, 250)]
    [InlineData(2027, 252, 252)]
    [InlineData(2028, 252, 252)]
    public void IsWorkingDay_Year_CountsAgree(int year, int withMoves, int lawOnly)
    {
        DaysOf(year).Count(TestPacks.Calendar(true).IsWorkingDay).ShouldBe(withMoves);
        DaysOf(year).Count(TestPacks.Calendar(false).IsWorkingDay).ShouldBe(lawOnly);
    }

    [Theory]
    [InlineData("2018-07-08", true)]
    [InlineData("2018-07-09", true)]
    [InlineData("2023-07-10", true)]
    [InlineData("2018-09-24", true)]
    [InlineData("2023-05-29", true)]
    [InlineData("2022-05-30", false)]
    [InlineData("2007-05-04", true)]
    [InlineData("2001-05-04", false)]
    [InlineData("2003-05-05", false)]
    [InlineData("2008-05-05", true)]
    [InlineData("2006-11-20", false)]
    [InlineData("2007-11-19", true)]
    [InlineData("2006-12-24", false)]
    [InlineData("2007-12-24", true)]
    [InlineData("1996-04-08", false)]
    [InlineData("1997-03-31", true)]
    [InlineData("2022-05-02", false)]
    [InlineData("2024-06-25", false)]
    public void KindOf_DayOfAnEra_HolidayOnlyWhileTheLawSaysSo(string day, bool holiday) =>
        (TestPacks.Calendar(false).KindOf(DateOnly.Parse(day)) == DayKind.Holiday).ShouldBe(holiday);

    [Theory]
    [InlineData("2026-06-22", DayKind.MovedFree, DayKind.Working)]
    [InlineData("2026-06-27", DayKind.MovedWorking, DayKind.Weekend)]
    [InlineData("2026-01-02", DayKind.MovedFree, DayKind.Working)]
    [InlineData("2026-01-17", DayKind.MovedWorking, DayKind.Weekend)]
    [InlineData("2025-05-02", DayKind.MovedFree, DayKind.Working)]
    [InlineData("2025-11-08", DayKind.MovedWorking, DayKind.Weekend)]
    [InlineData("2024-12-30", DayKind.MovedFree, DayKind.Working)]
    [InlineData("2024-12-14", DayKind.MovedWorking, DayKind.Weekend)]
    [InlineData("2023-05-20", DayKind.MovedWorking, DayKind.Weekend)]
    [InlineData("2021-05-03", DayKind.MovedFree, DayKind.Working)]
    [InlineData("2021-06-19", DayKind.MovedWorking, DayKind.Weekend)]
    [InlineData("2020-06-22", DayKind.MovedFree, DayKind.Working)]
    [InlineData("2018-04-21", DayKind.MovedWorking, DayKind.Weekend)]
    [InlineData("2017-05-05", DayKind.MovedFree, DayKind.Working)]
    [InlineData("2026-06-23", DayKind.Holiday, DayKind.Holiday)]
    [InlineData("2026-06-25", DayKind.Working, DayKind.Working)]
    public void KindOf_MovedDay_DependsOnTheSwitch(string day, DayKind followed, DayKind ignored)
    {
        var date = DateOnly.Parse(day);

        TestPacks.Calendar(true).KindOf(date, followMoved: true).ShouldBe(followed);
        TestPacks.Calendar(true).KindOf(date, followMoved: false).ShouldBe(ignored);
    }

    [Theory]
    [InlineData("2026-06-25", "darba diena")]
    [InlineData("2026-06-20", "sestdiena")]
    [InlineData("2026-06-21", "svētdiena")]
    [InlineData("2026-06-23", "Līgo diena")]
    [InlineData("2026-06-24", "Jāņu diena")]
    [InlineData("2026-06-22", "pārcelta darba diena (27.06.2026.)")]
    [InlineData("2026-06-27", "darba diena, pārcelta no 22.06.2026.")]
    [InlineData("2025-05-05", "brīvdiena, jo Neatkarības atjaunošanas diena ir svētdienā")]
    [InlineData("2023-11-20", "brīvdiena, jo Latvijas Republikas proklamēšanas diena ir sestdienā")]
    public void ReasonOf_Day_InLatvian(string day, string reason) =>
        TestPacks.Calendar(true).ReasonOf(DateOnly.Parse(day)).ShouldBe(reason);

    [Fact]
    public void Easter_KnownYears_Agree()
    {
        DateOnly[] known =
        [
            new(1990, 4, 15), new(2000, 4, 23), new(2008, 3, 23), new(2011, 4, 24), new(2019, 4, 21), new(2024, 3, 31), new(2038, 4, 25),
            new(2049, 4, 18), new(2076, 4, 19), new(2100, 3, 28),
        ];

        foreach (var day in known)
        {
            Easter.Sunday(day.Year).ShouldBe(day);
        }
    }

    [Theory]
    [InlineData(2026, false)]
    [InlineData(2027, true)]
    [InlineData(2022, true)]
    [InlineData(2021, false)]
    [InlineData(2019, false)]
    [InlineData(2016, true)]
    public void IsProvisional_Year_UnlessItsMovesArePublished(int year, bool expected) =>
        TestPacks.Calendar(true).IsProvisional(year).ShouldBe(expected);

    [Theory]
    [InlineData("2026-06-30", "")]
    [InlineData("2026-07-01", "2027")]
    [InlineData("2027-01-04", "2027")]
    [InlineData("2027-07-01", "2027 2028")]
    public void YearsWithoutMoves_Day_WarnsOnceTheCabinetShouldHaveDecided(string today, string years) =>
        string.Join(' ', TestPacks.Calendar(true).YearsWithoutMoves(DateOnly.Parse(today))).ShouldBe(years);

    [Theory]
    [InlineData("2100-12-30")]
    [InlineData("2150-06-20")]
    public void Compute_BeyondTheKnownCalendar_ProvisionalAndMarked(string from)
    {
        var deadline = DeadlineCalculator.Compute(TestPacks.Smiltene, TestPacks.Calendar(true), DeadlineKind.Decision, DateOnly.Parse(from));

        deadline.Provisional.ShouldBeTrue();
        deadline.Days.Count(d => d.Counted).ShouldBe(10);
        deadline.Sentence.ShouldEndWith("vēl nav publicētas.");
    }

    [Theory]
    [InlineData("2022-06-10", true, "sistēmas datos nav zināmas.")]
    [InlineData("2016-06-10", true, "sistēmas datos nav zināmas.")]
    [InlineData("2021-06-10", false, "")]
    [InlineData("2019-12-18", false, "")]
    [InlineData("2027-06-10", true, "vēl nav publicētas.")]
    public void Compute_YearWithoutMoves_SaysWhetherTheyArePastOrToCome(string from, bool provisional, string ending)
    {
        var terms = TestPacks.Smiltene.Terms with { ValidFrom = new DateOnly(1990, 1, 1) };
        var old = TestPacks.Smiltene with { Terms = terms, TermVersions = [terms] };

        var deadline = DeadlineCalculator.Compute(old, TestPacks.Calendar(true), DeadlineKind.Decision, DateOnly.Parse(from));

        deadline.Provisional.ShouldBe(provisional);
        deadline.Sentence.ShouldEndWith(ending);
        deadline.Sentence.Contains("pārceltās darbdienas", StringComparison.Ordinal).ShouldBe(provisional);
    }

    [Fact]
    public void Compute_BeforeTheRulesOfThePack_ProvisionalAndSaysSinceWhen()
    {
        var deadline = DeadlineCalculator.Compute(TestPacks.Smiltene, TestPacks.Calendar(true), DeadlineKind.Decision, new DateOnly(2020, 6, 10));

        deadline.Provisional.ShouldBeTrue();
        deadline.Sentence.ShouldEndWith("Noteikumi datos ir tikai no 01.01.2021.; šis datums rēķināts pēc tiem.");
    }

    /// <summary>A municipality that begins to follow the moves on 1 February 2026 and then leaves out the one of June.</summary>
    [Theory]
    [InlineData("2026-01-02", DayKind.Working)]
    [InlineData("2026-01-17", DayKind.Weekend)]
    [InlineData("2026-06-22", DayKind.Working)]
    [InlineData("2026-06-27", DayKind.Weekend)]
    [InlineData("2025-05-02", DayKind.Working)]
    [InlineData("2026-06-23", DayKind.Holiday)]
    [InlineData("2026-11-20", DayKind.MovedFree)]
    [InlineData("2026-11-28", DayKind.MovedWorking)]
    public void KindOf_SwitchThatChangedAndAnException_ByTheDayOfTheMove(string day, DayKind expected)
    {
        var rules = TestPacks.Smiltene.Calendar with
        {
            FollowsMovedDays =
            [
                new MovedDaysSwitch { Follows = false, Confirmed = true, ValidFrom = new(2020, 1, 1), ValidTo = new(2026, 1, 31), Source = "x" },
                new MovedDaysSwitch { Follows = true, Confirmed = true, ValidFrom = new(2026, 2, 1), Source = "x", Exceptions = [new(new(2026, 6, 22), false, "x")] },
            ],
        };
        DayMove november = new(new(2026, 11, 20), new(2026, 11, 28));
        var national = new NationalCalendar(
            TestPacks.National.Holidays, [.. TestPacks.National.Moved.Select(m => m.Year == 2026 ? m with { Moves = [.. m.Moves, november] } : m)]);
        var calendar = new WorkingCalendar(rules, national);
        var date = DateOnly.Parse(day);

        calendar.KindOf(date).ShouldBe(expected);
        calendar.Other.Other.ShouldBeSameAs(calendar);
        calendar.Other.IsWorkingDay(date).ShouldBe(expected == DayKind.Holiday ? calendar.IsWorkingDay(date) : !calendar.IsWorkingDay(date));
    }

    [Fact]
    public void Load_ExceptionOfNoMove_RefusedWithFileAndReason()
    {
        using var copy = new PackCopy();
        var file = Path.Combine(copy.Root, "iecava", "calendar.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"confirmed\"", "\"exceptions\": [{ \"free\": \"2026-06-19\", \"follows\": true, \"source\": \"x\" }], \"confirmed\"", StringComparison.Ordinal));

        Should.Throw<PackException>(() => PackFolder.Load(copy.Root)).Problems.ShouldContain(p => p.File == "iecava/calendar.json" && p.Reason.Contains("free day of no move", StringComparison.Ordinal));
    }

    [Fact]
    public void AddWorkingDays_Back_UndoesForward()
    {
        var calendar = TestPacks.Calendar(true);
        foreach (var day in DaysOf(2026).Where(calendar.IsWorkingDay))
        {
            calendar.AddWorkingDays(calendar.AddWorkingDays(day, 7), -7).ShouldBe(day);
            calendar.WorkingDaysBetween(day, calendar.AddWorkingDays(day, 7)).ShouldBe(7);
        }
    }

    [Fact]
    public void Pack_Switch_DecidesTheCalendar()
    {
        new WorkingCalendar(TestPacks.Smiltene.Calendar, TestPacks.National).IsWorkingDay(new DateOnly(2026, 6, 27)).ShouldBeTrue();
        new WorkingCalendar(TestPacks.Iecava.Calendar, TestPacks.National).IsWorkingDay(new DateOnly(2026, 6, 27)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-03-01", "2026. gada 1. marta", "2026. gada 1. martam")]
    [InlineData("2026-04-30", "2026. gada 30. aprīļa", "2026. gada 30. aprīlim")]
    [InlineData("2026-06-08", "2026. gada 8. jūnija", "2026. gada 8. jūnijam")]
    [InlineData("2026-08-31", "2026. gada 31. augusta", "2026. gada 31. augustam")]
    [InlineData("2026-12-05", "2026. gada 5. decembra", "2026. gada 5. decembrim")]
    [InlineData("2027-01-11", "2027. gada 11. janvāra", "2027. gada 11. janvārim")]
    public void LatvianDate_Month_Declined(string day, string genitive, string dative)
    {
        LatvianDate.Genitive(DateOnly.Parse(day)).ShouldBe(genitive);
        LatvianDate.Dative(DateOnly.Parse(day)).ShouldBe(dative);
    }

    private static IEnumerable<DateOnly> DaysOf(int year)
    {
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
