using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Clocks;

public sealed class RungAndInstantTests
{
    private const string Riga = "Europe/Riga";

    [Theory]
    [InlineData(true, "2026-09-01", "2026-09-10 2026-09-11 2026-09-14 2026-09-15")]
    [InlineData(true, "2026-06-08", "2026-06-17 2026-06-18 2026-06-19 2026-06-19")]
    [InlineData(false, "2026-01-05", "2026-01-14 2026-01-15 2026-01-16 2026-01-16")]
    public void Of_Decision_LastDaysWithSoManyLeft(bool follow, string from, string expected)
    {
        var calendar = TestPacks.Calendar(follow);
        var deadline = DeadlineCalculator.Compute(TestPacks.Smiltene, calendar, DeadlineKind.Decision, DateOnly.Parse(from));

        var rungs = RungSchedule.Of(TestPacks.Smiltene, calendar, deadline);

        string.Join(' ', rungs.Select(r => $"{r.Date:yyyy-MM-dd}")).ShouldBe(expected);
        rungs.Select(r => r.Rung.Role).ShouldBe(["assignee", "substitute", "duty", "head"]);
        rungs.ShouldAllBe(r => r.At == DeadlineInstants.MorningOf(r.Date, Riga));
    }

    [Theory]
    [InlineData("2026-06-25", "2026-06-25T21:00:00Z", "2026-06-25T05:00:00Z")]
    [InlineData("2026-12-28", "2026-12-28T22:00:00Z", "2026-12-28T06:00:00Z")]
    [InlineData("2026-03-28", "2026-03-28T22:00:00Z", "2026-03-28T06:00:00Z")]
    [InlineData("2026-03-29", "2026-03-29T21:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("2026-10-24", "2026-10-24T21:00:00Z", "2026-10-24T05:00:00Z")]
    [InlineData("2026-10-25", "2026-10-25T22:00:00Z", "2026-10-25T06:00:00Z")]
    public void EndOf_DayOfRiga_AsUtcAlsoWhenClocksChange(string day, string end, string morning)
    {
        DeadlineInstants.EndOf(DateOnly.Parse(day), Riga).ShouldBe(DateTimeOffset.Parse(end));
        DeadlineInstants.EndOf(DateOnly.Parse(day), Riga).Offset.ShouldBe(TimeSpan.Zero);
        DeadlineInstants.MorningOf(DateOnly.Parse(day), Riga).ShouldBe(DateTimeOffset.Parse(morning));
        DeadlineInstants.DateOf(DateTimeOffset.Parse(end), Riga).ShouldBe(DateOnly.Parse(day).AddDays(1));
        DeadlineInstants.DateOf(DateTimeOffset.Parse(end).AddTicks(-1), Riga).ShouldBe(DateOnly.Parse(day));
    }

    /// <summary>B92: received on the edge of days.</summary>
    [Theory]
    [InlineData("2026-06-12T20:59:59Z", "2026-06-12")]
    [InlineData("2026-06-12T21:00:00Z", "2026-06-15")]
    [InlineData("2026-06-14T10:00:00Z", "2026-06-15")]
    [InlineData("2026-12-31T10:00:00Z", "2027-01-04")]
    [InlineData("2028-02-29T10:00:00Z", "2028-02-29")]
    [InlineData("2026-06-27T10:00:00Z", "2026-06-27")]
    public void RegistrationDay_Received_SameOrNextWorkingDay(string received, string day) =>
        RegistrationDay.Of(DateTimeOffset.Parse(received), TestPacks.Calendar(true), Riga).ShouldBe(DateOnly.Parse(day));

    [Fact]
    public void RegistrationDay_MovedSaturdayNotFollowed_NextMonday() =>
        RegistrationDay.Of(DateTimeOffset.Parse("2026-06-27T10:00:00Z"), TestPacks.Calendar(false), Riga).ShouldBe(new DateOnly(2026, 6, 29));
}
