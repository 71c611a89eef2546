using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>Everything that can be granted can be renewed, with what is known filled in.</summary>
public sealed class RenewalRuleTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private static readonly DateTimeOffset Now = new(2026, 6, 20, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Services => [.. Smiltene.Pack.Requestable.Select(s => s.Id)];

    [Theory]
    [MemberData(nameof(Services))]
    public void Renew_EveryServiceAndBenefit_OpensItsOwnPrefilled(string service)
    {
        var state = Granted(service);

        var sibling = ((SiblingsNamed)Decide(state)[0]).Siblings.ShouldHaveSingleItem();

        (sibling.ServiceId, sibling.Kind).ShouldBe((service, SiblingKinds.Renewal));
        var opened = SiblingOpening.Of(state, "c1", sibling, Now);
        opened.Prefill!.ShouldSatisfyAllConditions(
            p => p.Level.ShouldBe("2"),
            p => p.NeedsFindings.ShouldBe("Vajag palīdzību."),
            p => p.Volume.ShouldBe("6 stundas nedēļā"),
            p => p.Contact.ShouldBe(new Contact("hand", "x")),
            p => p.RecipientBirthDate.ShouldBe(new DateOnly(2015, 1, 1)));
        (opened.ServiceId, opened.Files.Count).ShouldBe((service, 0));
    }

    private static CaseState Granted(string service) => CaseState.Fold(
    [
        TestCases.Received() with { ServiceId = service },
        new ApplicationRegistered("SD-2026/1", service, new(2026, 6, 8), "w") { OuterLimit = new(2026, 7, 8) },
        new DocumentsReviewed { Round = 1, Accepted = [], NotNeeded = [], Missing = [], CompleteOn = new(2026, 6, 9), RecipientBirthDate = new(2015, 1, 1), Contact = new("hand", "x"), By = "w" },
        new NeedsAssessed("2", "Vajag palīdzību.", "w"),
        new DecisionProposed { Round = 1, Outcome = Outcomes.Granted, Findings = "f", Reasoning = "r", Volume = "6 stundas nedēļā", From = new(2026, 6, 15), By = "w" },
        new DecisionApproved(1, "L-2026/1", "h"),
        new NoticeSent("hand", new(2026, 6, 16), "e", "w") { NotifiedOn = new(2026, 6, 16) },
    ]);

    private static IReadOnlyList<CaseEvent> Decide(CaseState state)
    {
        var rule = CommandRules.Find(Verbs.Renew)!;
        var actor = new StaffMember { Id = "w", Municipality = "smiltene", Name = "N", Position = "P", Roles = rule.Roles };
        return CommandRules.Decide(
            rule,
            new CommandContext(
                new MemoryAppendContext(state, 7, Now), Smiltene.Pack, Smiltene.Terms, actor, 1,
                new CommandInputs(JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["askedOn"] = "2026-06-20" })), "c1"));
    }
}
