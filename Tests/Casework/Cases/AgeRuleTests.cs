using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>Services with ages: asked for, never guessed, and counted on the day the rule names.</summary>
public sealed class AgeRuleTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2021-06-08", null)]
    [InlineData("2021-06-09", "age-outside")]
    [InlineData("2008-06-09", null)]
    [InlineData("2008-06-08", "age-outside")]
    [InlineData("", "age-question")]
    [InlineData("2026-06-11", "bad-date")]
    public void Review_FiveToEighteen_ByTheBirthDateOnTheDayOfTheApplication(string birth, string? code)
    {
        if (code is null)
        {
            Review("APR_5_18", birth).RecipientBirthDate.ShouldBe(DateOnly.Parse(birth));
        }
        else
        {
            Should.Throw<CommandRefusedException>(() => Review("APR_5_18", birth)).Code.ShouldBe(code);
        }
    }

    [Theory]
    [InlineData("150155-10015", null)]
    [InlineData("000155-10015", "age-question")]
    [InlineData("328673-00679", "age-question")]
    [InlineData("080608-20015", null)]
    [InlineData("090608-20015", "age-question")]
    public void Review_AdultService_TheApplicantsOwnOldCodeAnswersWhereItFits(string code, string? expected)
    {
        if (expected is null)
        {
            Review("REHAB_VEIC", "", code).RecipientBirthDate.ShouldBeNull();
        }
        else
        {
            Should.Throw<CommandRefusedException>(() => Review("REHAB_VEIC", "", code)).Code.ShouldBe(expected);
        }
    }

    [Fact]
    public void Review_ServiceOfAnyAge_AsksNothing()
    {
        Review("APR_MAJAS", "").RecipientBirthDate.ShouldBeNull();
        AgeRules.MustAsk(Registered("APR_MAJAS", TestCases.Code), Smiltene.Pack.FindService("APR_MAJAS")!).ShouldBeFalse();
    }

    [Theory]
    [InlineData(Outcomes.Granted, "age")]
    [InlineData(Outcomes.Partly, "age")]
    [InlineData(Outcomes.Queued, "age")]
    [InlineData(Outcomes.Refused, null)]
    public void Propose_AgeConfirmedOutside_CanOnlyBeRefused(string outcome, string? code)
    {
        var state = Registered("APR_5_18", TestCases.Code).Apply(Review("APR_5_18", "2008-06-08", confirm: true));

        if (code is null)
        {
            Propose(state, outcome).Outcome.ShouldBe(outcome);
        }
        else
        {
            Should.Throw<CommandRefusedException>(() => Propose(state, outcome)).Code.ShouldBe(code);
        }
    }

    [Fact]
    public void Propose_ReviewedBeforeAgesWereAsked_AskedThenAndKept()
    {
        var state = Registered("APR_5_18", TestCases.Code).Apply(Review("APR_5_18", "2015-01-01") with { RecipientBirthDate = null });

        Should.Throw<CommandRefusedException>(() => Propose(state, Outcomes.Granted)).Code.ShouldBe("age-question");
        Propose(state, Outcomes.Granted, ("recipientBirthDate", "2015-01-01")).RecipientBirthDate.ShouldBe(new DateOnly(2015, 1, 1));
    }

    [Fact]
    public void Propose_AgeCountsAtTheStart_ByTheFirstDayOfTheService()
    {
        var pack = Smiltene.Pack with { Services = [.. Smiltene.Pack.Services.Select(s => s.Id == "REHAB_VEIC" ? s with { AgeOn = ServiceAges.OnStart } : s)] };
        var state = Registered("REHAB_VEIC", TestCases.Code).Apply(Review("REHAB_VEIC", "2008-06-20", pack: pack));

        Should.Throw<CommandRefusedException>(() => Propose(state, Outcomes.Granted, pack, ("from", "2026-06-19"))).Code.ShouldBe("age");
        Propose(state, Outcomes.Granted, pack, ("from", "2026-06-20")).Outcome.ShouldBe(Outcomes.Granted);
    }

    private static CaseState Registered(string service, string code) => CaseState.Fold(
    [
        TestCases.Received() with { ServiceId = service, Applicant = new Applicant("Berta", "Izdomātā", code) },
        new ApplicationRegistered("SD-2026/1", service, new(2026, 6, 8), "w") { OuterLimit = new(2026, 7, 8) },
    ]);

    private static DocumentsReviewed Review(string service, string birth, string code = TestCases.Code, bool confirm = false, MunicipalityPack? pack = null)
    {
        pack ??= Smiltene.Pack;
        List<(string, string)> inputs = [("channel", "hand"), ("address", "x"), ("recipientBirthDate", birth), ("confirmAge", confirm ? "true" : "false")];
        inputs.AddRange(pack.FindService(service)!.Documents.SelectMany(d => new[] { ($"doc.{d.Document}", "received"), ($"dated.{d.Document}", "2026-06-01") }));
        return (DocumentsReviewed)Decide(Verbs.ReviewDocuments, Registered(service, code), pack, [.. inputs]);
    }

    private static DecisionProposed Propose(CaseState state, string outcome, params (string, string)[] more) => Propose(state, outcome, Smiltene.Pack, more);

    private static DecisionProposed Propose(CaseState state, string outcome, MunicipalityPack pack, params (string Name, string Value)[] more)
    {
        var assessed = new CaseEvent[]
        {
            new DecisionClockStarted(new(2026, 6, 9), Smiltene.Terms.Decision(Smiltene.Pack.Services[0], new(2026, 6, 9))),
            new NeedsAssessed("2", "x", "w"), new IncomeAssessed(1, 1, "none", "x", "w"), new CapacityAssessed("yes", null, "x", "w"),
        }.Aggregate(state, (s, e) => s.Apply(e));
        (string Name, string Value)[] inputs = [("outcome", outcome), ("findings", "f"), ("reasoning", "r"), ("reason", "w"), ("hearing", "h"), ("norm", "12. punkts"), ("volume", "v"), ("from", "2026-06-20")];
        return (DecisionProposed)Decide(Verbs.Propose, assessed, pack, [.. inputs.Where(i => more.All(m => m.Name != i.Name)), .. more]);
    }

    private static CaseEvent Decide(string verb, CaseState state, MunicipalityPack pack, (string Name, string Value)[] inputs)
    {
        var rule = CommandRules.Find(verb)!;
        var actor = new StaffMember { Id = "w", Municipality = "smiltene", Name = "N", Position = "P", Roles = rule.Roles };
        return CommandRules.Decide(
            rule,
            new CommandContext(
                new MemoryAppendContext(state, 4, Now), pack, Smiltene.Terms, actor, 1,
                new CommandInputs(JsonSerializer.SerializeToElement(inputs.ToDictionary(i => i.Name, i => i.Value)))))[0];
    }
}
