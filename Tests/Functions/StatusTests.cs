using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The status of a poor or low-income household: decided in 22 working days, granted for three or six months.</summary>
public sealed class StatusTests
{
    [Fact]
    public async Task Status_GrantedForThreeMonths_BeginsByItselfRemindsAcrossARestartAndEnds()
    {
        var house = await WayHouse.StartAsync();
        var reference = await OpenAsync(house, "status");
        await house.PrepareAsync(reference);
        (await house.StateAsync(reference)).DecisionClock!.Term.Days.Count(d => d.Counted).ShouldBe(22);

        (await Should.ThrowAsync<CommandRefusedException>(() => ProposeAsync(house, reference))).Code.ShouldBe("missing-field");
        (await Should.ThrowAsync<CommandRefusedException>(() => ProposeAsync(house, reference, ("grantMonths", "4")))).Code.ShouldBe("bad-choice");
        (await Should.ThrowAsync<CommandRefusedException>(() => ProposeAsync(house, reference, ("outcome", "queued"), ("grantMonths", "3")))).Code.ShouldBe("bad-choice");
        await ProposeAsync(house, reference, ("grantMonths", "3"));
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        var decision = (await house.StateAsync(reference)).Decision!;
        if (Workplace.Repository.OnPath("pdftotext") is not null)
        {
            PdfTools.Words(await house.Get<IDocumentStore>().GetAsync((await house.StateAsync(reference)).Draft!.FileId, CancellationToken.None)).ShouldContain("piešķirt adresātam statusu „trūcīgas mājsaimniecības statuss”");
        }

        decision.NoticeTerm.Days.Count(d => d.Counted).ShouldBe(10);
        await house.ConfirmNoticeAsync(reference);

        var started = (await house.StateAsync(reference)).Service!.Started!;
        (started.StartedOn, started.Until).ShouldBe((new DateOnly(2026, 6, 8), new DateOnly(2026, 9, 8)));
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Contest, Steps.Service]);
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 9, 3)));
        (await house.TasksAsync()).ShouldContain(t => t.Key == $"service:{reference.CaseId}:ending" && t.Text.Latvian.Contains("statuss beidzas 08.09.2026.", StringComparison.Ordinal));

        house = await house.RestartAsync();
        await using var again = house;
        await again.MoveToAsync(again.Terms.EndOf(new DateOnly(2026, 9, 8)));

        var record = await again.ReadAsync(reference);
        record.Entries.Where(e => e.Event is RungFired { Clock: CaseClocks.ServiceEnd }).Select(e => (((RungFired)e.Event).WorkingDaysLeft, again.Terms.DayOf(e.At))).ShouldBe(
            [(3, new DateOnly(2026, 9, 3)), (2, new DateOnly(2026, 9, 4)), (1, new DateOnly(2026, 9, 7)), (0, new DateOnly(2026, 9, 8))]);
        (record.State.Service!.Ended!.On, record.State.Closed is not null).ShouldBe((new DateOnly(2026, 9, 8), true));
        (await again.TasksAsync()).ShouldContain(t => t.Kind == "service-ended" && t.Text.Latvian.Contains("statusa laiks beidzās", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_Renewed_NewCasePrefilledWithItsOwnClockAndNobodyTroubledAboutTheOldEnd()
    {
        await using var house = await WayHouse.StartAsync();
        var old = await OpenAsync(house, "renewed");
        await house.PrepareAsync(old);
        await ProposeAsync(house, old, ("grantMonths", "6"), ("reviewOn", "2026-09-08"));
        await house.DoAsync(old, Verbs.Approve);
        await house.SignAsync(old);
        await house.ConfirmNoticeAsync(old);
        (await house.StateAsync(old)).Service!.Started!.ShouldSatisfyAllConditions(s => s.Until.ShouldBe(new DateOnly(2026, 12, 8)), s => s.ReviewOn.ShouldBe(new DateOnly(2026, 9, 8)));

        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 9, 8)));
        (await house.StateAsync(old)).Rungs.Where(r => r.Clock == CaseClocks.Review).Select(r => r.WorkingDaysLeft).ShouldBe([3, 2, 1, 0]);
        (await house.TasksAsync()).ShouldContain(t => t.Key == $"service:{old.CaseId}:review");
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 11, 23)));
        await house.DoAsync(old, Verbs.Renew, ("askedOn", "2026-11-23"));

        var renewal = new CaseRef("smiltene", (await house.StateAsync(old)).Siblings!.Single().CaseId);
        (await house.StateAsync(renewal)).ShouldSatisfyAllConditions(
            s => s.ServiceId.ShouldBe("STATUSS_TRUCIGA"),
            s => s.Received!.ReceivedOn.ShouldBe(new DateOnly(2026, 11, 23)),
            s => s.Received!.Prefill!.Contact!.Channel.ShouldBe("registered"),
            s => s.Income.ShouldBeNull("income must be of the last full months"),
            s => s.Registration.ShouldNotBeNull());
        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 12, 8)));
        (await house.StateAsync(old)).ShouldSatisfyAllConditions(
            s => s.Service!.Ended.ShouldNotBeNull(), s => s.Rungs.ShouldNotContain(r => r.Clock == CaseClocks.ServiceEnd));
    }

    private static Task<CaseRef> OpenAsync(WayHouse house, string id) => house.OpenCaseAsync(
        Residents.Application(id, house.Now) with { Subject = "Iesniegums par trūcīgas mājsaimniecības statusu", Text = "Labdien! Lūdzu piešķirt statusu." });

    private static Task<CaseRecord> ProposeAsync(WayHouse house, CaseRef reference, params (string Name, string Value)[] more) => house.DoAsync(
        reference,
        Verbs.Propose,
        [.. new[] { ("outcome", "granted"), ("findings", "Fakti."), ("reasoning", "Izvērtējums."), ("charge", "free"), ("from", "2026-06-08") }.Where(d => more.All(m => m.Name != d.Item1)), .. more]);
}
