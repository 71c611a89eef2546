using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The way of one application through the real hub, with everything that may come between.</summary>
public sealed class WayTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Way_TwoRoundsOfDocuments_RemindsOncePerRoundAndCountsFromTheLastPaper()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("rounds", At));

        await house.ReviewAsync(reference, "ARSTA_IZZINA");
        var first = (await house.StateAsync(reference)).Request!;
        await house.MoveToAsync(house.Terms.EndOf(first.AnswerTerm.Due));
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Documents]);
        await house.ReviewAsync(reference, "ARSTA_IZZINA");
        var receipt = house.Sender.To("berta@inbox.example").First();
        house.Deliver(Residents.Letter("late", house.Now) with
        {
            To = [receipt.ReplyTo!],
            Attachments = [new OutgoingAttachment("gimenes_arsta_izzina.pdf", "application/pdf", "%PDF-1.4 late"u8.ToArray())],
        });
        await house.SettleAsync();
        await house.ReviewAsync(reference);

        var state = await house.StateAsync(reference);
        state.StatusMails.ShouldBe(["receipt", "documents-requested", "documents-reminder", "documents-requested"]);
        state.Review!.CompleteOn.ShouldBe(house.Terms.RegistrationDayOf(house.Now));
        state.DecisionClock!.CompleteOn.ShouldBe(state.Review.CompleteOn!.Value);
        house.Sender.Left.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Way_PaperOverTheCounter_ClockStartsThatDay()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("counter", At));
        await house.ReviewAsync(reference, "ARSTA_IZZINA");
        await house.MoveToAsync(house.Terms.EndOf((await house.StateAsync(reference)).Request!.AnswerTerm.Due) + TimeSpan.FromHours(9));

        await house.ReviewAsync(reference);

        (await house.StateAsync(reference)).Review!.CompleteOn.ShouldBe(house.Terms.DayOf(house.Now));
    }

    [Fact]
    public async Task Way_ProceedWithout_OnlyAfterAskingOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("without", At));
        var refused = await Should.ThrowAsync<CommandRefusedException>(
            () => house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review("IENAKUMI"), ("proceed", "true")]));
        refused.Code.ShouldBe("ask-first");
        await house.ReviewAsync(reference, "IENAKUMI");
        var due = (await house.StateAsync(reference)).Request!.AnswerTerm.Due;
        await house.MoveToAsync(house.Terms.EndOf(due) + TimeSpan.FromHours(9));

        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review("IENAKUMI"), ("proceed", "true")]);

        (await house.StateAsync(reference)).Review!.CompleteOn.ShouldBe(due);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Needs, Steps.Income, Steps.Capacity]);
    }

    [Fact]
    public async Task Way_ProposalReturnedThreeTimes_ApprovedInTheFourthRound()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await AssessedAsync(house, "returned");
        for (var round = 1; round <= 3; round++)
        {
            await house.ProposeAsync(reference);
            await house.DoAsync(reference, Verbs.Return, ("comment", "Labot."));
        }

        await house.ProposeAsync(reference);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);

        var state = await house.StateAsync(reference);
        (state.Approval!.Round, state.Returned.Count).ShouldBe((4, 3));
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Notice]);
        (await house.AwaitedAsync(reference)).ShouldBe(["notice:1"]);
    }

    [Fact]
    public async Task Way_ApproverIsAuthor_Refused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await AssessedAsync(house, "eyes");
        var both = house.Person(Roles.Head) with { Roles = [Roles.Worker, Roles.Head] };
        await house.DoAsAsync(both, reference, Verbs.Propose, ("outcome", "granted"), ("findings", "F"), ("reasoning", "I"), ("from", "2026-07-01"));

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsAsync(both, reference, Verbs.Approve))).Code.ShouldBe("four-eyes");
    }

    [Theory]
    [InlineData(Steps.Documents)]
    [InlineData(Steps.Answer)]
    [InlineData(Steps.Needs)]
    [InlineData(Steps.Proposal)]
    [InlineData(Steps.Approval)]
    public async Task Way_WithdrawnAt_GoesToApprovalAndEndsWithNotice(string step)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await AtAsync(house, "away", step);

        await WithdrawAsync(house, reference);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        await house.ConfirmNoticeAsync(reference);

        var state = await house.StateAsync(reference);
        (state.Outcome, state.Closed is not null).ShouldBe((Outcomes.Withdrawn, true));
        (await house.InstanceAsync(reference))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Theory]
    [InlineData(Steps.Documents)]
    [InlineData(Steps.Answer)]
    [InlineData(Steps.Needs)]
    [InlineData(Steps.Proposal)]
    [InlineData(Steps.Approval)]
    public async Task Way_WithdrawalReturned_WaitsWhereItStoodAndCanGoOn(string step)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await AtAsync(house, "back", step);
        var before = await house.WaitsAsync(reference);
        var dispatched = Letters(house);

        await WithdrawAsync(house, reference);
        await house.DoAsync(reference, Verbs.Return, ("comment", "Persona pārdomāja."));

        (await house.WaitsAsync(reference)).ShouldBe(before);
        (await house.AwaitedAsync(reference)).Select(s => s.Split(':')[0]).ShouldBe(before);
        Letters(house).ShouldBe(dispatched);
        await WithdrawAsync(house, reference);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Approval]);
    }

    [Fact]
    public async Task Way_LastPlaceTakenBeforeApproval_RefusedThenQueued()
    {
        await using var house = await WayHouse.StartAsync();
        var facility = house.Get<SocialWorkflows.Functions.Municipalities.MunicipalityDirectory>().Get("smiltene").Pack.Facilities.MinBy(f => f.Places)!;
        var waiting = await AssessedAsync(house, "waiting");
        await house.ProposeAsync(waiting, ("facilityId", facility.Id));
        for (var i = 0; i < facility.Places; i++)
        {
            await TakePlaceAsync(house, $"place{i}", facility.Id);
        }

        (await Should.ThrowAsync<CommandRefusedException>(() => house.DoAsync(waiting, Verbs.Approve))).Code.ShouldBe("no-place");
        await house.DoAsync(waiting, Verbs.Return, ("comment", "Nav vietas."));
        await house.DoAsync(waiting, Verbs.Propose, ("outcome", "queued"), ("findings", "F"), ("reasoning", "I"), ("reason", "Nav vietas."), ("hearing", "Uzklausīta."));
        await house.DoAsync(waiting, Verbs.Approve);

        (await house.StateAsync(waiting)).Outcome.ShouldBe(Outcomes.Queued);
    }

    [Fact]
    public async Task Way_AdmittedThenRefused_PlaceIsFreeAgain()
    {
        await using var house = await WayHouse.StartAsync();
        var facility = house.Get<SocialWorkflows.Functions.Municipalities.MunicipalityDirectory>().Get("smiltene").Pack.Facilities[0];
        var reference = await CrisisAsync(house, "crisis");
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Admission]);
        await house.DoAsync(
            reference, Verbs.Admit, ("admittedOn", "2026-06-07"), ("circumstances", "Naktī."), ("channel", "hand"), ("address", "Smiltene"), ("facilityId", facility.Id));
        (await house.StateAsync(reference)).Registration.ShouldNotBeNull();
        (await PlacesAsync(house, facility.Id)).ShouldBe(1);

        await house.DoAsync(reference, Verbs.Propose, ("outcome", "refused"), ("findings", "F"), ("reasoning", "I"), ("reason", "R"), ("hearing", "H"));
        await house.DoAsync(reference, Verbs.Approve);

        (await PlacesAsync(house, facility.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task Way_ServiceNotRecognised_APersonChoosesAndItGoesOn()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("unclear", At) with { Subject = "Lūgums", Text = "Labdien, lūdzu palīdzību." });
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Registration]);

        await house.DoAsync(reference, Verbs.ChooseService, ("serviceId", "APR_MAJAS"));

        (await house.WaitsAsync(reference)).ShouldBe([Steps.Documents]);
        house.Sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Way_TwoApplicationsOfOnePerson_TwoCases()
    {
        await using var house = await WayHouse.StartAsync();

        var first = await house.OpenCaseAsync(Residents.Application("one", At));
        var second = await house.OpenCaseAsync(Residents.Application("two", At));

        first.ShouldNotBe(second);
        (await house.Get<ICaseBoard>().FindByPersonAsync("smiltene", "000155-10015", CancellationToken.None)).ShouldBe([first, second], ignoreOrder: true);
    }

    [Fact]
    public async Task Way_StrangerInTheThread_ReviewNotCase()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Application("thread", At);
        var reference = await house.OpenCaseAsync(mail);
        var stranger = Residents.Letter("stranger", At) with { From = new MailAddress(null, "somebody@else.example"), InReplyTo = mail.MessageId, References = [mail.MessageId] };

        house.Deliver(stranger);
        await house.SettleAsync();

        var row = await house.RowOfAsync(stranger.MessageId);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "stranger-in-thread"));
        (await house.StateAsync(reference)).Messages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Steps.Documents)]
    [InlineData(Steps.Answer)]
    [InlineData(Steps.Needs)]
    [InlineData(Steps.Proposal)]
    [InlineData(Steps.Approval)]
    [InlineData(Steps.Signing)]
    [InlineData(Steps.Notice)]
    [InlineData(Steps.Contest)]
    public async Task Way_ReplyAt_FiledAndSeenByAPersonBeforeClosing(string step)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await AtAsync(house, "reply", step);
        var reply = Residents.Letter("answer", house.Now) with { InReplyTo = "reply@residents.example", References = ["reply@residents.example"] };

        house.Deliver(reply);
        await house.SettleAsync();

        var row = await house.RowOfAsync(reply.MessageId);
        (row.Disposition, row.CaseId).ShouldBe((Dispositions.ExistingCase, reference.CaseId));
        var waits = await house.WaitsAsync(reference);
        (waits.Contains(Steps.Messages) || waits.Contains(Steps.Documents)).ShouldBeTrue();
        (await house.StateAsync(reference)).OpenMessages.ShouldBe([row.IntakeId]);
    }

    [Fact]
    public async Task Way_ReplyInContestWindow_ClosesOnlyWhenHandled()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await AtAsync(house, "contest", Steps.Contest);
        house.Deliver(Residents.Letter("objection", house.Now) with { InReplyTo = "contest@residents.example", References = ["contest@residents.example"] });
        await house.SettleAsync();
        var state = await house.StateAsync(reference);
        await house.MoveToAsync(house.Terms.EndOf(state.Notice!.ContestTerm!.Due) + TimeSpan.FromHours(1));
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Messages]);

        await house.DoAsync(reference, Verbs.HandleMessage, ("intakeId", state.OpenMessages[0]), ("note", "Nodots domei."));

        (await house.StateAsync(reference)).Closed.ShouldNotBeNull();
    }

    [Fact]
    public async Task Way_ReplyAfterClosing_ReviewNeverLost()
    {
        await using var house = await WayHouse.StartAsync();
        await ClosedAsync(house, "closed");
        var reply = Residents.Letter("toolate", house.Now) with { InReplyTo = "closed@residents.example", References = ["closed@residents.example"] };

        house.Deliver(reply);
        await house.SettleAsync();

        var row = await house.RowOfAsync(reply.MessageId);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "case-closed"));
    }

    [Fact]
    public async Task Way_RungsOfADecisionNobodyMakes_EachFiresOnceInOrder()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await AssessedAsync(house, "slow");
        var term = (await house.StateAsync(reference)).DecisionClock!.Term;

        await house.MoveToAsync(house.Terms.EndOf(term.Due) + TimeSpan.FromDays(20));

        (await house.StateAsync(reference)).Rungs.Select(r => (r.WorkingDaysLeft, r.Role)).ShouldBe(
            [(3, Roles.Assignee), (2, Roles.Substitute), (1, Roles.Duty), (0, Roles.Head)]);
    }

    [Fact]
    public async Task Way_StaleVersion_RefusedAndNothingStored()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("stale", At));
        var record = await house.ReadAsync(reference);
        var command = new CaseCommand
        {
            Case = reference,
            Version = record.Version - 1,
            Round = 1,
            Verb = Verbs.ReviewDocuments,
            Actor = house.Person(Roles.Worker),
            Data = System.Text.Json.JsonSerializer.SerializeToElement(WayHouse.Review().ToDictionary(d => d.Name, d => d.Value)),
        };
        var desk = house.Get<SocialWorkflows.Functions.Workplace.CommandDesk>();

        await Should.ThrowAsync<StaleVersionException>(() => desk.HandleAsync(command, CancellationToken.None));
        (await house.ReadAsync(reference)).Version.ShouldBe(record.Version);

        var first = await desk.HandleAsync(command with { Version = record.Version }, CancellationToken.None);
        var second = await desk.HandleAsync(command with { Version = record.Version }, CancellationToken.None);
        (first.DecidedBefore, second.DecidedBefore).ShouldBe((false, true));
    }

    internal static async Task<CaseRef> AtAsync(WayHouse house, string id, string step)
    {
        if (step is Steps.Documents or Steps.Answer)
        {
            var early = await house.OpenCaseAsync(Residents.Application(id, house.Now));
            if (step is Steps.Answer)
            {
                await house.ReviewAsync(early, "ARSTA_IZZINA");
            }

            return early;
        }

        if (step is Steps.Needs)
        {
            var reviewed = await house.OpenCaseAsync(Residents.Application(id, house.Now));
            await house.ReviewAsync(reviewed);
            return reviewed;
        }

        var reference = await AssessedAsync(house, id);
        Func<Task>[] further =
        [
            () => house.ProposeAsync(reference),
            () => house.DoAsync(reference, Verbs.Approve),
            () => house.SignAsync(reference),
            () => house.ConfirmNoticeAsync(reference),
        ];
        foreach (var act in further)
        {
            if ((await house.WaitsAsync(reference)).Contains(step))
            {
                break;
            }

            await act();
        }

        (await house.WaitsAsync(reference)).ShouldContain(step);
        return reference;
    }

    internal static async Task<CaseRef> ClosedAsync(WayHouse house, string id)
    {
        var reference = await AtAsync(house, id, Steps.Contest);
        var due = (await house.StateAsync(reference)).Notice!.ContestTerm!.Due;
        await house.MoveToAsync(house.Terms.EndOf(due) + TimeSpan.FromHours(1));
        (await house.StateAsync(reference)).Closed.ShouldNotBeNull();
        return reference;
    }

    private static async Task<CaseRef> AssessedAsync(WayHouse house, string id)
    {
        var reference = await house.OpenCaseAsync(Residents.Application(id, house.Now));
        await house.ReviewAsync(reference);
        await house.AssessAsync(reference);
        return reference;
    }

    private static Task<CaseRecord> WithdrawAsync(WayHouse house, CaseRef reference) => house.DoAsync(
        reference, Verbs.Withdraw, ("askedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Lūdz atsaukt."), ("channel", "hand"), ("address", "Citur 2"));

    private static Task<CaseRef> CrisisAsync(WayHouse house, string id) => house.OpenCaseAsync(
        Residents.Application(id, house.Now) with { Subject = "Krīzes centrs", Text = "Esmu krīzes centrā kopš vakardienas." });

    private static async Task TakePlaceAsync(WayHouse house, string id, string facility) => await house.DoAsync(
        await CrisisAsync(house, id), Verbs.Admit, ("admittedOn", "2026-06-08"), ("circumstances", "x"), ("channel", "hand"), ("address", "x"), ("facilityId", facility));

    private static async Task<int> PlacesAsync(WayHouse house, string facility)
    {
        var taken = -1;
        var other = await CrisisAsync(house, $"look{Guid.NewGuid():N}");
        await house.Journal.AppendAsync(
            new Append
            {
                Case = other,
                Key = "look",
                Decide = append =>
                {
                    taken = append.PlacesTaken(facility);
                    return [];
                },
            },
            CancellationToken.None);
        return taken;
    }

    private static string[] Letters(WayHouse house) => [.. Directory.GetFiles(house.Data.Dispatch, "*", SearchOption.AllDirectories).Order()];
}
