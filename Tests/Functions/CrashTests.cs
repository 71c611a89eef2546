using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The gaps between journal, hub, mailbox and mail server (I2, I10).</summary>
public sealed class CrashTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Drain_MessageFiledBeforeTheInstanceStarted_InstanceStartsAndNobodyIsHeldUp()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = new CaseRef("smiltene", "c0123456789abcdef");
        await AppendAsync(house, reference, "received", Received("R"));
        await AppendAsync(house, reference, "message:m1", Filed("m1"));

        await house.SettleAsync();

        (await house.AwaitedAsync(reference)).ShouldBe(["documents:1"]);
        (await house.Journal.ReadMarksAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Drain_HubLost_CasesGoOnFromTheJournal()
    {
        var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "lost", Steps.Approval);
        var other = await house.OpenCaseAsync(Residents.Application("other", At));
        var sent = house.Sender.Left.Count;

        house = await house.RestartAsync(data => Array.ForEach(Directory.GetFiles(data.Root, "hub.db*"), File.Delete));
        await using var again = house;
        await house.DoAsync(reference, Verbs.Approve);

        (await house.WaitsAsync(reference)).ShouldBe([Steps.Signing]);
        (await house.AwaitedAsync(reference)).ShouldBe(["signing:1"]);
        (await house.AwaitedAsync(other)).ShouldBe(["documents:1"]);
        house.Sender.Left.Count.ShouldBe(sent);
    }

    [Theory]
    [InlineData(Steps.Documents)]
    [InlineData(Steps.Needs)]
    [InlineData(Steps.Contest)]
    public async Task Start_HubOlderThanTheJournal_HearsTheNudgeThatWasRaisedInTheLostOne(string step)
    {
        var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "older", step);
        var hub = Path.Combine(house.Data.Root, "hub.db");
        var older = Path.Combine(house.Data.Demo, "older.db");
        SqliteBackup.Copy(hub, older);
        Func<Task> deed = step switch
        {
            Steps.Documents => () => house.ReviewAsync(reference),
            Steps.Needs => () => house.DoAsync(reference, Verbs.AssessNeeds, ("level", "2"), ("findings", "Vajag palīdzību.")),
            _ => () => ContestTests.ReceiveAsync(house, reference, WayHouse.Day(house.Terms.DayOf(house.Now)), "applicant"),
        };
        await deed();
        var heard = await house.AwaitedAsync(reference);

        house = await house.RestartAsync(data =>
        {
            Array.ForEach(Directory.GetFiles(data.Root, "hub.db*"), File.Delete);
            File.Copy(older, hub);
        });
        await using var again = house;
        await house.SettleAsync();

        (await house.AwaitedAsync(reference)).ShouldBe(heard);
    }

    [Fact]
    public async Task Start_HubLostAndOneCaseUnreadable_TheOthersGoOn()
    {
        var house = await WayHouse.StartAsync();
        List<CaseRef> cases = [];
        foreach (var id in new[] { "a", "b", "c" })
        {
            cases.Add(await house.OpenCaseAsync(Residents.Application(id, At)));
        }

        var first = (await house.Get<ICaseBoard>().ListAsync("smiltene", null, includeClosed: false, CancellationToken.None))[0].Case;
        house = await house.RestartAsync(data =>
        {
            Array.ForEach(Directory.GetFiles(data.Root, "hub.db*"), File.Delete);
            using var connection = new SqliteConnection($"Data Source={data.Cases};Pooling=False");
            connection.Open();
            using var damage = connection.CreateCommand();
            damage.CommandText = "DROP TRIGGER journal_append_only_update; UPDATE journal SET body = 'x' WHERE case_id = $c";
            damage.Parameters.AddWithValue("$c", first.CaseId);
            damage.ExecuteNonQuery().ShouldBeGreaterThan(0);
        });
        await using var again = house;
        await house.Get<Housekeeper>().SweepAsync(CancellationToken.None);

        foreach (var other in cases.Where(c => c != first))
        {
            (await house.Client.GetInstanceAsync(CaseInput.InstanceOf(other, 1), CancellationToken.None)).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Revive_InstanceFailed_NextGenerationGoesOnAndNothingIsSentTwice()
    {
        var failing = true;
        var interposer = new Interposer
        {
            Before = (_, append) => failing && append.Key == "clock:decision" ? throw new InvalidOperationException("disk") : Task.CompletedTask,
        };
        await using var house = await WayHouse.StartAsync(interposer: interposer);
        var reference = await house.OpenCaseAsync(Residents.Application("dead", At));
        await house.ReviewAsync(reference);
        await house.MoveAsync(TimeSpan.FromHours(5));

        failing = false;
        await house.MoveAsync(TimeSpan.FromHours(5));

        (await house.StateAsync(reference)).Generation.ShouldBe(2);
        (await house.AwaitedAsync(reference)).ShouldBe(["needs:1", "income:1", "capacity:1"]);
        house.Sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Revive_FailedInstancesThatAreNotOurs_DoNotKeepOthersWaiting()
    {
        var failing = true;
        var interposer = new Interposer
        {
            Before = (_, append) => failing && append.Key == "clock:decision" ? throw new InvalidOperationException("disk") : Task.CompletedTask,
        };
        await using var house = await WayHouse.StartAsync(interposer: interposer);
        foreach (var name in new[] { FunctionNames.MessageOrchestrator, FunctionNames.ApplicationOrchestrator })
        {
            await house.Client.ScheduleNewOrchestrationInstanceAsync(name, input: null, new StartOrchestrationOptions($"a-foreign-{name}"), CancellationToken.None);
            await house.Client.ScheduleNewOrchestrationInstanceAsync(name, "text", new StartOrchestrationOptions($"a-text-{name}"), CancellationToken.None);
        }

        var reference = await house.OpenCaseAsync(Residents.Application("behind", At));
        await house.ReviewAsync(reference);
        await house.MoveAsync(TimeSpan.FromHours(5));
        failing = false;
        await house.MoveAsync(TimeSpan.FromHours(5));

        (await house.StateAsync(reference)).Generation.ShouldBe(2);
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Needs, Steps.Income, Steps.Capacity]);
    }

    [Fact]
    public async Task Revive_FailsAgainAndAgain_ThreeTimesThenAPerson()
    {
        var interposer = new Interposer { Before = (_, append) => append.Key == "register" ? throw new InvalidOperationException("disk") : Task.CompletedTask };
        await using var house = await WayHouse.StartAsync(interposer: interposer);
        var reference = await house.OpenCaseAsync(Residents.Application("doomed", At));

        await house.MoveAsync(TimeSpan.FromDays(2));

        (await house.StateAsync(reference)).Generation.ShouldBe(Revival.MaximumRevivals + 1);
        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("instance-failed");
    }

    [Fact]
    public async Task Close_MessageInTheSameInstant_CaseClosesOnceItIsHandled()
    {
        var interposer = new Interposer();
        await using var house = await WayHouse.StartAsync(interposer: interposer);
        interposer.Before = async (journal, append) =>
        {
            if (append.Key == "close")
            {
                await journal.AppendAsync(new Append { Case = append.Case, Key = "message:race", Wakes = true, Decide = _ => [Filed("race")] }, CancellationToken.None);
            }
        };
        var reference = await WayTests.AtAsync(house, "race", Steps.Contest);
        await house.MoveToAsync(house.Terms.EndOf((await house.StateAsync(reference)).Notice!.ContestTerm!.Due) + TimeSpan.FromHours(1));
        (await house.StateAsync(reference)).Closed.ShouldBeNull();

        await house.DoAsync(reference, Verbs.HandleMessage, ("intakeId", "race"), ("note", "Izlasīts."));

        (await house.StateAsync(reference)).Closed.ShouldNotBeNull();
        (await house.InstanceAsync(reference))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task File_CaseClosesInTheSameInstant_MessageGoesToReview()
    {
        var interposer = new Interposer();
        await using var house = await WayHouse.StartAsync(interposer: interposer);
        var reference = await house.OpenCaseAsync(Residents.Application("closing", At));
        interposer.Before = async (journal, append) =>
        {
            if (append.Key.StartsWith("message:", StringComparison.Ordinal))
            {
                await journal.AppendAsync(new Append { Case = reference, Key = "close", Decide = _ => [new CaseClosed(new DateOnly(2026, 6, 8))] }, CancellationToken.None);
            }
        };
        var reply = Residents.Letter("late", At) with { InReplyTo = "closing@residents.example", References = ["closing@residents.example"] };

        house.Deliver(reply);
        await house.SettleAsync();

        var row = await house.RowOfAsync(reply.MessageId);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "case-closed"));
    }

    [Fact]
    public async Task Append_ByAnOlderGeneration_Fenced()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("fence", At));
        await AppendAsync(house, reference, "generation:2", new GenerationRaised(2, "test"));

        await Should.ThrowAsync<StaleGenerationException>(() => house.Journal.AppendAsync(
            new Append { Case = reference, Key = "old", Generation = 1, Decide = _ => [new ContestWindowEnded()] }, CancellationToken.None));
    }

    [Fact]
    public async Task Act_TwinOfAnOlderGeneration_IsStoppedBeforeItReachesOutside()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("twin", At));
        var sent = house.Sender.Left.Count;
        await AppendAsync(house, reference, "generation:2", new GenerationRaised(2, "test"));
        var twin = new CaseInput(reference.Municipality, reference.CaseId, Generation: 1);

        await Should.ThrowAsync<StaleGenerationException>(() => house.Get<StatusMailDesk>().SendAsync(twin, "closed", CancellationToken.None));
        await Should.ThrowAsync<StaleGenerationException>(() => house.Get<CaseDesk>().ViewAsync(twin, CancellationToken.None));

        house.Sender.Left.Count.ShouldBe(sent);
    }

    [Fact]
    public async Task Send_ServerSaysLater_SentOnceWhenItIsBack()
    {
        await using var house = await WayHouse.StartAsync();
        house.Sender.Script.Enqueue(FakeSender.Transient);
        house.Sender.Script.Enqueue(FakeSender.Transient);

        await house.OpenCaseAsync(Residents.Application("later", At));
        for (var minute = 0; minute < 5; minute++)
        {
            await house.MoveAsync(TimeSpan.FromMinutes(1));
        }

        house.Sender.Left.ShouldHaveSingleItem();
        (await house.SendsAsync()).ShouldHaveSingleItem().State.ShouldBe(SendStates.Sent);
    }

    [Fact]
    public async Task Send_ServerSaysLaterForDays_APersonIsToldAndTheCaseGoesOn()
    {
        await using var house = await WayHouse.StartAsync();
        for (var i = 0; i < 100; i++)
        {
            house.Sender.Script.Enqueue(FakeSender.Transient);
        }

        var reference = await house.OpenCaseAsync(Residents.Application("silent", At));
        (await house.AwaitedAsync(reference)).ShouldBe(["documents:1"]);
        for (var i = 0; i < 20; i++)
        {
            await house.MoveAsync(TimeSpan.FromMinutes(20));
        }

        house.Sender.Tries.ShouldBe(SendHandOver.MaximumAttempts);
        (await house.SendsAsync()).ShouldHaveSingleItem().State.ShouldBe(SendStates.Failed);
        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-failed");
        (await house.StateAsync(reference)).Generation.ShouldBe(1);
        (await house.AwaitedAsync(reference)).ShouldBe(["documents:1"]);
    }

    [Fact]
    public async Task Send_AddressRefused_FailedWithTaskAndNeverRepeated()
    {
        await using var house = await WayHouse.StartAsync();
        house.Sender.Script.Enqueue(FakeSender.Permanent);

        await house.OpenCaseAsync(Residents.Application("refused", At));
        await house.MoveAsync(TimeSpan.FromHours(12));

        house.Sender.Tries.ShouldBe(1);
        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-failed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_DoubtWhetherItLeft_UnknownToAPersonNeverSentTwice(bool crashed)
    {
        await using var house = await WayHouse.StartAsync();
        house.Sender.Script.Enqueue(crashed ? FakeSender.LeftAndCrashed : FakeSender.LeftWithoutAnswer);

        var reference = await house.OpenCaseAsync(Residents.Application("doubt", At));
        await house.MoveAsync(TimeSpan.FromHours(12));

        house.Sender.Left.ShouldHaveSingleItem();
        (await house.SendsAsync()).ShouldHaveSingleItem().State.ShouldBe(SendStates.Unknown);
        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-unknown");
        (await house.StateAsync(reference)).StatusMails.ShouldBeEmpty();
        (await house.AwaitedAsync(reference)).ShouldBe(["documents:1"]);
    }

    [Fact]
    public async Task Restart_AfterTheReminderAndTheTermPassedWhileDown_NoReminderOfWhatIsOver()
    {
        var house = await WayHouse.StartAsync();
        var reference = await WayTests.AtAsync(house, "down", Steps.Answer);
        var over = house.Terms.EndOf((await house.StateAsync(reference)).Request!.AnswerTerm.Due) + TimeSpan.FromDays(1);
        var time = house.Time;

        house = await house.RestartAsync(_ => time.AdvanceTo(over));
        await using var again = house;
        await house.SettleAsync();

        (await house.WaitsAsync(reference)).ShouldBe([Steps.Documents]);
        (await house.StateAsync(reference)).StatusMails.ShouldNotContain(StatusMails.DocumentsReminder);
    }

    private static Task<AppendResult> AppendAsync(WayHouse house, CaseRef reference, string key, CaseEvent fact) =>
        house.Journal.AppendAsync(new Append { Case = reference, Key = key, Wakes = true, Decide = _ => [fact] }, CancellationToken.None);

    private static ApplicationReceived Received(string intakeId) => TestCases.Received() with { IntakeId = intakeId };

    private static MessageFiled Filed(string intakeId) => TestCases.Filed(intakeId);
}
