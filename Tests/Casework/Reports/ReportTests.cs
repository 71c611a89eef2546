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
        var tally = new YearTally(from, until);
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
}
