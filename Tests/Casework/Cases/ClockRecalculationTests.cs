using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>Open clocks on another calendar; each keeps its own length.</summary>
public sealed class ClockRecalculationTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");

    private static readonly DateOnly Start = new(2026, 6, 10);

    [Fact]
    public void Of_SameCalendar_Nothing()
    {
        for (var day = new DateOnly(2026, 1, 1); day < new DateOnly(2027, 1, 1); day = day.AddDays(1))
        {
            ClockRecalculation.Of(Deciding(day, Smiltene.Terms), Smiltene.Terms).ShouldBeEmpty($"{day:yyyy-MM-dd}");
        }
    }

    [Fact]
    public void Of_MovesNoLongerFollowed_NamesTheClockWithBothDates()
    {
        var change = ClockRecalculation.Of(Deciding(Start, Smiltene.Terms), LawOnly()).Single();

        // 11 12 15 16 17 18 19 25 26 June and the working Saturday 27; without the moves 22 June counts instead.
        (change.Clock, change.FormerDue, change.Term.Due).ShouldBe((CaseClocks.Decision, new DateOnly(2026, 6, 27), new DateOnly(2026, 6, 26)));
    }

    [Fact]
    public void Of_LengthOfThePackChangedMeanwhile_TheCaseKeepsItsOwn()
    {
        var longer = new CaseTerms(Smiltene.Pack with { Terms = Smiltene.Pack.Terms with { Decision = Smiltene.Pack.Terms.Decision with { WorkingDays = 22 } } }, Smiltene.Calendar);

        ClockRecalculation.Of(Deciding(Start, Smiltene.Terms), longer).ShouldBeEmpty();
    }

    [Fact]
    public void Of_ClockThatWasPaused_KeepsThePause()
    {
        DateOnly start = new(2026, 6, 9);
        var pauses = new[] { new ClockPause(new(2026, 6, 11), new(2026, 6, 12), "gaidām dokumentus") };
        var term = DeadlineCalculator.Compute(Smiltene.Pack, Smiltene.Calendar, DeadlineKind.Decision, start, pauses: pauses);
        var state = Deciding(start, Smiltene.Terms)
            .Apply(new DecisionClockPaused(1, pauses[0].From, pauses[0].Because, "sm-darbiniece"))
            .Apply(new DecisionClockResumed(pauses[0].Until, term));

        // 10 11 15 16 17 18 19 25 26 June and the working Saturday 27; without the moves 22 June counts instead. 12 June stands still.
        ClockRecalculation.Of(state, Smiltene.Terms).ShouldBeEmpty();
        ClockRecalculation.Of(state, LawOnly()).Single().ShouldSatisfyAllConditions(c => c.FormerDue.ShouldBe(new DateOnly(2026, 6, 27)), c => c.Term.Due.ShouldBe(new DateOnly(2026, 6, 26)));
    }

    [Fact]
    public void Apply_Changes_AreWhatTheNextLookFindsNothingAgainst()
    {
        var state = Deciding(Start, Smiltene.Terms);
        var moved = state.Apply(new ClocksRecalculated(1, ClockRecalculation.Of(state, LawOnly())));

        moved.DecisionClock!.Term.Due.ShouldBe(new DateOnly(2026, 6, 26));
        ClockRecalculation.Of(moved, LawOnly()).ShouldBeEmpty();
    }

    private static CaseTerms LawOnly() => new(Smiltene.Pack, Smiltene.Calendar.WithMovedDays(false));

    private static CaseState Deciding(DateOnly day, CaseTerms terms) => CaseState.Fold(
    [
        TestCases.Received() with { ReceivedOn = day },
        new ApplicationRegistered("SD-2026/1", "APR_MAJAS", day, "w") { OuterLimit = terms.OuterLimit(day).Due, OuterSafe = terms.OuterLimit(day).SafeDue },
        new DocumentsReviewed { Round = 1, Accepted = [], NotNeeded = [], Missing = [], CompleteOn = day, Contact = new Contact("post", "x"), By = "w" },
        new DecisionClockStarted(day, DeadlineCalculator.Compute(Smiltene.Pack, Smiltene.Calendar, DeadlineKind.Decision, day)),
    ]);
}
