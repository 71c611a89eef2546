using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Casework.Cases;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Packs;

/// <summary>Krāslava decides by the rules of the former municipality in which the residence is declared.</summary>
public sealed class TransitionTests
{
    private static readonly Municipality Kraslava = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("kraslava");
    private static readonly CaseState Received = CaseState.Fold([TestCases.Received() with { ServiceId = null }]);
    private static readonly StaffMember Worker = new() { Id = "w", Municipality = "kraslava", Name = "x", Position = "y", Roles = [Roles.Worker] };

    [Theory]
    [InlineData("Skolas iela 1, Dagda, Krāslavas novads", "dagda")]
    [InlineData("„Bērzi”, Andrupenes pagasts, Krāslavas novads, LV-5687", "dagda")]
    [InlineData("Dagdas iela 5, Krāslava, LV-5601", "kraslava")]
    [InlineData("Rīgas iela 51, KRASLAVA", "kraslava")]
    [InlineData("„Ozoli”, Šķeltovas pagasts, Krāslavas novads", "aglona")]
    [InlineData("Brīvības iela 1, Rīga", null)]
    [InlineData("Dagda, Krāslava", null)]
    [InlineData("", null)]
    public void OfAddress_PlaceOfTheAddress_NamesTheFormerMunicipality(string address, string? former) =>
        TestPacks.Kraslava.Transition!.OfAddress(address)?.Id.ShouldBe(former);

    [Fact]
    public void For_RuleSet_DecidesByTheRulesOfTheFormerMunicipality()
    {
        var dagda = Kraslava.For(Choose("dagda", "APR_MAJAS"));
        var own = Kraslava.For(Choose("kraslava", "APR_MAJAS"));

        dagda.Pack.FindService("APR_MAJAS")!.LegalBasis.ShouldContain("Dagdas novada");
        own.Pack.FindService("APR_MAJAS")!.LegalBasis.ShouldContain("Krāslavas novada");
        dagda.Pack.FindService("DAC").ShouldBeNull();
        own.Pack.FindService("DAC").ShouldNotBeNull();
        dagda.Pack.Institution.ShouldBe(own.Pack.Institution);
        dagda.Pack.NumberPrefix.ShouldBe("KSD");
    }

    [Theory]
    [InlineData("dagda", "DAC", "unknown-service")]
    [InlineData("aglona", "APR_MAJAS", "no-rules")]
    [InlineData("riga", "APR_MAJAS", "bad-choice")]
    [InlineData("", "APR_MAJAS", "missing-field")]
    public void ChooseService_NotUnderTheseRules_IsRefused(string ruleSet, string service, string code) =>
        Should.Throw<CommandRefusedException>(() => Choose(ruleSet, service)).Code.ShouldBe(code);

    [Fact]
    public void ChooseService_WhereThereIsNoTransition_AsksForNoFormerMunicipality()
    {
        var smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");

        Choose(smiltene, "", "APR_MAJAS").RuleSet.ShouldBeNull();
        Should.Throw<ArgumentException>(() => smiltene.Pack.For("dagda", new DateOnly(2026, 6, 8)));
    }

    [Fact]
    public void TransitionOn_AfterUnifiedRules_IsOver()
    {
        var unified = TestPacks.Kraslava with { Transition = TestPacks.Kraslava.Transition! with { ValidTo = new DateOnly(2026, 5, 31) } };

        unified.TransitionOn(new DateOnly(2026, 5, 31)).ShouldNotBeNull();
        unified.TransitionOn(new DateOnly(2026, 6, 1)).ShouldBeNull();
        unified.TransitionOn(new DateOnly(2021, 6, 30)).ShouldBeNull();
    }

    [Fact]
    public void Event_OfBefore_HasNoRuleSet() =>
        JsonSerializer.Deserialize<ServiceChosen>("""{"ServiceId":"APR_MAJAS","AdmitFirst":false,"By":"w"}""")!.RuleSet.ShouldBeNull();

    private static CaseState Choose(string ruleSet, string service) => Choose(Kraslava, ruleSet, service);

    private static CaseState Choose(Municipality municipality, string ruleSet, string service)
    {
        var data = JsonSerializer.SerializeToElement(new { serviceId = service, ruleSet });
        var context = new CommandContext(new MemoryAppendContext(Received, 1, new DateTimeOffset(2026, 6, 10, 9, 0, 0, TimeSpan.Zero)), municipality.For(Received).Pack, municipality.Terms, Worker, 1, new CommandInputs(data));
        return CommandRules.Find(Verbs.ChooseService)!.Decide(context).Aggregate(Received, (s, e) => s.Apply(e));
    }
}
