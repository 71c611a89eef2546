using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Retention;

public sealed class RetentionTermTests
{
    private static readonly DateOnly Day = new(2026, 6, 8);
    private static readonly RetentionClass Rule = new() { Id = RetentionKinds.Case, Years = 2, Confirmed = true, ValidFrom = Day, Source = "tests" };
    private static readonly ContestReceived Contest = new() { Round = 1, Note = "", ReceivedOn = Day, LodgedOn = Day, From = "applicant", Route = "direct", By = "p" };

    private static readonly CaseState Closed = CaseState.Empty with
    {
        Received = TestCases.Received(),
        Notice = new NoticeSent("post", Day, "RR1", "p") { NotifiedOn = Day },
        Closed = new CaseClosed(Day),
    };

    public static TheoryData<string, KeptBecause?> States => new()
    {
        { "closed", null },
        { "open", KeptBecause.NotEnded },
        { "contest handed over", KeptBecause.UnderWay },
        { "contest decided", null },
        { "message nobody dealt with", KeptBecause.UnderWay },
        { "notice came back", KeptBecause.UnderWay },
        { "term extended", KeptBecause.TermRuns },
        { "unconfirmed", KeptBecause.NoConfirmedTerm },
        { "no rule", KeptBecause.NoConfirmedTerm },
        { "something happened a year later", KeptBecause.TermRuns },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void OfCase_State_DestroyedOnlyWhenNothingIsLeft(string what, KeptBecause? expected)
    {
        var handed = new ContestCase(Contest, new ContestHandedOver(1, Day, "x", "p"), null);
        var state = what switch
        {
            "open" => Closed with { Closed = null },
            "contest handed over" => Closed with { Contests = [handed] },
            "contest decided" => Closed with { Contests = [handed with { Decided = new ContestDecided(1, "upheld", Day, "x", "p") }] },
            "message nobody dealt with" => Closed with { OpenMessages = ["i2"] },
            "notice came back" => Closed with { Notice = null },
            _ => Closed,
        };
        RetentionClass? rule = what switch
        {
            "unconfirmed" => Rule with { Confirmed = false },
            "no rule" => null,
            "term extended" => Rule with { Years = 3 },
            _ => Rule,
        };

        var term = RetentionTerm.OfCase(state, what.StartsWith("something", StringComparison.Ordinal) ? Day.AddYears(1) : Day, rule, Day.AddYears(2));

        term.Hindrance.ShouldBe(expected);
        term.MayBeDestroyed.ShouldBe(expected is null);
    }

    [Fact]
    public void OfCase_DayBeforeTheTermEnds_Kept()
    {
        RetentionTerm.OfCase(Closed, Day, Rule, Day.AddYears(2).AddDays(-1)).ShouldBe(new RetentionTerm(Day, Day.AddYears(2), KeptBecause.TermRuns));
        RetentionTerm.OfCase(Closed, Day, Rule, Day.AddYears(2)).ShouldBe(new RetentionTerm(Day, Day.AddYears(2), null));
    }
}
