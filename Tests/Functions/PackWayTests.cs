using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>What the packs say, followed by a mail through the real hub.</summary>
public sealed class PackWayTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Way_KraslavaMailThatNamesItsService_WaitsForTheDeclaredResidenceAndGoesByDagdasRules()
    {
        await using var house = await WayHouse.StartAsync();
        var mailbox = house.Get<MunicipalityDirectory>().Get("kraslava").Pack.Institution.Email;
        house.Deliver(Residents.Application("kraslava", At) with { To = [new MailAddress(null, mailbox)] });
        await house.SettleAsync();
        var row = (await house.Intake.ListAsync("kraslava", null, CancellationToken.None)).ShouldHaveSingleItem();
        var reference = new CaseRef("kraslava", row.CaseId!);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Registration]);

        var worker = house.Person(Roles.Worker, "kraslava");
        await house.DoAsAsync(worker, reference, Verbs.ChooseService, ("serviceId", "APR_MAJAS"), ("declaredAddress", "Skolas iela 1, Dagda"));

        var state = await house.StateAsync(reference);
        (state.RuleSet, state.ServiceId).ShouldBe(("dagda", "APR_MAJAS"));
        state.Registration!.Number.ShouldBe("KSD-2026/1");
        house.Get<MunicipalityDirectory>().Get("kraslava").For(state).Pack.FindService("APR_MAJAS")!.LegalBasis.ShouldContain("Dagdas novada");
    }

    [Fact]
    public async Task Way_MailThatAsksForABenefit_IsGrantedInALetterAboutABenefit()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("benefit", At) with
        {
            Subject = "Iesniegums par mājokļa pabalstu",
            Text = "Labdien! Lūdzu mājokļa pabalstu. Iesniegums pielikumā.",
        });
        (await house.StateAsync(reference)).ServiceId.ShouldBe("PAB_MAJOKLIS");

        await house.DecideAsync(reference, house.Grant());

        var state = await house.StateAsync(reference);
        state.Notice.ShouldNotBeNull();
        house.Get<LetterDesk>().ComposeDecision(reference, state, state.Decision!.DecidedOn, signer: null).Length.ShouldBeGreaterThan(1000);
    }
}
