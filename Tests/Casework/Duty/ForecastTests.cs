using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;

namespace SocialWorkflows.Tests.Casework.Duty;

public sealed class ForecastTests
{
    private static readonly DateOnly Monday = new(2026, 6, 8);
    private static readonly DateOnly Friday = new(2026, 6, 12);

    private static CaseRow Row(string id, string assignee, DateOnly due, string stage = "assessment", string waits = "proposal", string role = Roles.Worker) => new()
    {
        Case = new CaseRef("smiltene", id),
        Version = 5,
        Number = id,
        ApplicantName = "Berta Izdomātā",
        ServiceId = "APR_MAJAS",
        Stage = stage,
        WaitsFor = waits,
        Role = role,
        Assignee = assignee,
        ReceivedOn = Monday.AddDays(-10),
        Due = due,
        SafeDue = due,
        Urgent = false,
        Outcome = null,
        Closed = false,
    };

    private static IReadOnlyList<ForecastLine> Of(IEnumerable<CaseRow> rows, int stepsADay = 1, params Absence[] absences) =>
        Forecast.Of(rows, new DutyRoster(DutyRosterTests.People, absences), d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), Monday, Monday.AddDays(14), stepsADay);

    [Fact]
    public void Of_EverythingFits_Nothing() => Of([Row("c1", "anna", Friday), Row("c2", "berta", Friday)]).ShouldBeEmpty();

    [Fact]
    public void Of_MoreThanOneCanDo_TheLastOnesMissAndTheFreeColleagueIsSuggested()
    {
        var rows = Enumerable.Range(1, 8).Select(i => Row($"c{i}", "anna", Friday)).ToList();

        var lines = Of(rows);

        lines.Select(l => (l.Case.Case.CaseId, l.Reason, l.PersonId, l.Suggested)).ShouldBe(
            [("c6", ForecastReasons.Load, "anna", "berta"), ("c7", ForecastReasons.Load, "anna", "berta"), ("c8", ForecastReasons.Load, "anna", "berta")]);
        lines.ShouldAllBe(l => l.Due == Friday);
        Of(rows, stepsADay: 2).ShouldBeEmpty("two steps a day are ten by Friday");
    }

    [Fact]
    public void Of_SuggestedColleague_IsNotFilledBeyondTheirDay()
    {
        var rows = Enumerable.Range(1, 22).Select(i => Row($"c{i:00}", "anna", Friday)).ToList();

        var lines = Of(rows);

        lines.Count.ShouldBe(17);
        lines.Count(l => l.Suggested == "berta").ShouldBe(5, "five days, a step each");
        lines.Count(l => l.Suggested == "sub").ShouldBe(5);
        lines.Count(l => l.Suggested is null).ShouldBe(2, "nobody is left: said, not hidden");
    }

    [Fact]
    public void Of_AwayUntilTheDayWithoutSubstitute_Missed()
    {
        var away = new Absence("1", "anna", Monday, Friday, null);

        Of([Row("c1", "anna", Friday)], 8, away).Single().ShouldSatisfyAllConditions(l => l.Reason.ShouldBe(ForecastReasons.Away), l => l.Suggested.ShouldBe("berta"));
        Of([Row("c1", "anna", Friday)], 8, away with { SubstituteId = "berta" }).ShouldBeEmpty();
        Of([Row("c1", "anna", Friday)], 8, away with { Until = Friday.AddDays(-1) }).ShouldBeEmpty("back on Friday itself");
    }

    [Fact]
    public void Of_BothHeadsAway_MissedAndNobodySuggested() =>
        Of([Row("c1", "anna", Friday)], 8, new("1", "head", Monday, Friday, null), new("2", "head2", Monday, Friday, null)).Single()
            .ShouldSatisfyAllConditions(l => l.Reason.ShouldBe(ForecastReasons.HeadAway), l => l.Suggested.ShouldBeNull());

    [Fact]
    public void Of_DayPassed_OverdueFirst() =>
        Of([Row("c1", "anna", Friday), Row("c2", "anna", Monday.AddDays(-1))]).Select(l => (l.Case.Case.CaseId, l.Reason)).ShouldBe([("c2", ForecastReasons.Overdue)]);

    [Fact]
    public void Of_ResidentsTurnOrTimes_LeftOut() =>
        Of([Row("c1", "anna", Monday, "documents-missing", Steps.Answer, Roles.Resident), Row("c2", "anna", Monday, "notified", Steps.Contest, Roles.Time), Row("c3", "anna", Monday) with { Closed = true }], 1).ShouldBeEmpty();

    [Fact]
    public void Of_StepsNotAllowed_Refused() => Should.Throw<ArgumentOutOfRangeException>(() => Of([], 0));

    [Theory]
    [InlineData("assessment", "needs,income,capacity", 4)]
    [InlineData("assessment", "capacity", 2)]
    [InlineData("assessment", "proposal", 1)]
    [InlineData("proposed", "approval", 1)]
    [InlineData("registered", "documents", 3)]
    public void StepsLeft_OfAStage_AreItsOwn(string stage, string waits, int steps) => Forecast.StepsLeft(Row("c", "anna", Friday, stage, waits)).ShouldBe(steps);
}
