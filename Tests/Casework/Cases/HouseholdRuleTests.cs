using System.Text.Json;
using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>What staff write about income and status, held against itself.</summary>
public sealed class HouseholdRuleTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly CaseState Complete = CaseState.Fold(
    [
        TestCases.Received(),
        new ApplicationRegistered("SD-2026/1", "APR_MAJAS", new(2026, 6, 8), "w") { OuterLimit = new(2026, 7, 8) },
        new DocumentsReviewed { Round = 1, Accepted = [], NotNeeded = [], Missing = [], CompleteOn = new(2026, 6, 9), Contact = new("hand", "x"), By = "w" },
        new DecisionClockStarted(new(2026, 6, 9), Smiltene.Terms.Decision(Smiltene.Pack.Services[0], new(2026, 6, 9))),
    ]);

    [Theory]
    [InlineData("poor", "425.00", null)]
    [InlineData("poor", "425.01", "status-question")]
    [InlineData("low-income", "425.01", "asks")]
    [InlineData("low-income", "680.01", "status-question")]
    [InlineData("low-income", "300", "asks")]
    [InlineData("none", "425.00", "asks")]
    [InlineData("none", "425.01", null)]
    [InlineData("none", "700", null)]
    public void Assess_StatusAgainstTheIncome_AsksAndNeverDecides(string status, string income, string? expected)
    {
        (string, string)[] inputs = [("monthlyIncome", income), ("householdSize", "1"), ("status", status), ("findings", "x")];

        if (expected == "status-question")
        {
            Should.Throw<CommandRefusedException>(() => Assess(inputs)).Code.ShouldBe("status-question");
            var confirmed = Assess([.. inputs, ("confirmStatus", "true")]);
            confirmed.Status.ShouldBe(status);
            confirmed.StatusQuestion!.ShouldContain("pārsniedz");
            confirmed.Lines![^1].ShouldBe(confirmed.StatusQuestion);
            return;
        }

        var assessed = Assess(inputs);
        assessed.Status.ShouldBe(status);
        (assessed.StatusQuestion is null).ShouldBe(expected is null, assessed.StatusQuestion);
    }

    [Fact]
    public void Assess_EachMembersMonths_AreTheirs()
    {
        var assessed = Assess(
            ("income.2026-03", "312,50 + 120"), ("income.2026-04", "312,50 + 0"), ("income.2026-05", "312,50 + 60"), ("householdSize", "3"), ("dependants", "1"),
            ("memberCodes", "000112-21234"), ("status", "none"), ("findings", "x"));

        assessed.Ledger!.Select(e => (e.Month.Month, e.Person, e.Amount)).ShouldBe([(3, 1, 312.50m), (3, 2, 120m), (4, 1, 312.50m), (4, 2, 0m), (5, 1, 312.50m), (5, 2, 60m)]);
        assessed.MonthlyIncome.ShouldBe(372.50m);
        assessed.Lines![0].ShouldBe("2026. gada marts: iesniedzējs 312,50 + 2. persona 120,00 = 432,50 EUR");
    }

    [Theory]
    [InlineData("312,50", "312,50", "312,50", "2", "")]
    [InlineData("312,50 + 10", "312,50", "312,50 + 10", "2", "")]
    [InlineData("312,50 + 10 + 5", "312,50 + 10 + 5", "312,50 + 10 + 5", "2", "")]
    [InlineData("312,50 + 10", "312,50 + 10", "312,50 + 10", "4", "1")]
    public void Assess_MemberWithoutAnAmount_AskedForNotTakenAsNothing(string march, string april, string may, string persons, string dependants)
    {
        var refused = Should.Throw<CommandRefusedException>(() => Assess(
            ("income.2026-03", march), ("income.2026-04", april), ("income.2026-05", may), ("householdSize", persons), ("dependants", dependants), ("status", "none"), ("findings", "x")));

        refused.Code.ShouldBe("member-income");
        refused.Latvian.ShouldContain("pieprasiet");
    }

    [Fact]
    public void Assess_MonthLeftOut_AskedFor() => Should.Throw<CommandRefusedException>(() => Assess(
        ("income.2026-03", "312,50"), ("income.2026-05", "312,50"), ("householdSize", "1"), ("status", "none"), ("findings", "x"))).Code.ShouldBe("missing-field");

    [Fact]
    public void Needs_LevelThatThePackDoesNotHave_Refused()
    {
        Should.Throw<CommandRefusedException>(() => Decide(Verbs.AssessNeeds, ("level", "5"), ("findings", "x"))).Code.ShouldBe("bad-choice");
        Should.Throw<CommandRefusedException>(() => Decide(Verbs.AssessNeeds, ("level", "otrais"), ("findings", "x"))).Code.ShouldBe("bad-choice");
        foreach (var level in Smiltene.Pack.Income.LevelWords)
        {
            Decide(Verbs.AssessNeeds, ("level", level), ("findings", "x")).ShouldBeOfType<NeedsAssessed>().Level.ShouldBe(level);
        }

        Smiltene.Pack.Income.LevelWords.ShouldBe(["1", "2", "3", "4", CareLevel.None]);
    }

    private static IncomeAssessed Assess(params (string Name, string Value)[] inputs) => (IncomeAssessed)Decide(Verbs.AssessIncome, inputs);

    private static CaseEvent Decide(string verb, params (string Name, string Value)[] inputs)
    {
        var rule = CommandRules.Find(verb)!;
        var actor = new StaffMember { Id = "w", Municipality = "smiltene", Name = "N", Position = "P", Roles = rule.Roles };
        return CommandRules.Decide(
            rule,
            new CommandContext(
                new MemoryAppendContext(Complete, 4, Now), Smiltene.Pack, Smiltene.Terms, actor, 1,
                new CommandInputs(JsonSerializer.SerializeToElement(inputs.ToDictionary(i => i.Name, i => i.Value)))))[0];
    }
}
