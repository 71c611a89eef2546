using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Statements of the source texts that are behaviour: what happens inside the first clock.</summary>
public sealed class SeedWayTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Assessment_NeedsAndIncome_BothRecordedBeforeAnythingIsProposed()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ReviewedAsync(house, "needs");
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Needs, Steps.Income, Steps.Capacity]);

        await house.DoAsync(reference, Verbs.AssessNeeds, ("level", "2"), ("findings", "Vajag palīdzību."));
        (await Should.ThrowAsync<CommandRefusedException>(() => house.ProposeAsync(reference))).Code.ShouldBe("not-waiting");
        await house.DoAsync(reference, Verbs.AssessIncome, ("monthlyIncome", "500"), ("householdSize", "1"), ("status", "none"), ("findings", "Pensija."));
        (await Should.ThrowAsync<CommandRefusedException>(() => house.ProposeAsync(reference))).Code.ShouldBe("not-waiting");

        var state = await house.StateAsync(reference);
        (state.Needs!.Level, state.Income!.MonthlyIncome).ShouldBe(("2", 500m));
    }

    [Fact]
    public async Task Assessment_MeansOfTheMunicipality_RecordedAndAFullFacilityRefused()
    {
        await using var house = await WayHouse.StartAsync();
        await house.CountOutsideAsync("GRUPU_DZ_KARKLI", 8);
        var reference = await house.OpenCaseAsync(Residents.Application("means", At) with { Subject = "Iesniegums grupu mājas pakalpojumam", Text = "Vēlos dzīvot grupu dzīvoklī." });
        await house.DoAsync(
            reference,
            Verbs.ReviewDocuments,
            [.. WayHouse.Review().Select(i => i.Value is "not-needed" ? (i.Name, "received") : i), ("dated.PSIHIATRA_ATZINUMS", "2026-06-01")]);

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(
            reference, Verbs.AssessCapacity, ("answer", "yes"), ("facilityId", "GRUPU_DZ_KARKLI"), ("findings", "x")))).Code.ShouldBe("no-place");
        await house.DoAsync(reference, Verbs.AssessCapacity, ("answer", "queue"), ("findings", "Vietu nav."));

        (await house.StateAsync(reference)).Capacity!.Answer.ShouldBe("queue");
    }

    [Fact]
    public async Task Assessment_KindOfService_ChosenByAPersonWhereTheLetterLeavesItOpen()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("kind", At) with { Subject = "Iesniegums", Text = "Lūdzu palīdzību, vairs netieku galā." });
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Registration]);

        await house.DoAsync(reference, Verbs.ChooseService, ("serviceId", "APR_MAJAS"));

        (await house.StateAsync(reference)).ServiceId.ShouldBe("APR_MAJAS");
    }

    [Theory]
    [InlineData(Outcomes.Granted)]
    [InlineData(Outcomes.Refused)]
    public async Task Decision_GrantOrRefusal_InsideTheFirstClockWhenEverythingIsDoneInTime(string outcome)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ReviewedAsync(house, outcome);
        await house.AssessAsync(reference);
        await house.DoAsync(
            reference,
            Verbs.Propose,
            ("outcome", outcome), ("findings", "Fakti."), ("reasoning", "Izvērtējums."), ("from", outcome == Outcomes.Granted ? "2026-07-01" : ""), ("charge", outcome == Outcomes.Granted ? "paid" : ""),
            ("fee", "7,11 euro stundā"), ("reason", "Nav vajadzības."), ("hearing", "Uzklausīta."));
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);

        var state = await house.StateAsync(reference);
        state.Outcome.ShouldBe(outcome);
        state.Decision!.DecidedOn.ShouldBeLessThanOrEqualTo(state.DecisionClock!.Term.Due);
    }

    private static async Task<CaseRef> ReviewedAsync(WayHouse house, string id)
    {
        var reference = await house.OpenCaseAsync(Residents.Application(id, At));
        await house.ReviewAsync(reference);
        return reference;
    }
}
