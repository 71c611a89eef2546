using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Reports;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Reports;

/// <summary>Figures of a period from journals, as of any day.</summary>
public sealed class ReportTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Last = new(2026, 12, 31);

    private static DateTimeOffset At(int month, int day) => new(2026, month, day, 9, 0, 0, TimeSpan.Zero);

    private static Deadline Term(DateOnly due) => new() { From = due.AddDays(-14), Due = due, SafeDue = due, Provisional = false, Days = [], Sentence = "" };

    private static CaseRecord Record(string id, params (DateTimeOffset At, CaseEvent Event)[] events)
    {
        List<JournalEntry> entries = [.. events.Select((e, i) => new JournalEntry { Version = i + 1, Key = $"k{i}", At = e.At, Event = e.Event, Hash = "h" })];
        return new CaseRecord(new CaseRef("smiltene", id), entries.Count, CaseState.Fold(entries.Select(e => e.Event)), entries);
    }

    /// <summary>Received 1 March, registered 2, clock to 20 March, decided and notified as given.</summary>
    private static CaseRecord Granted(string id, string code, IncomeAssessed income, DateOnly decidedOn, DateOnly? sentOn = null, DateTimeOffset? proposedAt = null) => Record(
        id,
        [
            (At(3, 1), TestCases.Received() with { Applicant = new Applicant("Berta", id, code), ReceivedOn = new(2026, 3, 1) }),
            (At(3, 2), new ApplicationRegistered(id, "APR_MAJAS", new(2026, 3, 2), "anna") { OuterLimit = new(2026, 4, 1) }),
            (At(3, 6), new DecisionClockStarted(new(2026, 3, 6), Term(new(2026, 3, 20)))),
            (At(3, 7), income),
            (proposedAt ?? At(3, 8), new DecisionProposed { Round = 1, Outcome = Outcomes.Granted, Findings = "f", Reasoning = "r", By = "anna" }),
            (At(3, 18), new DecisionApproved(1, "L-1", "head")),
            (new DateTimeOffset(decidedOn, new TimeOnly(10, 0), TimeSpan.Zero), new DecisionSigned { DecidedOn = decidedOn, FileId = "f", FileName = "f", Signer = "s", By = "head", NoticeTerm = Term(decidedOn.AddDays(14)) }),
            .. sentOn is { } sent ? new (DateTimeOffset, CaseEvent)[] { (new DateTimeOffset(sent, new TimeOnly(11, 0), TimeSpan.Zero), new NoticeSent("registered", sent, "e", "anna") { NotifiedOn = sent }) } : [],
        ]);

    private static IncomeAssessed Income(int size, string status, params string[] members) => new(100, size, status, "x", "anna") { MemberCodes = members.Length == 0 ? null : members };

    private static List<CaseThen> Then(DateTimeOffset end, params CaseRecord[] records) => [.. records.Select(r => CaseThen.Of(r, end)).OfType<CaseThen>()];

    private static YearReport Year(IEnumerable<CaseThen> cases, DateOnly from, DateOnly until)
    {
        var tally = new YearTally(from, until, manyChildren: 3);
        foreach (var item in cases)
        {
            tally.Add(item);
        }

        return tally.Result();
    }

    private static ClockReport Clocks(IEnumerable<CaseThen> cases, DateOnly from, DateOnly until)
    {
        var tally = new ClockTally(from, until);
        foreach (var item in cases)
        {
            tally.Add(item);
        }

        return tally.Result();
    }

    private static readonly DateTimeOffset End = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Year_CasesOfOneHousehold_CountedOnce()
    {
        var report = Year(
            Then(End, Granted("a", "000155-10015", Income(3, "poor", "000255-10023"), new(2026, 3, 19)), Granted("b", "000255-10023", Income(3, "poor"), new(2026, 3, 19)), Granted("c", "000355-10031", Income(1, "low-income"), new(2026, 3, 19))), First, Last);

        report.ShouldSatisfyAllConditions(
            r => r.Households.ShouldBe(2),
            r => r.Persons.ShouldBe(4),
            r => r.Poor.ShouldBe(1),
            r => r.LowIncome.ShouldBe(1),
            r => r.UnknownAges.ShouldBe(4, "codes with day 00 tell no age"),
            r => r.NewCases.ShouldBe(3),
            r => r.Services["APR_MAJAS"].ShouldBe(3));
    }

    [Fact]
    public void Then_DayBeforeTheDecision_NothingLaterIsKnown()
    {
        var record = Granted("a", "000155-10015", Income(1, "poor"), new(2026, 3, 19), new(2026, 3, 20));

        var before = Then(At(3, 10), record).Single();

        before.State.Decision.ShouldBeNull();
        Year([before], First, new(2026, 3, 10)).ShouldSatisfyAllConditions(r => r.Households.ShouldBe(0), r => r.OpenCases.ShouldBe(1));
        CaseThen.Of(record, At(2, 1)).ShouldBeNull();
        Clocks([before], First, Last).Decided.ShouldBe(0);
    }

    [Fact]
    public void Clocks_LateDecisionAndNotice_WhereTheTimeWent()
    {
        var report = Clocks(
            Then(
                End,
                Granted("a", "000155-10015", Income(1, "none"), new(2026, 3, 20), new(2026, 4, 3)),
                Granted("b", "000255-10023", Income(1, "none"), new(2026, 3, 21), new(2026, 4, 10)),
                Granted("c", "000355-10031", Income(1, "none"), new(2026, 4, 28)),
                Granted("d", "000455-10042", Income(1, "none"), new(2026, 3, 22), proposedAt: At(3, 17))),
            First,
            Last);

        report.ShouldSatisfyAllConditions(
            r => (r.Decided, r.DecidedInTime).ShouldBe((4, 1)),
            r => (r.Notified, r.NotifiedInTime, r.BothInTime).ShouldBe((2, 1, 1)),
            r => r.WhyDecided.ShouldBe(new Dictionary<string, int> { [LateReasons.Approval] = 1, [LateReasons.Signing] = 1, [LateReasons.Assessment] = 1 }, ignoreOrder: true),
            r => r.WhyNotified.ShouldBe(new Dictionary<string, int> { [LateReasons.Sent] = 1 }));
    }

    [Fact]
    public void Clocks_OutsideThePeriod_NotCounted() =>
        Clocks(Then(End, Granted("a", "000155-10015", Income(1, "none"), new(2026, 3, 19), new(2026, 3, 20))), new(2026, 4, 1), Last).ShouldSatisfyAllConditions(r => r.Decided.ShouldBe(0), r => r.Notified.ShouldBe(0));

    private static FamilyRecorded Family(int? children, int? disabled, DateOnly? from = null, DateOnly? until = null) => new(1, children, disabled, from, until, "anna");

    private static CaseRecord With(CaseRecord record, params (DateTimeOffset At, CaseEvent Event)[] more) =>
        Record(record.Case.CaseId, [.. record.Entries.Select(e => (e.At, e.Event)).Concat(more).OrderBy(e => e.Item1)]);

    [Fact]
    public void Year_ChildrenWithDisability_LastCountOfEachHouseholdOnce()
    {
        var cases = Then(
            End,
            With(Granted("a", "000155-10015", Income(4, "poor", "000255-10023"), new(2026, 3, 19)), (At(3, 9), Family(3, 1)), (At(5, 1), Family(3, 2))),
            With(Granted("b", "000255-10023", Income(4, "poor"), new(2026, 3, 19)), (At(4, 1), Family(3, 1))),
            With(Granted("c", "000355-10031", Income(2, "none"), new(2026, 3, 19)), (At(3, 9), Family(null, 7))));

        Year(cases, First, Last).ChildrenWithDisability.ShouldBe(2 + 2, "two as they were counted last, and no more than the household has persons");
    }

    [Fact]
    public void Year_CodesThatTellNoAge_ChildrenAreThoseAWorkerCounted()
    {
        var cases = Then(
            End,
            With(Granted("a", "000155-10015", Income(4, "poor", "000255-10023"), new(2026, 3, 19)), (At(3, 9), Family(2, null))),
            With(Granted("b", "000355-10031", Income(2, "none"), new(2026, 3, 19)), (At(3, 9), Family(9, null))),
            Granted("c", "000455-10042", Income(3, "none"), new(2026, 3, 19)));

        Year(cases, First, Last).ShouldSatisfyAllConditions(
            r => r.Persons.ShouldBe(9),
            r => r.Children.ShouldBe(2 + 2, "and no more than the household has persons"),
            r => r.UnknownAges.ShouldBe(5));
    }

    [Fact]
    public void Year_LaterCaseOfTheHouseholdWithoutCounts_TheKnownOnesHold()
    {
        var cases = Then(
            End,
            With(Granted("a", "000155-10015", Income(5, "poor"), new(2026, 3, 19)), (At(3, 9), Family(3, 2))),
            With(Granted("b", "000155-10015", Income(5, "poor"), new(2026, 3, 19)), (At(5, 1), Family(null, null, new(2026, 5, 1)))),
            With(Granted("c", "000155-10015", Income(5, "poor"), new(2026, 3, 19)), (At(6, 1), Family(4, null))));

        Year(cases, First, Last).ShouldSatisfyAllConditions(r => r.ChildrenWithDisability.ShouldBe(2), r => r.Children.ShouldBe(4));
    }

    [Fact]
    public void Year_ServicesUnderWay_OnTheLastDayOnly()
    {
        CaseRecord Begun(string id, DateOnly from, DateOnly? until, params (DateTimeOffset At, CaseEvent Event)[] more) => With(
            Granted(id, "000155-10015", Income(1, "none"), new(2026, 3, 19)),
            [(At(4, 1), new ServiceStarted { StartedOn = from, Until = until, Note = "l", By = "anna" }), .. more]);
        CaseRecord[] records =
        [
            Begun("runs", new(2026, 4, 1), null),
            Begun("last-day", new(2026, 4, 1), new(2026, 6, 30)),
            Begun("past", new(2026, 4, 1), new(2026, 6, 29)),
            Begun("not-yet", new(2026, 7, 1), null),
            Begun("ended", new(2026, 4, 1), null, (At(6, 1), new ServiceEnded(new(2026, 6, 1), "r", "anna"))),
            Begun("ended-later", new(2026, 4, 1), null, (At(7, 2), new ServiceEnded(new(2026, 7, 2), "r", "anna"))),
            Granted("granted-only", "000155-10015", Income(1, "none"), new(2026, 3, 19)),
        ];

        Year(Then(At(6, 30), records), First, new(2026, 6, 30)).Running.ShouldBe(new Dictionary<string, int> { ["APR_MAJAS"] = 3 }, ignoreOrder: true);
    }

    [Fact]
    public void Year_DisabilityRecordedLater_IsNotKnownBefore()
    {
        var record = With(Granted("a", "000155-10015", Income(4, "poor"), new(2026, 3, 19)), (At(5, 1), Family(3, 2, new(2026, 1, 10))));

        Year(Then(At(4, 30), record), First, new(2026, 4, 30)).ShouldSatisfyAllConditions(r => r.ChildrenWithDisability.ShouldBe(0), r => r.SocialWork.Families.ShouldBe(0));
        Year(Then(End, record), First, Last).ShouldSatisfyAllConditions(r => r.ChildrenWithDisability.ShouldBe(2), r => r.SocialWork.Active.ShouldBe(1));
    }

    [Fact]
    public void Year_SocialWork_FamiliesByTheirDays()
    {
        CaseRecord Worked(string id, string code, FamilyRecorded family) => With(
            Granted(id, code, Income(1, "none"), new(2026, 3, 19)), (At(3, 9), family));
        var report = Year(
            Then(
                End,
                Worked("begun", "000155-10015", Family(3, null, new(2026, 2, 1))),
                Worked("older", "000255-10023", Family(2, null, new(2024, 2, 1))),
                Worked("ended", "000355-10031", Family(5, null, new(2026, 2, 1), new(2026, 11, 30))),
                Worked("last-day", "000455-10042", Family(5, null, new(2025, 2, 1), Last)),
                Worked("past", "000555-10050", Family(5, null, new(2020, 2, 1), new(2025, 12, 31))),
                Worked("future", "000655-10065", Family(5, null, new(2027, 1, 1))),
                Worked("none", "000755-10076", Family(5, null)),
                Worked("same-family", "000155-10015", Family(3, null, new(2025, 2, 1), new(2026, 5, 1)))),
            First,
            Last);

        report.SocialWork.ShouldBe(new SocialWorkFigures(Families: 4, Begun: 1, Active: 2, ManyChildren: 1));
    }
}
