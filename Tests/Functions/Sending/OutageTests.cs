using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>F03: the provider is down for hours and comes back; what waits, in which order it leaves, and how often people are told.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task F03_DownForSixHours_OneAlarmNothingLostUrgentFirst()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender { IsDown = true };
        var process = house.Start(sender);
        for (var i = 0; i < 40; i++)
        {
            await process.SendAsync(SendingHouse.Order(i, i % 2 == 0 ? StatusMails.Receipt : "list") with { Lane = i % 2 == 0 ? SendLanes.Usual : SendLanes.Bulk });
        }

        for (var minute = 0; minute < 6 * 60; minute++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await process.DrainAsync();
        }

        await process.SendAsync(SendingHouse.Order(40, StatusMails.DecisionSent));
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe(SendOutage.Kind);
        sender.Tries.ShouldBeLessThan(80);
        (await house.RowsAsync()).ShouldAllBe(r => r.State == SendStates.Planned && r.Attempts == 0);

        sender.IsDown = false;
        house.Time.Advance(TimeSpan.FromMinutes(16));
        await process.DrainAsync();

        sender.Left.Select(m => m.OperationId).Distinct().Count().ShouldBe(41);
        sender.Left.Count.ShouldBe(41);
        var lanes = new List<int>();
        foreach (var mail in sender.Left)
        {
            lanes.Add((await house.Ledger.FindAsync(mail.OperationId, CancellationToken.None))!.Lane);
        }

        lanes.ShouldBe([0, .. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(2, 20)]);
        (await house.OpenTasksAsync()).ShouldBeEmpty();
        (await house.RowsAsync()).ShouldAllBe(r => r.State == SendStates.Sent && r.DueAt == null);
    }

    [Fact]
    public async Task Down_MailOfTwoMunicipalitiesWaits_EachHeadIsToldOnceAndBothAreTakenBack()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender { IsDown = true };
        var process = house.Start(sender);
        await process.PlanAsync(SendingHouse.Order(1));
        await process.PlanAsync(SendingHouse.Order(2, municipality: "iecava", domain: "iecava.example"));
        for (var minute = 0; minute < 60; minute++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await process.DrainAsync();
        }

        foreach (var municipality in new[] { "smiltene", "iecava" })
        {
            var told = (await house.Tasks.ListOpenAsync(municipality, CancellationToken.None)).ShouldHaveSingleItem();
            (told.Kind, told.Role).ShouldBe((SendOutage.Kind, Roles.Head));
        }

        (await house.Tasks.ListOpenAsync("kraslava", CancellationToken.None)).ShouldBeEmpty("none of its mail waits");
        sender.IsDown = false;
        house.Time.Advance(TimeSpan.FromMinutes(16));
        await process.DrainAsync();
        sender.Left.Count.ShouldBe(2);
        (await house.OpenTasksAsync()).Concat(await house.Tasks.ListOpenAsync("iecava", CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pace_RestartAfterSeveralTriesOfOneMail_CountsEachOfThem()
    {
        await using var house = new SendingHouse();
        var options = new OutgoingOptions { Sender = OutgoingOptions.Smtp, Recipients = OutgoingOptions.Everyone, PerMinute = 3 };
        var sender = new FakeSender();
        sender.Script.Enqueue(FakeSender.Transient);
        sender.Script.Enqueue(FakeSender.Transient);
        var first = house.Start(sender, options);
        await first.PlanAsync(SendingHouse.Order(1));
        for (var second = 0; second < 50 && sender.Tries < 2; second++)
        {
            await first.DrainAsync();
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        sender.Tries.ShouldBe(2);
        var next = house.Start(sender, options);
        await next.PlanAsync(SendingHouse.Order(2));
        await next.PlanAsync(SendingHouse.Order(3));
        await next.DrainAsync();

        sender.Tries.ShouldBe(3, "three tries a minute, two of them before the restart");
    }

    [Fact]
    public async Task Down_RestartedEveryHour_StillOneAlarm()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender { IsDown = true };
        for (var hour = 0; hour < 6; hour++)
        {
            var process = house.Start(sender);
            await process.SendAsync(SendingHouse.Order(hour));
            for (var minute = 0; minute < 60; minute++)
            {
                house.Time.Advance(TimeSpan.FromMinutes(1));
                await process.DrainAsync();
            }
        }

        (await house.OpenTasksAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Down_ForFiveMinutes_NobodyIsTold()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender { IsDown = true };
        var process = house.Start(sender);
        await process.SendAsync(SendingHouse.Order(1));
        house.Time.Advance(TimeSpan.FromMinutes(5));
        await process.DrainAsync();
        sender.IsDown = false;
        house.Time.Advance(TimeSpan.FromMinutes(5));
        await process.DrainAsync();

        (await house.OpenTasksAsync()).ShouldBeEmpty();
        (await house.Tasks.CloseAsync("smiltene", "none", "x", "x", CancellationToken.None)).ShouldBeFalse();
        sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task PasswordRefused_ManyMailsWait_OneAlarmAtOnceAndNoneIsGivenUp()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        sender.Script.Enqueue(() => throw new PermanentMailException("535") { IsOfTheServer = true });
        var process = house.Start(sender);

        for (var i = 0; i < 5; i++)
        {
            await process.SendAsync(SendingHouse.Order(i));
        }

        sender.Tries.ShouldBe(1);
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Text.Latvian.ShouldContain("iestatījum");
        (await house.RowsAsync()).ShouldAllBe(r => r.State == SendStates.Planned);
    }

    [Fact]
    public async Task AskedToWait_NothingIsTriedBefore()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        sender.Script.Enqueue(() => throw new TransientMailException("429") { IsOfTheServer = true, RetryAfter = TimeSpan.FromMinutes(7) });
        var process = house.Start(sender);
        await process.SendAsync(SendingHouse.Order(1));

        house.Time.Advance(TimeSpan.FromMinutes(6.9));
        await process.DrainAsync();
        sender.Tries.ShouldBe(1);
        house.Time.Advance(TimeSpan.FromMinutes(0.2));
        await process.DrainAsync();

        sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Pace_ThirtyAMinute_IsKeptAcrossARestart()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        var options = new OutgoingOptions { Sender = OutgoingOptions.Smtp, Recipients = OutgoingOptions.Everyone, PerMinute = 30 };
        var process = house.Start(sender, options);
        for (var i = 0; i < 100; i++)
        {
            await process.PlanAsync(SendingHouse.Order(i));
        }

        await process.DrainAsync();
        sender.Left.Count.ShouldBe(30);
        process = house.Start(sender, options);
        await process.DrainAsync();
        sender.Left.Count.ShouldBe(30);
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await process.DrainAsync();

        sender.Left.Count.ShouldBe(60);
    }

    [Fact]
    public async Task Recipient_NotListed_HeldWithOneTaskAndNothingLeaves()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        var process = house.Start(sender, new OutgoingOptions { Sender = OutgoingOptions.Smtp, AllowedRecipients = ["persona1@example.lv"] });
        for (var i = 0; i < 3; i++)
        {
            await process.SendAsync(SendingHouse.Order(i));
        }

        sender.Left.ShouldHaveSingleItem().To.ShouldHaveSingleItem().Address.ShouldBe("persona1@example.lv");
        (await house.RowsAsync()).Count(r => r.State == SendStates.Held).ShouldBe(2);
        var task = (await house.OpenTasksAsync()).ShouldHaveSingleItem();
        task.Kind.ShouldBe("send-held");

        await house.Tasks.CloseAsync(task.Municipality, task.Key, "p", "read", CancellationToken.None);
        house.Time.Advance(TimeSpan.FromDays(1));
        await process.SendAsync(SendingHouse.Order(9));
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Text.Latvian.ShouldNotContain("skaits", Case.Insensitive, "more may follow the same day");
    }

    [Fact]
    public async Task Recipient_ListCorrectedAndStartedAnew_LeavesThen()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        var process = house.Start(sender, new OutgoingOptions { Sender = OutgoingOptions.Smtp });
        await process.SendAsync(SendingHouse.Order(1));
        await process.SendAsync(SendingHouse.Order(2));
        (await house.RowsAsync()).ShouldAllBe(r => r.State == SendStates.Held);

        await house.Start(sender, new OutgoingOptions { Sender = OutgoingOptions.Smtp, AllowedRecipients = ["persona2@example.lv"] }).DrainAsync();

        sender.Left.ShouldHaveSingleItem().To[0].Address.ShouldBe("persona2@example.lv");
        (await house.RowAsync(SendingHouse.Order(1))).State.ShouldBe(SendStates.Held);
    }

    [Fact]
    public async Task Recipient_HeldMailThatCannotBeRead_StaysHeldAndHoldsUpNothing()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        var process = house.Start(sender, new OutgoingOptions { Sender = OutgoingOptions.Smtp });
        for (var i = 1; i <= 3; i++)
        {
            await process.SendAsync(SendingHouse.Order(i));
        }

        var unreadable = await house.RowAsync(SendingHouse.Order(1));
        File.Delete(Directory.EnumerateFiles(house.Folder("documents"), unreadable.ContentId! + "*", SearchOption.AllDirectories).Single());
        sender.Script.Enqueue(FakeSender.Transient);
        var next = house.Start(sender);
        await next.SendAsync(SendingHouse.Order(4));
        house.Time.Advance(TimeSpan.FromMinutes(1));
        await next.DrainAsync();

        sender.Left.Select(m => m.To[0].Address).Order().ShouldBe(["persona2@example.lv", "persona3@example.lv", "persona4@example.lv"]);
        (await house.RowAsync(SendingHouse.Order(1))).State.ShouldBe(SendStates.Held);
    }

    /// <summary>A relay whose lookup or disk fails says "later" to every recipient. Without an enhanced code only their number tells.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    public async Task F03_LaterToEverybodyForSixHours_OneAlarmNoTryCountsAndAllLeave(bool saysSo, int mostCounted)
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender { IsLaterToAll = saysSo ? "451 4.3.0 Temporary lookup failure" : "451 try again" };
        var process = house.Start(sender);
        for (var i = 0; i < 40; i++)
        {
            await process.SendAsync(SendingHouse.Order(i));
        }

        for (var minute = 0; minute < 6 * 60; minute++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await process.DrainAsync();
        }

        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe(SendOutage.Kind);
        (await house.RowsAsync()).ShouldAllBe(r => r.State == SendStates.Planned && r.Attempts <= mostCounted);
        sender.IsLaterToAll = null;
        for (var minute = 0; minute < 20; minute++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await process.DrainAsync();
        }

        sender.Left.Select(m => m.OperationId).Distinct().Count().ShouldBe(40);
        sender.Left.Count.ShouldBe(40);
        (await house.OpenTasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task LaterToOneRecipientOnly_TenTriesAreAPersonsAndTheOthersLeave()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender { IsLaterToAll = "450 4.2.1", LaterTo = "persona1@example.lv" };
        var process = house.Start(sender);
        await process.SendAsync(SendingHouse.Order(1));
        for (var minute = 0; minute < 6 * 60; minute++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await process.SendAsync(SendingHouse.Order(2 + minute));
            await process.DrainAsync();
        }

        sender.Left.Count.ShouldBe(6 * 60);
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-failed");
    }

    [Fact]
    public async Task Sandbox_CheckedByTheProvider_IsHeldAndNeverCountsAsSent()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        sender.Script.Enqueue(() => new MailSendResult(MailSendOutcome.Checked, "200"));
        var process = house.Start(sender);

        (await process.SendAsync(SendingHouse.Order(1))).ShouldBeFalse();

        (await house.RowAsync(SendingHouse.Order(1))).ShouldSatisfyAllConditions(r => r.State.ShouldBe(SendStates.Held), r => r.Detail.ShouldBe("sandbox"));
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-held");
    }

    /// <summary>Planned as usual, and then somebody begins to watch the mailbox: it must not leave any more.</summary>
    [Fact]
    public async Task SafeModeSetWhileTheMailWaits_StaysAndAPersonIsTold()
    {
        await using var house = new SendingHouse();
        await house.Journal.AppendAsync(new Append { Case = TestCases.Reference, Key = "received", Decide = _ => [TestCases.Received()] }, CancellationToken.None);
        var sender = new FakeSender { IsDown = true };
        var process = house.Start(sender);
        await process.SendAsync(SendingHouse.Order(1, StatusMails.TermExtended, TestCases.Reference.CaseId));

        await house.Journal.AppendAsync(new Append { Case = TestCases.Reference, Key = "safe", Decide = _ => [new SafeModeSet(1, SafeModes.Neutral, "", "p")] }, CancellationToken.None);
        sender.IsDown = false;
        house.Time.Advance(TimeSpan.FromHours(1));
        await process.DrainAsync();

        sender.Left.ShouldBeEmpty();
        (await house.RowsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.State.ShouldBe(SendStates.Held), r => r.Detail.ShouldBe("safe-mode"));
        (await house.Tasks.ListOpenAsync(TestCases.Reference.Municipality, CancellationToken.None)).ShouldHaveSingleItem().Kind.ShouldBe("safe-mail");
    }

    /// <summary>An answer to a letter belongs to no case, but its address does.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SafeModeSetWhileAnAnswerToTheSameAddressWaits_StaysUnlessTheModeIsTakenBack(bool isTakenBack)
    {
        await using var house = new SendingHouse();
        await house.Journal.AppendAsync(
            new Append { Case = TestCases.Reference, Key = "received", Decide = _ => [TestCases.Received() with { ReplyTo = "persona1@example.lv" }] }, CancellationToken.None);
        var sender = new FakeSender { IsDown = true };
        var process = house.Start(sender);
        await process.SendAsync(SendingHouse.Order(1, StatusMails.Unsigned));

        await house.Journal.AppendAsync(new Append { Case = TestCases.Reference, Key = "safe", Decide = _ => [new SafeModeSet(1, SafeModes.Silent, "", "p")] }, CancellationToken.None);
        if (isTakenBack)
        {
            await house.Journal.AppendAsync(new Append { Case = TestCases.Reference, Key = "safe:2", Decide = _ => [new SafeModeSet(2, SafeModes.Off, "", "p")] }, CancellationToken.None);
        }

        sender.IsDown = false;
        house.Time.Advance(TimeSpan.FromHours(1));
        await process.DrainAsync();

        sender.Left.Count.ShouldBe(isTakenBack ? 1 : 0);
        (await house.RowsAsync()).ShouldHaveSingleItem().State.ShouldBe(isTakenBack ? SendStates.Sent : SendStates.Held);
    }

    [Theory]
    [InlineData(StatusMails.StatusAnswer)]
    [InlineData(StatusMails.StatusUnknown)]
    [InlineData(StatusMails.StatusLink)]
    public void Lane_OfWhatAnswersAResident_IsTheUsual(string kind)
    {
        SendingHouse.Order(1, kind).Lane.ShouldBe(SendLanes.Usual);
        SendingHouse.Order(1, StatusMails.DocumentsRequested).Lane.ShouldBe(SendLanes.Urgent);
    }

    [Fact]
    public async Task TwoProcesses_OneLedger_EachMailLeavesOnce()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        var (one, two) = (house.Start(sender, isAlone: false), house.Start(sender, isAlone: false));
        for (var i = 0; i < 60; i++)
        {
            await one.PlanAsync(SendingHouse.Order(i));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => (i % 2 == 0 ? one : two).DrainAsync())));

        sender.Left.Count.ShouldBe(60);
        sender.Left.Select(m => m.MessageId).Distinct().Count().ShouldBe(60);
        (await house.RowsAsync()).ShouldAllBe(r => r.Attempts == 1 && r.State == SendStates.Sent);
    }

    [Fact]
    public void BackOff_GrowsAndIsSpread()
    {
        double[] draws = [0, 0.999, 0.5];
        var at = 0;
        var backOff = new SendBackOff(() => draws[at++ % 3]);

        backOff.After(1).ShouldBe(TimeSpan.FromSeconds(10));
        backOff.After(1).ShouldBe(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(0.1));
        backOff.After(50).ShouldBe(TimeSpan.FromMinutes(11.25));
    }
}
