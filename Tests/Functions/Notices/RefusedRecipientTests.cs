using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.Smtp;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Tests.Functions.Sending;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>F05: the mail server refuses the recipient while it is still asked (550 at RCPT). Nothing left, and nobody has to say so by hand.</summary>
public sealed class RefusedRecipientTests
{
    [Fact]
    public async Task F05_DecisionRefusedAtTheRecipient_GoesOnByTheLadderByItself()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.ApprovedAsync("refused", "signed-email");
        house.Way.Sender.Refuses = mail => mail.Attachments.Count == 1 ? Answer("550 5.1.1 nav") : null;

        await house.Way.SignAsync(reference);

        var state = await house.Way.StateAsync(reference);
        var returned = state.NoticeReturns.ShouldHaveSingleItem();
        (returned.Cause, returned.Channel, returned.WasSent, returned.Note).ShouldBe((NoticeCauses.Bounced, NoticeMailDesk.Channel, false, "550 5.1.1"));
        (state.Dispatch!.Channel, state.NoticeRound, state.Notice).ShouldBe(("registered", 2, null));
        house.Laid("registered").ShouldContain(NoticeDesk.OperationOf(reference.CaseId, 2));
        (await house.Way.SendsAsync()).Single(r => r.Kind == NoticeMailDesk.Kind).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe(SendStates.Failed), r => r.Detail.ShouldBe("recipient:550 5.1.1"), r => r.DueAt.ShouldBeNull());
        (await house.Way.TasksAsync()).ShouldNotContain(t => t.Kind == "send-failed");

        await house.Way.ConfirmNoticeAsync(reference);
        (await house.Way.StateAsync(reference)).Notice!.Channel.ShouldBe("registered");
    }

    /// <summary>Our own relay will not carry it: another channel of the person would be no answer to that, so a person looks, with the code.</summary>
    [Fact]
    public async Task DecisionRefusedByOurRelay_IsATaskWithTheCode()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.ApprovedAsync("relay", "signed-email");
        house.Way.Sender.Refuses = mail => mail.Attachments.Count == 1 ? Answer("554 5.7.1 relay access denied") : null;

        await house.Way.SignAsync(reference);

        (await house.Way.StateAsync(reference)).ShouldSatisfyAllConditions(s => s.NoticeRound.ShouldBe(1), s => s.Notice.ShouldBeNull());
        (await house.Way.TasksAsync()).Single(t => t.Kind == "send-failed").Text.Latvian.ShouldContain("atbilde 554 5.7.1");
    }

    [Fact]
    public async Task StatusMailRefusedAtTheRecipient_IsATaskWithTheCode()
    {
        await using var house = new SendingHouse();
        var process = house.Start(new FakeSender { Refuses = _ => Answer("550 5.1.1 nav") });

        await process.SendAsync(SendingHouse.Order(1));

        (await house.RowsAsync()).ShouldHaveSingleItem().State.ShouldBe(SendStates.Failed);
        var task = (await house.OpenTasksAsync()).ShouldHaveSingleItem();
        task.Text.Latvian.ShouldContain("saņēmēja adresi serveris nepieņem (atbilde 550 5.1.1)");
    }

    private static Exception Answer(string answer) => Should.Throw<Exception>(() => new SmtpReply(int.Parse(answer[..3], System.Globalization.CultureInfo.InvariantCulture), [answer[4..]]).RequireRecipient());
}
