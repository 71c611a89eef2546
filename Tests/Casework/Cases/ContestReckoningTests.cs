using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>Whether a contest is in time, and what it does to the decision, follows the notice as it stands; days counted by hand.</summary>
public sealed class ContestReckoningTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private static readonly DateOnly Decided = new(2026, 6, 12);

    /// <summary>Handed over on 12.06.2026, so the last day is Monday 13.07.2026; lodged two days after it, then the notice comes back and goes by registered post on 20.07.2026.</summary>
    [Fact]
    public void Returned_AfterALateContest_InTimeUntilAndWithTheNewNotice()
    {
        var state = Sent(Signed(), "hand", Decided);
        state = Contested(state, new DateOnly(2026, 7, 15));
        state.Contests!.Single().Received.ShouldSatisfyAllConditions(c => c.DaysLate.ShouldBe(2), c => c.Suspends.ShouldBe(false));

        state = NoticeRules.Returned(state, Smiltene.Pack, Smiltene.Terms, NoticeCauses.UnknownAddress, new DateOnly(2026, 7, 16), "n", "p").Aggregate(state, (s, e) => s.Apply(e));
        state.Contests!.Single().Received.ShouldSatisfyAllConditions(c => c.ContestUntil.ShouldBeNull(), c => c.DaysLate.ShouldBe(0), c => c.Suspends.ShouldBe(true));

        state = Sent(state, "registered", new DateOnly(2026, 7, 20));
        state.Contests!.Single().Received.ShouldSatisfyAllConditions(c => c.ContestUntil.ShouldBe(new DateOnly(2026, 8, 27)), c => c.DaysLate.ShouldBe(0), c => c.Suspends.ShouldBe(true));
    }

    [Fact]
    public void Sent_AfterAPrematureContest_GetsItsLastDayAndKeepsItsEffect()
    {
        var state = Contested(Signed(), new DateOnly(2026, 6, 15));
        state.Contests!.Single().Received.ShouldSatisfyAllConditions(
            c => c.Route.ShouldBe(ContestRoutes.Here), c => c.ContestUntil.ShouldBeNull(), c => c.HandOverTerm.ShouldNotBeNull(), c => c.Suspends.ShouldBe(true));

        Sent(state, "registered", new DateOnly(2026, 6, 16)).Contests!.Single().Received.ShouldSatisfyAllConditions(
            c => c.ContestUntil.ShouldBe(new DateOnly(2026, 7, 23)), c => c.DaysLate.ShouldBe(0), c => c.Suspends.ShouldBe(true));
    }

    [Fact]
    public void Sent_AfterAPrematureContestWithoutInstruction_AYear() =>
        Sent(Contested(Signed(), new DateOnly(2026, 6, 15), withoutInstruction: true), "hand", new DateOnly(2026, 6, 16)).Contests!.Single().Received.ContestUntil.ShouldBe(new DateOnly(2027, 6, 16));

    [Fact]
    public void Sent_ContestDecidedMeanwhile_IsLeftAlone()
    {
        var state = Contested(Signed(), new DateOnly(2026, 6, 15))
            .Apply(new ContestHandedOver(1, new DateOnly(2026, 6, 15), "e", "p"))
            .Apply(new ContestDecided(1, "upheld", new DateOnly(2026, 6, 15), "n", "p"));

        NoticeRules.Sent(state, Smiltene.Terms, "hand", new DateOnly(2026, 6, 16), "e", "p").ShouldHaveSingleItem().ShouldBeOfType<NoticeSent>();
    }

    [Fact]
    public void Contests_AnyLifeOfACase_AgreeWithTheNoticeAsItStands()
    {
        var (premature, reckoned) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var state = CaseState.Empty;
            foreach (var fact in new RandomCase(seed).Live(60).Events)
            {
                state = state.Apply(fact);
                reckoned += fact is ContestReckoned ? 1 : 0;
            }

            foreach (var contest in (state.Contests ?? []).Where(c => c is { Received.HandOverTerm: not null, Decided: null }))
            {
                contest.Received.ContestUntil.ShouldBe(state.Notice?.ContestTerm?.Due);
                premature += contest.Received.ContestUntil is null ? 1 : 0;
            }

            return true;
        }));
        (premature > 0 && reckoned > 0).ShouldBeTrue($"The generated lives had {premature} premature contests and {reckoned} reckoned anew.");
    }

    private static CaseState Signed() => CaseState.Empty with
    {
        Received = TestCases.Received(),
        ServiceId = "APR_MAJAS",
        Contact = new Contact("hand", "Izdomu iela 1, Smiltene"),
        Proposal = new DecisionProposed { Round = 1, Outcome = Outcomes.Granted, Findings = "f", Reasoning = "r", By = "w" },
        Decision = new DecisionSigned { DecidedOn = Decided, FileId = "f", FileName = "l.pdf", Signer = "s", By = "h", NoticeTerm = Smiltene.Terms.Notice(Decided) },
    };

    private static CaseState Sent(CaseState state, string channel, DateOnly on)
    {
        state = state.Apply(new NoticeDispatched(channel, $"o{state.NoticeRound}") { Round = state.NoticeRound == 1 ? null : state.NoticeRound });
        return NoticeRules.Sent(state, Smiltene.Terms, channel, on, "e", "p").Aggregate(state, (s, e) => s.Apply(e));
    }

    private static CaseState Contested(CaseState state, DateOnly on, bool withoutInstruction = false)
    {
        var rule = CommandRules.Find(Verbs.ReceiveContest)!;
        var actor = new StaffMember { Id = "p", Municipality = "smiltene", Name = "N", Position = "P", Roles = rule.Roles };
        var inputs = new Dictionary<string, string> { ["from"] = "applicant", ["receivedOn"] = WayHouse.Day(on), ["note"] = "x", ["withoutInstruction"] = withoutInstruction ? "true" : "false" };
        var context = new CommandContext(
            new MemoryAppendContext(state, 5, Smiltene.Terms.MorningOf(on)), Smiltene.Pack, Smiltene.Terms, actor, 1, new CommandInputs(JsonSerializer.SerializeToElement(inputs)));
        return CommandRules.Decide(rule, context).Aggregate(state, (s, e) => s.Apply(e));
    }
}
