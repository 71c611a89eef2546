using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>Mail that a setting or the person's safety keeps back: told once, never in another's hand, and not sent late by itself.</summary>
public sealed class HeldMailTests
{
    private static readonly OutgoingOptions Listed = new() { Sender = OutgoingOptions.Smtp };

    /// <summary>Six days may be a short test; after eight the dates in a mail are of another week.</summary>
    [Fact]
    public async Task Everyone_SetForTheFirstTime_OnlyYoungMailLeavesAndAPersonHearsOfTheRest()
    {
        await using var house = new SendingHouse();
        await ReceiveAsync(house);
        var sender = new FakeSender();
        var process = house.Start(sender, Listed);
        await process.SendAsync(SendingHouse.Order(1, StatusMails.TermExtended, TestCases.Reference.CaseId));
        await process.SendAsync(SendingHouse.Order(2));
        house.Time.Advance(TimeSpan.FromDays(2));
        await process.SendAsync(SendingHouse.Order(3));
        house.Time.Advance(TimeSpan.FromDays(6));

        await house.Start(sender).DrainAsync();

        sender.Left.ShouldHaveSingleItem().To[0].Address.ShouldBe("persona3@example.lv");
        (await house.RowsAsync()).Where(r => r.State == SendStates.Held).ShouldAllBe(r => r.Detail == SendDetails.TooOld);
        var task = (await house.OpenTasksAsync()).ShouldHaveSingleItem();
        (task.Kind, task.Role).ShouldBe(("send-too-old", Roles.Registrar));
        task.Text.Latvian.ShouldContain("netiek nosūtītas: 2.");
        task.Text.Latvian.ShouldContain("SD-2026/1");

        await house.Tasks.CloseAsync(task.Municipality, task.Key, "p", "told", CancellationToken.None);
        house.Time.Advance(TimeSpan.FromDays(1));
        await house.Start(sender).DrainAsync();
        sender.Left.Count.ShouldBe(1);
        (await house.OpenTasksAsync()).ShouldBeEmpty("a start does not tell of the same mail again");
    }

    /// <summary>The list grows in the morning and falls in the afternoon: whose mail came too late the second time is told as well.</summary>
    [Fact]
    public async Task Released_TooOldInTwoLotsOfOneDay_EachIsTold()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        var process = house.Start(sender, Listed);
        for (var i = 1; i <= 40; i++)
        {
            await process.SendAsync(SendingHouse.Order(i));
        }

        house.Time.Advance(TimeSpan.FromDays(8));

        await house.Start(sender, new OutgoingOptions { Sender = OutgoingOptions.Smtp, AllowedRecipients = ["persona2@example.lv"] }).DrainAsync();
        (await house.OpenTasksAsync()).Count(t => t.Kind == "send-too-old").ShouldBe(1);
        await house.Start(sender).DrainAsync();

        var tasks = (await house.OpenTasksAsync()).Where(t => t.Kind == "send-too-old").ToList();
        tasks.Count.ShouldBe(3, "one, and what is left in lots of thirty");
        sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Released_All_TheTaskClosesByItself()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        await house.Start(sender, Listed).SendAsync(SendingHouse.Order(1));
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe(SendTasks.Held);

        await house.Start(sender).DrainAsync();

        sender.Left.ShouldHaveSingleItem();
        (await house.OpenTasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Released_OnlySome_TheTaskStays()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        var process = house.Start(sender, Listed);
        await process.SendAsync(SendingHouse.Order(1));
        await process.SendAsync(SendingHouse.Order(2));

        await house.Start(sender, new OutgoingOptions { Sender = OutgoingOptions.Smtp, AllowedRecipients = ["persona2@example.lv"] }).DrainAsync();

        sender.Left.ShouldHaveSingleItem();
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe(SendTasks.Held);
    }

    /// <summary>Two processes share the stores: what the other has in hand is not kept back here, and nobody is told that it did not leave.</summary>
    [Fact]
    public async Task KeepBack_AnotherProcessHasItInHand_NothingIsChangedAndNobodyIsTold()
    {
        await using var house = new SendingHouse();
        await ReceiveAsync(house);
        using var sender = new SilentSender();
        var other = house.Start(sender, isAlone: false);
        var order = SendingHouse.Order(1, StatusMails.TermExtended, TestCases.Reference.CaseId);
        await other.PlanAsync(order);
        var stale = await house.RowAsync(order);
        var inHand = other.DrainAsync();
        await sender.IsAsked;
        var here = house.Start(new FakeSender(), isAlone: false);

        await here.Ends.KeepBackAsync(stale, CancellationToken.None);
        await here.Ends.GiveUpAsync(stale, SendStates.Failed, "content", CancellationToken.None);
        await here.Ends.GiveUpAsync(stale, SendStates.Held, SendDetails.NotListed, CancellationToken.None);

        (await house.RowAsync(order)).State.ShouldBe(SendStates.Sending);
        (await house.OpenTasksAsync()).ShouldBeEmpty();
        sender.Answer();
        await inHand;
        (await house.RowAsync(order)).State.ShouldBe(SendStates.Sent);
        (await house.OpenTasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task LaterTenTimes_TheTaskDoesNotSendAnybodyToTheAddress()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender { IsLaterToAll = "450 4.2.1 pilna", LaterTo = "persona1@example.lv" };
        var process = house.Start(sender);
        await process.PlanAsync(SendingHouse.Order(1));
        for (var i = 0; i < 40; i++)
        {
            await process.PlanAsync(SendingHouse.Order(i + 2));
            house.Time.Advance(TimeSpan.FromMinutes(16));
            await process.DrainAsync();
        }

        var task = (await house.OpenTasksAsync()).ShouldHaveSingleItem();
        task.Kind.ShouldBe("send-failed");
        task.Text.Latvian.ShouldContain("desmit reizes lika mēģināt vēlāk");
        task.Text.Latvian.ShouldNotContain("adres");
    }

    private static Task<AppendResult> ReceiveAsync(SendingHouse house) => house.Journal.AppendAsync(
        new Append { Case = TestCases.Reference, Key = "received", Decide = _ => [TestCases.Received(), new ApplicationRegistered("SD-2026/1", "APR_MAJAS", new DateOnly(2026, 6, 8), "p") { OuterLimit = new DateOnly(2026, 7, 8) }] },
        CancellationToken.None);
}
