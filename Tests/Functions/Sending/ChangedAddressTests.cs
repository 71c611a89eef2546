using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Tests.Functions.Notices;
using SocialWorkflows.Tests.Resident;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>A mail waits for the server, and meanwhile the person's address changes.</summary>
public sealed class ChangedAddressTests
{
    private const string Other = "jauna@inbox.example";

    [Fact]
    public async Task Waiting_NothingHasLeft_GoesToTheAddressInForceWithALinkThatOpens()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        house.Sender.IsDown = true;
        await house.ReviewAsync(reference, "IENAKUMI");
        var before = house.Sender.Left.Count;
        await house.DoAsync(reference, Verbs.ChangeReplyAddress, ("email", Other));

        house.Sender.IsDown = false;
        await house.MoveAsync(TimeSpan.FromHours(1));

        var mail = house.Sender.Left.Skip(before).ShouldHaveSingleItem();
        mail.To.Single().Address.ShouldBe(Other);
        mail.Html!.ShouldContain(ResidentHouse.LinkIn(mail));
        using var browser = await ResidentHouse.EnterAsync(house, ResidentHouse.LinkIn(mail));
        (await browser.ReadAsync("/status")).ShouldContain("Mēs gaidām no Jums dokumentus.");
    }

    [Fact]
    public async Task Waiting_TheWordThatAChangeWasAsked_GoesToTheFormerAddress()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        house.Sender.IsDown = true;
        var before = house.Sender.Left.Count;
        await browser.PostAsync("/status/contact", "/status/contact?handler=Ask", [("email", Other)]);
        await house.DoAsync(reference, Verbs.AnswerContactRequest, ("answer", ContactAnswers.Phone));

        house.Sender.IsDown = false;
        await house.MoveAsync(TimeSpan.FromHours(1));

        house.Sender.Left.Skip(before).ShouldHaveSingleItem().To.Single().Address.ShouldBe(ResidentHouse.Address);
    }

    [Fact]
    public async Task Waiting_ATryMayHaveLeft_IsAPersons()
    {
        await using var house = new SendingHouse();
        await house.Journal.AppendAsync(new Append { Case = TestCases.Reference, Key = "received", Decide = _ => [TestCases.Received()] }, CancellationToken.None);
        var sender = new FakeSender { IsDown = true };
        var process = house.Start(sender);
        var order = SendingHouse.Order(1, StatusMails.DocumentsRequested, TestCases.Reference.CaseId);
        await process.PlanAsync(order);
        var row = await house.RowAsync(order);
        await house.Ledger.ReplaceAsync(row with { Detail = SendDetails.Interrupted }, CancellationToken.None);
        sender.IsDown = false;

        await process.DrainAsync();

        sender.Left.ShouldBeEmpty();
        (await house.RowAsync(order)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(SendStates.Unknown), r => r.Detail.ShouldBe("address-changed"));
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-unknown");
    }

    [Fact]
    public async Task Decision_WaitingForTheServer_GoesToTheAddressInForce()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.ApprovedAsync("moved", "signed-email");
        house.Way.Sender.IsDown = true;
        await house.Way.SignAsync(reference);
        var former = NoticeAddress.Of(await house.Way.StateAsync(reference), "signed-email");
        await house.Way.DoAsync(reference, Verbs.ChangeReplyAddress, ("email", Other));
        var now = NoticeAddress.Of(await house.Way.StateAsync(reference), "signed-email");

        house.Way.Sender.IsDown = false;
        await house.Way.MoveAsync(TimeSpan.FromHours(2));

        TestContext.Current.TestOutputHelper?.WriteLine($"{former} {now}");
        house.Way.Sender.Left.Where(m => m.Attachments.Count == 1).ShouldHaveSingleItem().To.Single().Address.ShouldBe(now);
    }
}
