using System.Net;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Teams;
using SocialWorkflows.Tests.Functions.Housekeeping;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

/// <summary>Nobody's name stays in a conversation for as long as the case is kept.</summary>
public sealed class ClosedCardTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cards_OfACaseClosedForAQuarter_AreDeletedAndThoseOfOthersStay()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync("sm-darbiniece", "sm-vaditaja");
        var closed = await ClosedAsync(house);
        var open = await house.Way.OpenCaseAsync(Residents.Application("open", house.Way.Now, Residents.Person("open", "Zane", "Izdomātā", "000160-10016")));
        await house.Courier.CatchUpAsync(Cancellation);
        var door = house.Way.Get<ITeamsDoor>();
        (await door.CopiesAsync(closed, Cancellation)).ShouldNotBeEmpty();
        var rounds = house.Way.Get<ClosedCards>();
        house.Way.Time.Advance(ClosedCards.Kept - TimeSpan.FromDays(1));
        (await rounds.ForgetAsync(Cancellation)).ShouldBe(0, "somebody may look at them once more");
        house.Way.Time.Advance(TimeSpan.FromDays(3));
        var shown = house.Connector.Cards.Count;
        var known = (await door.CopiesAsync(closed, Cancellation)).Count;

        (await rounds.ForgetAsync(Cancellation)).ShouldBe(known);

        house.Connector.Cards.Count.ShouldBe(shown - known);
        (await door.CopiesAsync(closed, Cancellation)).ShouldBeEmpty();
        (await door.CopiesAsync(open, Cancellation)).ShouldNotBeEmpty();
        await house.Courier.CatchUpAsync(Cancellation);
        (await door.CopiesAsync(closed, Cancellation)).ShouldBeEmpty("nothing brings them back");
    }

    [Fact]
    public async Task Card_WhoseDeletionFails_IsKnownUntilItIsGone()
    {
        await using var house = await TeamsHouse.StartAsync();
        await house.InstallAsync("sm-darbiniece", "sm-vaditaja");
        var closed = await ClosedAsync(house);
        await house.Courier.CatchUpAsync(Cancellation);
        var door = house.Way.Get<ITeamsDoor>();
        var known = (await door.CopiesAsync(closed, Cancellation)).Count;
        known.ShouldBeGreaterThan(1);
        var rounds = house.Way.Get<ClosedCards>();
        house.Way.Time.Advance(ClosedCards.Kept + TimeSpan.FromDays(2));
        house.Connector.Trouble(() => FakeConnector.Answer(HttpStatusCode.BadRequest, "BadSyntax"));

        (await rounds.ForgetAsync(Cancellation)).ShouldBe(known - 1, "one that is refused keeps no other");

        (await door.CopiesAsync(closed, Cancellation)).Count.ShouldBe(1);
        house.Way.Time.Advance(TimeSpan.FromDays(1));
        (await rounds.ForgetAsync(Cancellation)).ShouldBe(1);
    }

    private static async Task<CaseRef> ClosedAsync(TeamsHouse house)
    {
        var reference = await house.Way.OpenCaseAsync(Residents.Application("closed", house.Way.Now));
        await house.Courier.CatchUpAsync(Cancellation);
        await house.Way.DoAsync(reference, Verbs.Withdraw, ("askedOn", WayHouse.Day(house.Way.Terms.DayOf(house.Way.Now))), ("note", "Lūgums."), ("channel", "registered"), ("address", "Izdomu iela 1, Smiltene"));
        await house.Courier.CatchUpAsync(Cancellation);
        await DestructionHouse.CloseAsync(house.Way, reference);
        return reference;
    }
}
