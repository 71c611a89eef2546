using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Clocks;

/// <summary>When something counts as registered, and what the days of summer time and moved Saturdays do to terms.</summary>
public sealed class RegistrationOracleTests
{
    private const string Riga = "Europe/Riga";

    [Theory]
    [InlineData("2026-06-12T20:59:59Z", "2026-06-12", "2026-06-12")]
    [InlineData("2026-06-12T21:00:00Z", "2026-06-15", "2026-06-15")]
    [InlineData("2026-06-13T09:00:00Z", "2026-06-15", "2026-06-15")]
    [InlineData("2026-06-14T09:00:00Z", "2026-06-15", "2026-06-15")]
    [InlineData("2026-12-31T10:00:00Z", "2027-01-04", "2027-01-04")]
    [InlineData("2028-02-29T10:00:00Z", "2028-02-29", "2028-02-29")]
    [InlineData("2026-01-17T10:00:00Z", "2026-01-17", "2026-01-19")]
    [InlineData("2026-06-27T10:00:00Z", "2026-06-27", "2026-06-29")]
    [InlineData("2026-06-22T10:00:00Z", "2026-06-25", "2026-06-22")]
    public void B92_Of_NightWeekendHolidayMovedSaturday_DayByRule(string receivedAt, string withMoves, string lawOnly)
    {
        var at = DateTimeOffset.Parse(receivedAt);

        RegistrationDay.Of(at, TestPacks.Calendar(true), Riga).ShouldBe(DateOnly.Parse(withMoves));
        RegistrationDay.Of(at, TestPacks.Calendar(false), Riga).ShouldBe(DateOnly.Parse(lawOnly));
    }

    [Theory]
    [InlineData("2026-01-05", "2026-01-17", "2026-01-19")]
    [InlineData("2026-06-10", "2026-06-27", "2026-06-26")]
    public void B94_Compute_TermEndsOnAMovedSaturday_ByTheMunicipalitysSwitch(string from, string follows, string doesNot)
    {
        var (moved, law) = (Decision(true, from), Decision(false, from));

        (moved.Due, law.Due).ShouldBe((DateOnly.Parse(follows), DateOnly.Parse(doesNot)));
        moved.SafeDue.ShouldBe(law.SafeDue);
        moved.SafeDue.ShouldBe(moved.Due < law.Due ? moved.Due : law.Due);
        TestPacks.Calendar(true).KindOf(moved.Due).ShouldBe(DayKind.MovedWorking);
        moved.Days[^1].ShouldBe(new LedgerDay(moved.Due, true, moved.Days[^1].Reason));
    }

    [Theory]
    [InlineData("2026-03-28T21:59:59Z", "2026-03-28")]
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29")]
    [InlineData("2026-03-29T20:59:59Z", "2026-03-29")]
    [InlineData("2026-03-29T21:00:00Z", "2026-03-30")]
    [InlineData("2026-10-24T20:59:59Z", "2026-10-24")]
    [InlineData("2026-10-25T21:59:59Z", "2026-10-25")]
    [InlineData("2026-10-25T22:00:00Z", "2026-10-26")]
    public void F13_DateOf_NightsWhenClocksChange_CivilDayOfRiga(string instant, string day) =>
        DeadlineInstants.DateOf(DateTimeOffset.Parse(instant), Riga).ShouldBe(DateOnly.Parse(day));

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-06-08", 24)]
    public void F13_EndOf_NightsWhenClocksChange_NoHourLostOrTwice(string date, int hours)
    {
        var day = DateOnly.Parse(date);

        (DeadlineInstants.EndOf(day, Riga) - DeadlineInstants.StartOf(day, Riga)).ShouldBe(TimeSpan.FromHours(hours));
        DeadlineInstants.EndOf(day, Riga).ShouldBe(DeadlineInstants.StartOf(day.AddDays(1), Riga));
    }

    /// <summary>Two hosts five minutes apart agree on the day of everything that is not itself within five minutes of midnight.</summary>
    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public void F13_DateOf_SkewedHost_SameDayAwayFromMidnight(int minutes)
    {
        for (var at = new DateTimeOffset(2026, 3, 28, 0, 0, 0, TimeSpan.Zero); at.Month == 3; at = at.AddMinutes(30))
        {
            var day = DeadlineInstants.DateOf(at, Riga);
            var skewed = DeadlineInstants.DateOf(at.AddMinutes(minutes), Riga);
            var nearMidnight = at.AddMinutes(5) >= DeadlineInstants.EndOf(day, Riga) || at.AddMinutes(-5) < DeadlineInstants.StartOf(day, Riga);
            (skewed == day || nearMidnight).ShouldBeTrue($"{at:O}");
        }
    }

    private static Deadline Decision(bool follow, string from) =>
        DeadlineCalculator.Compute(TestPacks.Smiltene, TestPacks.Calendar(follow), DeadlineKind.Decision, DateOnly.Parse(from));
}
