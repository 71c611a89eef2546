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

    [Fact]
    public void Of_ExtendedBeforeTheClockStarted_ThePromisedDayStandsOnAnyCalendar()
    {
        var promised = Promised(new(2026, 8, 28));
        var counted = Smiltene.Terms.Decision(Smiltene.Pack.FindService("APR_MAJAS")!, Start);
        var registered = Deciding(Start, Smiltene.Terms) with { DecisionClock = null };
        var extended = registered.Apply(promised);

        var term = DecisionTerm.Of(extended, counted);
        term.Due.ShouldBe(new DateOnly(2026, 8, 28));
        ClockRecalculation.Of(extended.Apply(new DecisionClockStarted(Start, term)), LawOnly()).ShouldBeEmpty();
        DecisionTerm.Of(registered, counted).ShouldBeSameAs(counted);
    }

    [Fact]
    public void Of_ExtendedClockThatWentBeyondThePromise_IsRecomputedLikeAnyOther()
    {
        var passed = Deciding(Start, Smiltene.Terms) with { Extension = Promised(new(2026, 6, 19)) };

        ClockRecalculation.Of(passed, LawOnly()).Single(c => c.Clock == CaseClocks.Decision).Term.Due.ShouldBe(new DateOnly(2026, 6, 26));
        var nearer = passed with { Extension = Promised(new(2026, 6, 27)) };
        ClockRecalculation.Of(nearer with { DecisionClock = nearer.DecisionClock! with { Term = nearer.DecisionClock.Term with { Due = new(2026, 6, 29) } } }, LawOnly())
            .Single(c => c.Clock == CaseClocks.Decision).Term.Due.ShouldBe(new DateOnly(2026, 6, 27), "not before the day the person was told");
    }

    /// <summary>Stored before the safe day was kept: the next look writes it down once and tells nobody.</summary>
    [Fact]
    public void Of_RegistrationWithoutItsSafeDay_IsCompletedOnceWithoutMovingADate()
    {
        DateOnly received = new(2026, 5, 22);
        var state = CaseState.Fold(
            [TestCases.Received() with { ReceivedOn = received }, new ApplicationRegistered("SD-2026/1", "APR_MAJAS", received, "w") { OuterLimit = new(2026, 6, 25) }]);
        ShownDates.Of(state).ShouldBe(new ShownDates(new(2026, 6, 25), new(2026, 6, 25)));

        var changes = ClockRecalculation.Of(state, Smiltene.Terms);
        changes.Single().ShouldSatisfyAllConditions(c => c.Clock.ShouldBe(CaseClocks.Outer), c => c.MovesTheDate.ShouldBeFalse());
        var completed = state.Apply(new ClocksRecalculated(1, changes));
        ShownDates.Of(completed).ShouldBe(new ShownDates(new(2026, 6, 25), new(2026, 6, 22)));
        ClockRecalculation.Of(completed, Smiltene.Terms).ShouldBeEmpty();
    }

    /// <summary>Sent on 18.06. with the move of 22.06. known; the data are corrected and the move never was.</summary>
    [Fact]
    public void Of_MoveTakenBack_ThePersonsDaysStayAndSayWhy()
    {
        var without = WithoutTheMove();
        without.Contest("e-address", Sent).Due.ShouldBe(new DateOnly(2026, 7, 22), "the correction alone would shorten the term");
        var state = OfThePerson();

        var changes = ClockRecalculation.Of(state, without);

        changes.Select(c => c.Clock).ShouldBe([CaseClocks.Answer, "document:PSIHIATRA_ATZINUMS", CaseClocks.Contest, CaseClocks.Offer], ignoreOrder: true);
        foreach (var change in changes)
        {
            change.MovesTheDate.ShouldBeFalse(change.Clock);
            change.Term.Sentence.ShouldEndWith("paliek vēlākā, jau noteiktā diena par labu personai.");
        }

        var after = state.Apply(new ClocksRecalculated(1, changes));
        (after.Notice!.ContestTerm!.Due, after.Request!.AnswerTerm.Due, after.Queue!.Offer!.AnswerTerm.Due)
            .ShouldBe((new DateOnly(2026, 7, 27), state.Request!.AnswerTerm.Due, state.Queue!.Offer!.AnswerTerm.Due));
        after.Request.RemindOn.ShouldBe(state.Request.RemindOn);
        CaseSchedule.Of(after, without, r => r).Single(f => f.Key == "contest-ended").At.ShouldBe(without.EndOf(new(2026, 7, 27)));
        ClockRecalculation.Of(after, without).ShouldBeEmpty("told once");
    }

    /// <summary>The other way round the person gains, as before.</summary>
    [Fact]
    public void Of_MoveAdded_ThePersonsDaysMoveOn()
    {
        var contest = WithoutTheMove().Contest("e-address", Sent);
        var state = OfThePerson() with { Notice = new NoticeSent("e-address", Sent, "e", "w") { NotifiedOn = contest.NotifiedOn!.Value, ContestTerm = contest } };

        var change = ClockRecalculation.Of(state, Smiltene.Terms).Single(c => c.Clock == CaseClocks.Contest);

        (change.FormerDue, change.Term.Due).ShouldBe((new DateOnly(2026, 7, 22), new DateOnly(2026, 7, 27)));
        PersonsDay.IsOf(change.Clock).ShouldBeTrue();
    }

    private static readonly DateOnly Sent = new(2026, 6, 18);

    /// <summary>Terms that end between the free Monday 22.06. and the Saturday 27.06. worked for it, or count it.</summary>
    private static CaseState OfThePerson()
    {
        var terms = Smiltene.Terms;
        var contest = terms.Contest("e-address", Sent);
        DateOnly asked = new(2026, 6, 10), offered = new(2026, 6, 17);
        return CaseState.Fold([TestCases.Received() with { ReceivedOn = Sent }]) with
        {
            Request = new DocumentsRequested(1, ["IENAKUMI"], terms.DocumentRequest(asked), terms.DocumentReminder(asked).Due, "f") { Dues = [new DocumentDue("PSIHIATRA_ATZINUMS", terms.DocumentRequest(Sent, 3))] },
            Queue = new QueueStanding("TRAPENE", 1, new PlaceOffered(1, "TRAPENE", offered, terms.Offer(offered)), null),
            Notice = new NoticeSent("e-address", Sent, "e", "w") { NotifiedOn = contest.NotifiedOn!.Value, ContestTerm = contest },
        };
    }

    private static CaseTerms WithoutTheMove()
    {
        var national = PackFolder.LoadCalendar(PackFolder.DefaultRoot);
        DateOnly free = new(2026, 6, 22);
        MovedDays[] moved = [.. national.Moved.Select(y => y with { Moves = [.. y.Moves.Where(m => m.Free != free)] })];
        return new CaseTerms(Smiltene.Pack, new WorkingCalendar(Smiltene.Pack.Calendar, new NationalCalendar(national.Holidays, moved)));
    }

    private static DecisionTermExtended Promised(DateOnly until)
    {
        var former = Smiltene.Terms.OuterLimit(new(2026, 6, 10)) with { Due = until.AddDays(-1) };
        return new(until, "x", "APL 64", Smiltene.Terms.Extended(former, until, "APL 64"), new Contact("post", "x"), "w");
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
