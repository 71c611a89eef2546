using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>A decision is contested: its date and way are recorded, and the case goes to the body that examines it.</summary>
public sealed class ContestTests
{
    [Fact]
    public async Task B76_AppealInsteadOfAnAnswer_RecordedWithoutDecisionAndGivenToTheWorker()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "instead", Steps.Answer);
        var intakeId = await ReplyAsync(house, reference, "instead", "Apstrīdu Jūsu prasību.");

        await ReceiveAsync(house, reference, "2026-06-08", "applicant", ("intakeId", intakeId));

        (await house.StateAsync(reference)).ShouldSatisfyAllConditions(
            s => s.Contests!.Single().Received.ShouldSatisfyAllConditions(
                c => c.Route.ShouldBe(ContestRoutes.NoDecision), c => c.ContestUntil.ShouldBeNull(), c => c.HandOverTerm.ShouldBeNull(), c => c.ReceivedOn.ShouldBe(new DateOnly(2026, 6, 8))),
            s => s.OpenMessages.ShouldBeEmpty());
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "contest" && t.Role == Roles.Worker && t.SubjectId == reference.CaseId);
        (await house.WaitsAsync(reference)).ShouldNotContain(Steps.ContestHandOver);
    }

    [Fact]
    public async Task B76_AppealInTime_HandedOverWithinFiveDaysAndKeepsTheCaseOpen()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "intime", Steps.Contest);
        var until = (await house.StateAsync(reference)).Notice!.ContestTerm!.Due;
        await house.MoveToAsync(house.Terms.EndOf(until) - TimeSpan.FromHours(10));

        await ReceiveAsync(house, reference, WayHouse.Day(until), "applicant");

        var contest = (await house.StateAsync(reference)).Contests!.Single().Received;
        (contest.DaysLate, contest.Route, contest.HandOverTerm!.Days.Count(d => d.Counted)).ShouldBe((0, ContestRoutes.Here, 5));
        await house.MoveToAsync(house.Terms.EndOf(until) + TimeSpan.FromHours(9));
        (await house.WaitsAsync(reference)).ShouldBe([Steps.ContestHandOver]);
        var today = WayHouse.Day(house.Terms.DayOf(house.Now));
        await house.DoAsync(reference, Verbs.HandOverContest, ("original", ContestOriginals.Paper), ("sentOn", today), ("evidence", "Nr. 5"));
        (await house.WaitsAsync(reference)).ShouldBe([Steps.ContestResult]);
        await house.DoAsync(reference, Verbs.DecideContest, ("result", "annulled"), ("decidedOn", today), ("note", "Domes lēmums Nr. 9."));
        (await house.StateAsync(reference)).ShouldSatisfyAllConditions(s => s.Contests!.Single().Decided!.Result.ShouldBe("annulled"), s => s.Closed.ShouldNotBeNull());
    }

    [Fact]
    public async Task B76_AppealADayLate_LateByRuleAndHandedOverAllTheSame()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.ClosedAsync(house, "late");
        var until = (await house.StateAsync(reference)).Notice!.ContestTerm!.Due;

        await ReceiveAsync(house, reference, WayHouse.Day(until.AddDays(1)), "applicant");

        (await house.StateAsync(reference)).Contests!.Single().Received.ShouldSatisfyAllConditions(c => c.DaysLate.ShouldBe(1), c => c.HandOverTerm.ShouldNotBeNull());
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "contest" && t.Text.Latvian.Contains("1 dienu pēc termiņa", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B76_AppealToTheWrongBody_TheDayItWasLodgedThereCounts()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.ClosedAsync(house, "wrong");
        var until = (await house.StateAsync(reference)).Notice!.ContestTerm!.Due;

        await ReceiveAsync(house, reference, WayHouse.Day(until.AddDays(1)), "applicant", ("lodgedOn", WayHouse.Day(until)));

        (await house.StateAsync(reference)).Contests!.Single().Received.ShouldSatisfyAllConditions(
            c => c.Route.ShouldBe(ContestRoutes.OtherBody), c => c.DaysLate.ShouldBe(0), c => c.LodgedOn.ShouldBe(until), c => c.HandOverTerm!.From.ShouldBe(until.AddDays(1)));
    }

    [Fact]
    public async Task B76_AppealByAStranger_NotFiledInTheCaseAndRecordedAsAStrangers()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "strange", Steps.Contest);
        var mail = Residents.Letter("stranger", house.Now) with
        {
            From = new MailAddress(null, "kaimins@else.example"),
            InReplyTo = "strange@residents.example",
            References = ["strange@residents.example"],
            Text = "Apstrīdu kaimiņienes lēmumu.",
        };
        house.Deliver(mail);
        await house.SettleAsync();
        (await house.RowOfAsync(mail.MessageId)).ShouldSatisfyAllConditions(r => r.Disposition.ShouldBe(Dispositions.Review), r => r.Reason.ShouldBe("stranger-in-thread"));

        await ReceiveAsync(house, reference, "2026-06-08", "stranger");

        (await house.StateAsync(reference)).Contests!.Single().Received.From.ShouldBe("stranger");
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "contest" && t.Text.Latvian.Contains("pārstāvības", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B76_AppealBeforeTheNoticeIsConfirmed_HandedOverAndGetsItsTermWithTheNotice()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "early", Steps.Notice);
        var today = WayHouse.Day(house.Terms.DayOf(house.Now));

        await ReceiveAsync(house, reference, today, "applicant");

        (await house.WaitsAsync(reference)).ShouldBe([Steps.Notice, Steps.ContestHandOver], ignoreOrder: true);
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "contest" && t.Role == Roles.Registrar && t.Text.Latvian.Contains("izskata Smiltenes novada pašvaldības domē", StringComparison.Ordinal));
        (await house.Get<ContestPackageDesk>().BuildAsync(await house.ReadAsync(reference), 1, CancellationToken.None)).ShouldNotBeNull();
        await house.DoAsync(reference, Verbs.HandOverContest, ("original", ContestOriginals.Paper), ("sentOn", today), ("evidence", "Nr. 5"));
        await house.ConfirmNoticeAsync(reference);

        var state = await house.StateAsync(reference);
        state.Contests!.Single().Received.ShouldSatisfyAllConditions(c => c.Route.ShouldBe(ContestRoutes.Here), c => c.ContestUntil.ShouldBe(state.Notice!.ContestTerm!.Due), c => c.DaysLate.ShouldBe(0));
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "contest-reckoned" && t.SubjectId == reference.CaseId);
        await house.MoveToAsync(house.Terms.EndOf(state.Notice!.ContestTerm!.Due) + TimeSpan.FromHours(9));
        (await house.StateAsync(reference)).Closed.ShouldBeNull();
        await house.DoAsync(reference, Verbs.DecideContest, ("result", "upheld"), ("decidedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Domes lēmums."));
        (await house.StateAsync(reference)).Closed.ShouldNotBeNull();
    }

    [Fact]
    public async Task HandOver_BeforeTheNoticeAndNobodyActs_EveryRungFiresOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "waiting", Steps.Notice);
        await ReceiveAsync(house, reference, WayHouse.Day(house.Terms.DayOf(house.Now)), "applicant");

        await house.MoveToAsync(house.Terms.EndOf((await house.StateAsync(reference)).Contests!.Single().Received.HandOverTerm!.Due) + TimeSpan.FromDays(1));

        (await house.StateAsync(reference)).Rungs.Where(r => r.Clock == "hand-over:1").Select(r => r.WorkingDaysLeft).ShouldBe([3, 2, 1, 0]);
    }

    [Fact]
    public async Task HandOver_NobodyActs_EveryRungFiresOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "rungs", Steps.Contest);
        await ReceiveAsync(house, reference, "2026-06-08", "applicant");

        await house.MoveToAsync(house.Terms.EndOf((await house.StateAsync(reference)).Contests!.Single().Received.HandOverTerm!.Due) + TimeSpan.FromDays(3));

        (await house.StateAsync(reference)).Rungs.Where(r => r.Clock == "hand-over:1").Select(r => r.WorkingDaysLeft).ShouldBe([3, 2, 1, 0]);
    }

    internal static Task<CaseRecord> ReceiveAsync(WayHouse house, CaseRef reference, string receivedOn, string from, params (string Name, string Value)[] more) =>
        house.DoAsync(reference, Verbs.ReceiveContest, [("receivedOn", receivedOn), ("from", from), ("note", "Apstrīd."), .. more]);

    private static async Task<string> ReplyAsync(WayHouse house, CaseRef reference, string thread, string text)
    {
        house.Deliver(Residents.Letter($"reply-{thread}", house.Now) with { InReplyTo = $"{thread}@residents.example", References = [$"{thread}@residents.example"], Text = text });
        await house.SettleAsync();
        return (await house.StateAsync(reference)).OpenMessages.Single();
    }
}
