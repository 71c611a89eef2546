using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Support.CapacitySteps;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>What places and queues promise, whatever they are stored in.</summary>
public abstract class CapacityContract
{
    private protected abstract Task<StoreHouse> OpenAsync();

    [Fact]
    public async Task Approve_ThirtyAtOnceForEightPlaces_EightGetThem()
    {
        await using var store = await OpenAsync();
        var cases = Enumerable.Range(1, 30).Select(i => new CaseRef("smiltene", $"c{i:x16}")).ToList();
        foreach (var reference in cases)
        {
            await store.AppendAsync(reference, "received", TestCases.Received() with { MessageId = reference.CaseId });
            await store.AppendAsync(reference, "proposed", Proposal(Outcomes.Granted));
        }

        var results = await Task.WhenAll(cases.Select(reference => Task.Run(() => ApproveAsync(store.Journal, reference))));

        var places = Smiltene.Pack.Facilities.Single(f => f.Id == Facility).Places;
        results.Count(approved => approved).ShouldBe(places);
        (await UseAsync(store)).HeldByCases.ShouldBe(places);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Approve_PlacesCountedOutside_AreTaken()
    {
        await using var store = await OpenAsync();
        var places = Smiltene.Pack.Facilities.Single(f => f.Id == Facility).Places;
        await store.Capacity.CountOutsideAsync("smiltene", Facility, places, "Saraksts.", "x", CancellationToken.None);
        await store.AppendAsync("received", TestCases.Received());
        await store.AppendAsync("proposed", Proposal(Outcomes.Granted));

        (await ApproveAsync(store.Journal, TestCases.Reference)).ShouldBeFalse();
    }

    [Fact]
    public async Task Queue_OfferLapsedAndDeclined_OrderAndPlacesFollow()
    {
        await using var store = await OpenAsync();
        CaseRef[] cases = [.. Enumerable.Range(1, 3).Select(i => new CaseRef("smiltene", $"c{i:x16}"))];
        foreach (var reference in cases)
        {
            await store.AppendAsync(reference, "received", TestCases.Received() with { MessageId = reference.CaseId });
            await store.AppendAsync(reference, "proposed", Proposal(Outcomes.Queued));
            await ApproveAsync(store.Journal, reference);
            store.Time.Advance(TimeSpan.FromHours(1));
        }

        await store.AppendAsync(cases[0], "o1", new PlaceOffered(1, Facility, new(2026, 6, 8), Smiltene.Terms.Offer(new(2026, 6, 8))));
        (await UseAsync(store)).ShouldSatisfyAllConditions(u => u.HeldByCases.ShouldBe(1), u => u.Queue[0].HasOffer.ShouldBeTrue());
        await store.AppendAsync(cases[0], "l1", new OfferLapsed(1));
        await store.AppendAsync(cases[1], "o1", new PlaceOffered(1, Facility, new(2026, 6, 8), Smiltene.Terms.Offer(new(2026, 6, 8))));
        await store.AppendAsync(cases[1], "a1", new OfferAnswered(1, OfferAnswers.Declined, new(2026, 6, 8), "x", "w"));

        var use = await UseAsync(store);
        use.Queue.Select(q => (q.Case, q.Position)).ShouldBe([(cases[2], 1), (cases[0], 2)]);
        use.HeldByCases.ShouldBe(0);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task CountOutside_SameAgain_WrittenOnce()
    {
        await using var store = await OpenAsync();
        var ledger = store.Capacity;

        await ledger.CountOutsideAsync("smiltene", Facility, 5, "a", "x", CancellationToken.None);
        await ledger.CountOutsideAsync("smiltene", Facility, 5, "b", "y", CancellationToken.None);

        (await ledger.OutsideAsync("smiltene", CancellationToken.None)).Single().ShouldSatisfyAllConditions(c => c.Note.ShouldBe("a"), c => c.Places.ShouldBe(5));
        (await ledger.OutsideAsync("iecava", CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TakeOver_AcceptedOfferDecidedInACaseOfItsOwn_OnePlaceHeld()
    {
        await using var store = await OpenAsync();
        var former = TestCases.Reference;
        var next = new CaseRef("smiltene", "c0000000000000002");
        await store.AppendAsync(former, "received", TestCases.Received());
        await store.AppendAsync(former, "proposed", Proposal(Outcomes.Queued));
        await ApproveAsync(store.Journal, former);
        await store.AppendAsync(former, "o1", new PlaceOffered(1, Facility, new(2026, 6, 8), Smiltene.Terms.Offer(new(2026, 6, 8))));
        await store.AppendAsync(former, "a1", new OfferAnswered(1, OfferAnswers.Accepted, new(2026, 6, 8), "x", "w"));
        await store.AppendAsync(
            next,
            "received",
            TestCases.Received() with { Origin = new CaseOrigin(former.CaseId, SiblingKinds.Place), Prefill = new CasePrefill { FacilityId = Facility } });
        (await UseAsync(store)).ShouldSatisfyAllConditions(u => u.HeldByCases.ShouldBe(1), u => u.Queue.ShouldBeEmpty());

        await store.AppendAsync(next, "proposed", Proposal(Outcomes.Granted));
        (await ApproveAsync(store.Journal, next)).ShouldBeTrue();

        (await UseAsync(store)).HeldByCases.ShouldBe(1);
        (await store.ProblemsAsync()).ShouldBeEmpty();
    }

    private static async Task<FacilityUse> UseAsync(StoreHouse store) => (await store.Capacity.ReadAsync("smiltene", CancellationToken.None))[Facility];
}
