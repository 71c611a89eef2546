using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The time of a granted service: start, contract, end, review and renewal.</summary>
public sealed class ServiceTimeTests
{
    private const string Facility = "GRUPU_DZ_KARKLI";

    [Fact]
    public async Task Shelter_ThreeMonthsFromAdmission_WorkerToldThenEndedAndClosed()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("shelter", house.Now) with { Subject = "Iesniegums par vietu patversmē", Text = "Nav kur dzīvot." });
        await house.DecideAsync(reference, house.Grant());
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Contest, Steps.Start]);
        await house.DoAsync(reference, Verbs.StartService, ("startedOn", "2026-06-08"), ("note", "Bez maksas."));
        var started = (await house.StateAsync(reference)).Service!.Started!;
        (started.Until, started.MaximumStayMonths).ShouldBe((new DateOnly(2026, 9, 8), 3));

        // Ten working days before Tuesday 08.09.: 07 04 03 02 01 September, 31 28 27 26 25 August.
        started.RemindOn.ShouldBe(new DateOnly(2026, 8, 25));
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 8, 25)));
        (await house.TasksAsync()).ShouldContain(t => t.Key == $"service:{reference.CaseId}:ending");
        (await house.StateAsync(reference)).Service!.Ended.ShouldBeNull();
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 9, 7)) + TimeSpan.FromHours(23));
        (await house.StateAsync(reference)).Service!.Ended.ShouldBeNull();

        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 9, 8)));

        var state = await house.StateAsync(reference);
        (state.Service!.Ended!.On, state.Service.Ended.By, state.Closed!.ClosedOn).ShouldBe((new DateOnly(2026, 9, 8), null, new DateOnly(2026, 9, 9)));
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "service-ended" && t.SubjectId == reference.CaseId);
    }

    [Fact]
    public async Task Shelter_StayAboutToEnd_RungsOnceAcrossARestart()
    {
        var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("rungs", house.Now) with { Subject = "Iesniegums par vietu patversmē", Text = "Nav kur dzīvot." });
        await house.DecideAsync(reference, house.Grant());
        await house.DoAsync(reference, Verbs.StartService, ("startedOn", "2026-06-08"), ("note", "Bez maksas."));
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 9, 4)));

        house = await house.RestartAsync();
        await using var again = house;
        await again.MoveToAsync(again.Terms.EndOf(new DateOnly(2026, 9, 9)));

        var record = await again.ReadAsync(reference);
        record.Entries.Where(e => e.Event is RungFired { Clock: CaseClocks.ServiceEnd }).Select(e => (((RungFired)e.Event).WorkingDaysLeft, again.Terms.DayOf(e.At))).ShouldBe(
            [(3, new DateOnly(2026, 9, 3)), (2, new DateOnly(2026, 9, 4)), (1, new DateOnly(2026, 9, 7)), (0, new DateOnly(2026, 9, 8))]);
        record.Entries.Count(e => e.Event is ServiceReminded).ShouldBe(1);
        record.Entries.Count(e => e.Event is ServiceEnded).ShouldBe(1);
        (record.State.Service!.Ended!.On, record.State.Closed is not null).ShouldBe((new DateOnly(2026, 9, 8), true));
    }

    [Fact]
    public async Task Contract_NotConcluded_RungsUntilItIs()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("contract-rungs", house.Now));
        await house.DecideAsync(reference, house.Grant(("contractBy", "2026-06-19"), ("charge", "paid"), ("fee", "7,11 euro stundā")));

        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 6, 17)));
        await house.DoAsync(reference, Verbs.StartService, ("startedOn", "2026-06-15"), ("contractOn", "2026-06-17"), ("note", "Līgums Nr. 7."));
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 6, 29)));

        (await house.StateAsync(reference)).Rungs.Where(r => r.Clock == CaseClocks.Contract).Select(r => r.WorkingDaysLeft).ShouldBe([3, 2]);
    }

    [Fact]
    public async Task Service_EndDecidedBeforeTheLongestStay_TheSoonerCounts()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("short", house.Now) with { Subject = "Iesniegums par vietu patversmē", Text = "Nav kur dzīvot." });
        await house.DecideAsync(reference, house.Grant(("until", "2026-07-31")));

        await house.DoAsync(reference, Verbs.StartService, ("startedOn", "2026-06-08"), ("note", "Bez maksas."));

        (await house.StateAsync(reference)).Service!.Started!.ShouldSatisfyAllConditions(s => s.Until.ShouldBe(new DateOnly(2026, 7, 31)), s => s.MaximumStayMonths.ShouldBeNull());
    }

    [Fact]
    public async Task Grant_WithContractAndReview_ToldWhenDueAndKeptOpenUntilReviewed()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("contract", house.Now));
        await house.DecideAsync(reference, house.Grant(("contractBy", "2026-06-19"), ("reviewOn", "2026-12-01"), ("charge", "paid"), ("fee", "7,11 euro stundā")));
        (await house.StateAsync(reference)).Proposal!.Fee.ShouldBe("7,11 euro stundā");
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 6, 19)));
        (await house.TasksAsync()).ShouldContain(t => t.Key == $"service:{reference.CaseId}:contract");
        await house.DoAsync(reference, Verbs.StartService, ("startedOn", "2026-06-15"), ("contractOn", "2026-06-19"), ("note", "Līgums Nr. 7."));
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 8, 1)));
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Service]);

        await house.MoveToAsync(house.Terms.MorningOf(new DateOnly(2026, 12, 1)) + TimeSpan.FromMinutes(1));

        (await house.TasksAsync()).ShouldContain(t => t.Key == $"service:{reference.CaseId}:review");
        (await house.StateAsync(reference)).Closed.ShouldNotBeNull();
    }

    [Fact]
    public async Task Charge_PaidWithoutPrice_Refused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("price", house.Now));

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DecideAsync(reference, house.Grant(("charge", "paid"))))).Code.ShouldBe("missing-field");
    }

    [Fact]
    public async Task EndService_AfterTheCaseClosed_FreesThePlaceForTheNext()
    {
        await using var house = await WayHouse.StartAsync();
        await house.CountOutsideAsync(Facility, 7);
        var living = await GroupHomeAsync(house, "living");
        await house.DecideAsync(living, house.Grant(("facilityId", Facility)));
        var waiting = await GroupHomeAsync(house, "waiting");
        await house.DecideAsync(waiting, WayHouse.Queue(Facility));
        await house.MoveToAsync(house.Terms.EndOf((await house.StateAsync(living)).Notice!.ContestTerm!.Due) + TimeSpan.FromHours(9));
        (await house.StateAsync(living)).Closed.ShouldNotBeNull();

        await house.DoAsync(living, Verbs.EndService, ("endedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Persona pārcēlās."));

        (await house.WaitsAsync(waiting)).ShouldBe([Steps.Offer]);
        (await house.UseAsync(Facility)).Held.ShouldBe(8);
    }

    [Fact]
    public async Task Renew_GrantedService_NewCasePrefilledKeepsThePlaceOfAFullFacility()
    {
        await using var house = await WayHouse.StartAsync();
        await house.CountOutsideAsync(Facility, 7);
        var old = await GroupHomeAsync(house, "old");
        await house.DecideAsync(old, house.Grant(("facilityId", Facility), ("until", "2026-09-30"), ("reviewOn", "2026-09-01"), ("volume", "Diennakts")));
        await house.DoAsync(old, Verbs.StartService, ("startedOn", "2026-06-08"), ("note", "Līgums."));

        await house.DoAsync(old, Verbs.Renew, ("askedOn", "2026-06-08"));

        var renewal = new CaseRef("smiltene", (await house.StateAsync(old)).Siblings!.Single().CaseId);
        (await house.StateAsync(renewal)).ShouldSatisfyAllConditions(
            s => s.Received!.Prefill!.ShouldSatisfyAllConditions(
                p => p.FacilityId.ShouldBe(Facility), p => p.Level.ShouldBe("2"), p => p.Volume.ShouldBe("Diennakts"), p => p.Contact!.Channel.ShouldBe("registered")),
            s => s.Files.ShouldBeEmpty(),
            s => s.Income.ShouldBeNull(),
            s => s.Registration.ShouldNotBeNull());
        await house.DecideAsync(renewal, house.Grant(("facilityId", Facility), ("until", "2027-09-30"), ("reviewOn", "2027-09-01")));
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 10, 1)));
        (await house.StateAsync(old)).Service!.Ended.ShouldNotBeNull();
        (await house.UseAsync(Facility)).Held.ShouldBe(8, "the place is the renewal's now");
    }

    private static Task<CaseRef> GroupHomeAsync(WayHouse house, string id) => house.OpenCaseAsync(
        Residents.Application(id, house.Now) with { Subject = "Iesniegums grupu mājas pakalpojumam", Text = "Vēlos dzīvot grupu dzīvoklī." });
}
