using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>Stopping the decision clock for more papers, going on, and extending its end.</summary>
public sealed class ClockRuleTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");

    private static readonly CaseState Running = CaseState.Fold(
    [
        TestCases.Received() with { ReceivedOn = new(2026, 9, 1) },
        new ApplicationRegistered("SD-2026/1", "APR_MAJAS", new(2026, 9, 1), "w") { OuterLimit = new(2026, 10, 1) },
        new DocumentsReviewed
        {
            Round = 1,
            Accepted = [new("IESNIEGUMS", new(2026, 9, 1)), new("IENAKUMI", new(2026, 9, 1)), new("ARSTA_IZZINA", new(2026, 9, 1))],
            NotNeeded = [],
            Missing = [],
            CompleteOn = new(2026, 9, 1),
            Contact = new("post", "Izdomu iela 1"),
            By = "w",
        },
        new DecisionClockStarted(new(2026, 9, 1), Smiltene.Terms.Decision(Smiltene.Pack.FindService("APR_MAJAS")!, new(2026, 9, 1))),
    ]);

    [Fact]
    public void AskMore_DuringAssessment_StopsTheClockAndAsks()
    {
        var asked = Decide(Running, Verbs.AskMore, "2026-09-03", ("ask.ARSTA_IZZINA", "true"), ("because", "izziņā nav atzinuma"));
        var state = asked.Aggregate(Running, (s, e) => s.Apply(e));

        state.RunningClock.ShouldBeNull();
        state.Review!.Missing.ShouldBe(["ARSTA_IZZINA"]);
        state.Review.Accepted.Select(a => a.Document).ShouldBe(["IESNIEGUMS", "IENAKUMI"]);
        Standing.Of(state).Waits.ShouldBeEmpty();
        Smiltene.Terms.Paused(Smiltene.Pack.FindService("APR_MAJAS")!, new(2026, 9, 1), new(2026, 9, 3), "izziņā nav atzinuma", []).Sentence
            .ShouldBe("Termiņš ir apturēts kopš 2026. gada 3. septembra, jo izziņā nav atzinuma. Atlikušas 8 darbdienas.");
    }

    [Theory]
    [InlineData("2026-09-10", "2026-09-22")]
    [InlineData("2026-09-03", "2026-09-15")]
    public void Resume_OnADay_GoesOnWithWhatWasLeft(string resumed, string due)
    {
        var paused = Running.Apply(new DecisionClockPaused(2, new(2026, 9, 3), "gaidām dokumentus", "w"));
        ClockPause[] pauses = [new(new(2026, 9, 3), DateOnly.Parse(resumed), "gaidām dokumentus")];
        var state = paused.Apply(new DecisionClockResumed(
            DateOnly.Parse(resumed), Smiltene.Terms.Decision(Smiltene.Pack.FindService("APR_MAJAS")!, new(2026, 9, 1), pauses)));

        state.RunningClock!.Value.Term.Due.ShouldBe(DateOnly.Parse(due));
        state.DecisionPauses.ShouldNotBeNull().ShouldBe(pauses);
        state.DecisionPause.ShouldBeNull();
    }

    [Fact]
    public void AskMore_NothingChosenUnreadLettersOrTooLate_Refused()
    {
        Refused(Running, Verbs.AskMore, "2026-09-03", ("because", "x")).ShouldBe("missing-field");
        Refused(Running, Verbs.AskMore, "2026-09-03", ("ask.IENAKUMI", "true")).ShouldBe("missing-field");
        Refused(Running.Apply(TestCases.Filed("m1")), Verbs.AskMore, "2026-09-03", ("ask.IENAKUMI", "true"), ("because", "x")).ShouldBe("open-messages");
        var paused = Running.Apply(new DecisionClockPaused(2, new(2026, 9, 3), "x", "w"));
        Refused(paused, Verbs.AskMore, "2026-09-03", ("ask.IENAKUMI", "true"), ("because", "x")).ShouldBe("not-waiting");
        Refused(paused, Verbs.ExtendTerm, "2026-09-03", ("until", "2026-10-01"), ("reason", "x")).ShouldBe("not-waiting");
    }

    [Theory]
    [InlineData("2026-09-15", "2026-10-30", null)]
    [InlineData("2026-09-15", "2026-12-31", "bad-date")]
    [InlineData("2026-09-15", "2027-01-04", "bad-date")]
    [InlineData("2026-09-15", "2026-10-31", "bad-date")]
    [InlineData("2026-09-15", "2026-09-15", "bad-date")]
    [InlineData("2026-09-16", "2026-10-30", "too-late")]
    public void Extend_ByTheLaw_WithinFourMonthsOfReceiptAndBeforeTheEnd(string today, string until, string? code)
    {
        if (code is not null)
        {
            Refused(Running, Verbs.ExtendTerm, today, ("until", until), ("reason", "nav atbildes no VSAA")).ShouldBe(code);
            return;
        }

        var state = Decide(Running, Verbs.ExtendTerm, today, ("until", until), ("reason", "nav atbildes no VSAA")).Aggregate(Running, (s, e) => s.Apply(e));

        var term = state.RunningClock!.Value.Term;
        (term.Due, term.SafeDue).ShouldBe((DateOnly.Parse(until), DateOnly.Parse(until)));
        term.Sentence.ShouldBe("Lēmums jāpieņem līdz 2026. gada 30. oktobrim: termiņš, kas beidzās 15.09.2026., ir pagarināts (Administratīvā procesa likuma 64. panta otrā daļa).");
        term.Days[^1].ShouldBe(new LedgerDay(DateOnly.Parse(until), true, "pagarinātais termiņš: darba diena"));
        ShownDates.Of(state).Due.ShouldBe(DateOnly.Parse(until));
        Refused(state, Verbs.ExtendTerm, today, ("until", "2026-11-30"), ("reason", "x")).ShouldBe("not-waiting");
    }

    [Fact]
    public void Rungs_AfterAnExtension_RemindAgainOnTheNewDays()
    {
        var fired = CaseSchedule.Of(Running, Smiltene.Terms, r => r).Aggregate(Running, (s, f) => s.Apply(f.Fact));
        CaseSchedule.Of(fired, Smiltene.Terms, r => r).ShouldBeEmpty();
        var extended = Decide(fired, Verbs.ExtendTerm, "2026-09-15", ("until", "2026-10-30"), ("reason", "x")).Aggregate(fired, (s, e) => s.Apply(e));

        var again = CaseSchedule.Of(extended, Smiltene.Terms, r => r);

        again.Select(f => f.Key).ShouldBe(["rung:decision:3:1", "rung:decision:2:1", "rung:decision:1:1", "rung:decision:0:1"]);
        CaseSchedule.Of(again.Aggregate(extended, (s, f) => s.Apply(f.Fact)), Smiltene.Terms, r => r).ShouldBeEmpty();
    }

    [Fact]
    public void Extend_PackWithoutARule_RefusedWithWhatIsMissing()
    {
        var pack = Smiltene.Pack with { Terms = Smiltene.Pack.Terms with { Extension = null } };

        Should.Throw<CommandRefusedException>(() => ClockRulesOf(pack)).Code.ShouldBe("no-rule");

        static void ClockRulesOf(SocialWorkflows.Casework.Packs.MunicipalityPack pack) =>
            Decide(Running, Verbs.ExtendTerm, "2026-09-15", pack, ("until", "2026-10-30"), ("reason", "x"));
    }

    private static string Refused(CaseState state, string verb, string today, params (string Name, string Value)[] data) =>
        Should.Throw<CommandRefusedException>(() => Decide(state, verb, today, data)).Code;

    private static IReadOnlyList<CaseEvent> Decide(CaseState state, string verb, string today, params (string Name, string Value)[] data) =>
        Decide(state, verb, today, Smiltene.Pack, data);

    private static IReadOnlyList<CaseEvent> Decide(
        CaseState state, string verb, string today, SocialWorkflows.Casework.Packs.MunicipalityPack pack, params (string Name, string Value)[] data)
    {
        var rule = CommandRules.Find(verb)!;
        var actor = new StaffMember { Id = "a", Municipality = "smiltene", Name = "N", Position = "P", Roles = rule.Roles };
        var inputs = new CommandInputs(JsonSerializer.SerializeToElement(data.ToDictionary(d => d.Name, d => d.Value)));
        var now = DeadlineInstants.StartOf(DateOnly.Parse(today), "Europe/Riga").AddHours(9);
        return CommandRules.Decide(rule, new CommandContext(new MemoryAppendContext(state, 5, now), pack, Smiltene.Terms, actor, 1, inputs));
    }
}
