using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>A full facility, people who wait for it, and the places that become free.</summary>
public sealed class QueueTests
{
    private const string Facility = "GRUPU_DZ_KARKLI";
    private const int Places = 8;

    [Fact]
    public async Task Queue_PlaceFreed_FirstIsOfferedAcceptsAndTheSiblingCaseGetsIt()
    {
        await using var house = await FullAsync();
        var first = await QueuedAsync(house, "first");
        var second = await QueuedAsync(house, "second");
        (await house.UseAsync(Facility)).Queue.Select(q => q.Case).ShouldBe([first, second]);

        await house.CountOutsideAsync(Facility, Places - 1);
        await house.SettleAsync();

        (await house.WaitsAsync(first)).ShouldContain(Steps.Offer);
        (await house.WaitsAsync(second)).ShouldContain(Steps.Queue);
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "offer" && t.SubjectId == first.CaseId && t.Role == Roles.Worker);
        await house.DoAsync(first, Verbs.AnswerOffer, ("answer", "accepted"), ("answeredOn", Today(house)), ("note", "Piekrita."));
        var place = new CaseRef("smiltene", (await house.StateAsync(first)).Siblings!.Single().CaseId);
        (await house.StateAsync(place)).ShouldSatisfyAllConditions(
            s => s.Received!.Origin!.Kind.ShouldBe(SiblingKinds.Place),
            s => s.Registration.ShouldNotBeNull(),
            s => s.Received!.Prefill!.FacilityId.ShouldBe(Facility));
        (await house.UseAsync(Facility)).ShouldSatisfyAllConditions(u => u.Held.ShouldBe(Places), u => u.Queue.Single().Case.ShouldBe(second));

        await house.DecideAsync(place, house.Grant(("facilityId", Facility)));

        (await house.StateAsync(place)).Outcome.ShouldBe(Outcomes.Granted);
        (await house.UseAsync(Facility)).Held.ShouldBe(Places);
    }

    [Fact]
    public async Task Queue_OfferNotAnswered_LapsesToTheNextAndIsTold()
    {
        await using var house = await FullAsync();
        var first = await QueuedAsync(house, "first");
        var second = await QueuedAsync(house, "second");
        await house.CountOutsideAsync(Facility, Places - 1);
        await house.SettleAsync();
        var offer = (await house.StateAsync(first)).Queue!.Offer!;
        offer.AnswerTerm.Days.Count(d => d.Counted).ShouldBe(5);

        await house.MoveToAsync(house.Terms.EndOf(offer.AnswerTerm.Due) + TimeSpan.FromMinutes(1));

        (await house.WaitsAsync(second)).ShouldContain(Steps.Offer);
        (await house.UseAsync(Facility)).ShouldSatisfyAllConditions(
            u => u.Held.ShouldBe(Places), u => u.Queue.Select(q => (q.Case, q.HasOffer)).ShouldBe([(second, true), (first, false)]));
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "offer-lapsed" && t.SubjectId == first.CaseId);
    }

    [Fact]
    public async Task Queue_NewGrantWhileOthersWait_IsRefusedEvenIfAPlaceIsFree()
    {
        await using var house = await FullAsync();
        await QueuedAsync(house, "first");
        var late = await OpenAsync(house, "late");
        await house.PrepareAsync(late);
        await house.CountOutsideAsync(Facility, Places - 1);

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(
            late, Verbs.Propose, [("findings", "Fakti."), ("reasoning", "Izvērtējums."), .. house.Grant(("facilityId", Facility))]))).Code.ShouldBe("queue");
    }

    [Fact]
    public async Task Queue_ProposedWhileAPlaceIsFree_Refused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await OpenAsync(house, "free");

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DecideAsync(reference, WayHouse.Queue(Facility)))).Code.ShouldBe("place-free");
    }

    [Fact]
    public async Task Queue_Left_PlaceGoesToTheNextAndTheCaseCloses()
    {
        await using var house = await FullAsync();
        var first = await QueuedAsync(house, "first");
        await house.MoveToAsync(house.Terms.EndOf((await house.StateAsync(first)).Notice!.ContestTerm!.Due) + TimeSpan.FromHours(9));
        (await house.WaitsAsync(first)).ShouldBe([Steps.Queue]);

        await house.DoAsync(first, Verbs.LeaveQueue, ("leftOn", Today(house)), ("note", "Pārcēlās pie meitas."));

        (await house.StateAsync(first)).Closed.ShouldNotBeNull();
        (await house.UseAsync(Facility)).Queue.ShouldBeEmpty();
    }

    [Fact]
    public async Task Queue_KilledBetweenTheAnswerAndTheNewCase_TheCaseIsOpenedOnce()
    {
        var house = await FullAsync();
        var first = await QueuedAsync(house, "first");
        await house.CountOutsideAsync(Facility, Places - 1);
        await house.SettleAsync();
        var sibling = new SiblingCase($"{first.CaseId}p2", SiblingKinds.Place, "GRUPU_MAJA", AdmitFirst: false, house.Terms.DayOf(house.Now));
        await house.Journal.AppendAsync(
            new Append
            {
                Case = first,
                Key = "offer:1",
                Wakes = true,
                Decide = _ => [new OfferAnswered(1, OfferAnswers.Accepted, sibling.AskedOn, "x", "w"), new SiblingsNamed([sibling], "w")],
            },
            CancellationToken.None);

        await using var again = await house.RestartAsync();
        await again.SettleAsync();
        await again.SettleAsync();

        (await again.ReadAsync(new CaseRef("smiltene", sibling.CaseId))).Entries.Count(e => e.Event is ApplicationReceived).ShouldBe(1);
        (await again.UseAsync(Facility)).Held.ShouldBe(Places);
    }

    private static async Task<WayHouse> FullAsync()
    {
        var house = await WayHouse.StartAsync();
        await house.CountOutsideAsync(Facility, Places);
        return house;
    }

    private static Task<CaseRef> OpenAsync(WayHouse house, string id) => house.OpenCaseAsync(
        Residents.Application(id, house.Now) with { Subject = "Iesniegums grupu mājas pakalpojumam", Text = "Vēlos dzīvot grupu dzīvoklī." });

    private static async Task<CaseRef> QueuedAsync(WayHouse house, string id)
    {
        var reference = await OpenAsync(house, id);
        await house.DecideAsync(reference, WayHouse.Queue(Facility));
        house.Time.Advance(TimeSpan.FromMinutes(1));
        return reference;
    }

    private static string Today(WayHouse house) => WayHouse.Day(house.Terms.DayOf(house.Now));
}
