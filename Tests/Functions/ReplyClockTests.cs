using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Functions;

/// <summary>A letter in a case is an intake class of its own: it has a day by which somebody looks at it.</summary>
public sealed class ReplyClockTests
{
    [Fact]
    public async Task Reply_NobodyLooks_RungsOfItsOwnClockAcrossARestartThenNoMore()
    {
        var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("reply", house.Now));
        await house.ReviewAsync(reference);
        var reply = Residents.Letter("reply-1", house.Now) with { InReplyTo = "reply@residents.example", References = ["reply@residents.example"], Text = "Labdien! Papildu ziņas." };
        house.Deliver(reply);
        await house.SettleAsync();

        // From Monday 08.06.2026: 9 10 11 12 15.
        var message = (await house.StateAsync(reference)).Messages.ShouldHaveSingleItem();
        message.LookTerm!.Due.ShouldBe(new DateOnly(2026, 6, 15));
        message.LookTerm.Sentence.ShouldBe("Vēstule jāapskata līdz 2026. gada 15. jūnijam: tā ir 5. darbdiena pēc 2026. gada 8. jūnija.");
        CaseClocksView.Of(await house.StateAsync(reference)).Single(c => c.Key == "case.clock.reply").ShouldSatisfyAllConditions(
            c => c.Term.Sentence.ShouldBe(message.LookTerm.Sentence), c => c.IsRunning.ShouldBeTrue());

        await house.MoveToAsync(house.Terms.EndOf(new DateOnly(2026, 6, 11)));
        house = await house.RestartAsync();
        await using var again = house;
        await again.MoveToAsync(again.Terms.EndOf(new DateOnly(2026, 6, 16)));

        var clock = $"reply:{message.IntakeId}";
        var fired = (await again.ReadAsync(reference)).Entries.Where(e => e.Event is RungFired r && r.Clock == clock).ToList();
        fired.Select(e => ((RungFired)e.Event).WorkingDaysLeft).ShouldBe([3, 2, 1, 0]);
        fired.Select(e => again.Terms.DayOf(e.At)).ShouldBe([new(2026, 6, 10), new(2026, 6, 11), new(2026, 6, 12), new(2026, 6, 15)]);

        await again.DoAsync(reference, Verbs.HandleMessage, ("intakeId", message.IntakeId), ("note", "Pievienots lietai."));
        CaseClocksView.Of(await again.StateAsync(reference)).Single(c => c.Key == "case.clock.reply").IsRunning.ShouldBeFalse();
    }

    [Fact]
    public void Reply_OnTheCard_SameDayAsOnThePage()
    {
        var bench = CardBench.Complete();
        var term = CardBench.Smiltene.Terms.LookAt(CardBench.Today)!;
        bench.Happened(TestCases.Filed("i9") with { ReceivedOn = CardBench.Today, LookTerm = term });

        bench.Card(CardBench.Worker, Steps.Messages).Card.ToJson().ShouldContain($"Apskatiet to līdz {LatvianDate.Numeric(term.Due)}");
        CaseClocksView.Of(bench.State).Single(c => c.Key == "case.clock.reply").Term.ShouldBeSameAs(term);
    }

    [Fact]
    public void Reply_AfterEverythingElseEnded_ItsDayIsTheDayOfTheCase()
    {
        var bench = CardBench.Notified(Outcomes.Refused);
        bench.Happened(new ContestWindowEnded());
        var term = CardBench.Smiltene.Terms.LookAt(CardBench.Today)!;
        bench.Happened(TestCases.Filed("i9") with { LookTerm = term });

        ShownDates.Of(bench.State).ShouldBe(new ShownDates(term.Due, term.SafeDue));
    }
}
