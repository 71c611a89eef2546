using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The month from receipt runs whatever a case waits for, so that a case nobody opens is noticed.</summary>
public sealed class OuterLimitTests
{
    [Fact]
    public async Task OuterLimit_NobodyReviewsTheDocuments_EveryRungFiresOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("forgotten", DemoFolder.Beginning));
        var limit = (await house.StateAsync(reference)).Registration!.OuterLimit;

        await house.MoveToAsync(house.Terms.EndOf(limit) + TimeSpan.FromDays(3));

        var rungs = (await house.StateAsync(reference)).Rungs;
        rungs.Select(r => (r.Clock, r.WorkingDaysLeft)).ShouldBe(
            [(CaseClocks.Outer, 3), (CaseClocks.Outer, 2), (CaseClocks.Outer, 1), (CaseClocks.Outer, 0)]);
        rungs[^1].Person.ShouldBe(house.Person(Roles.Head).Id);
    }

    [Fact]
    public async Task OuterLimit_DecisionClockEndsSooner_OnlyItsRungsFire()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("normal", DemoFolder.Beginning));
        await house.ReviewAsync(reference);

        await house.MoveToAsync(house.Terms.EndOf((await house.StateAsync(reference)).DecisionClock!.Term.Due));

        (await house.StateAsync(reference)).Rungs.ShouldAllBe(r => r.Clock == CaseClocks.Decision);
    }
}
