using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Faults that a fresh reading found: messages to nobody, robots answering robots, messages left behind.</summary>
public sealed class FreshReadingTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Message_AddressedToNoMunicipality_IsReviewedAndNotAnswered()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Application("elsewhere", At) with { To = [new MailAddress(null, "somebody@other.example")] };

        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "recipient-unknown"));
        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task UnsignedMails_ManyFromOneAddressInADay_GetOneAnswerAndAreAllKept()
    {
        await using var house = await WayHouse.StartAsync();
        foreach (var number in Enumerable.Range(1, 5))
        {
            house.Deliver(Residents.Letter($"unsigned-{number}", house.Now) with { Text = $"Vēstule {number}" });
        }

        await house.SettleAsync();
        house.Sender.Left.Count.ShouldBe(1);
        (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).Count.ShouldBe(5);

        await house.MoveAsync(TimeSpan.FromDays(1));
        house.Deliver(Residents.Letter("unsigned-6", house.Now) with { Text = "Vēl viena" });
        await house.SettleAsync();
        house.Sender.Left.Count.ShouldBe(2);
    }

    /// <summary>Two letters of one sender at one moment share the day's answer: while the first is with the mail server, the second leaves it alone.</summary>
    [Fact]
    public async Task Answer_SecondLetterWhileTheFirstIsBeingAnswered_OneMailAndNoTask()
    {
        await using var house = await WayHouse.StartAsync();
        var desk = house.Get<SendDesk>();
        var second = true;
        house.Sender.Script.Enqueue(() =>
        {
            second = desk.SendOnceAsync(Answer("second"), "smiltene.example", CancellationToken.None).GetAwaiter().GetResult();
            return new MailSendResult(MailSendOutcome.Accepted, "250");
        });

        var first = await desk.SendOnceAsync(Answer("first"), "smiltene.example", CancellationToken.None);

        (first, second).ShouldBe((true, false));
        house.Sender.Left.ShouldHaveSingleItem();
        (await house.TasksAsync()).ShouldBeEmpty();
        (await desk.SendOnceAsync(Answer("second"), "smiltene.example", CancellationToken.None)).ShouldBeTrue();
        house.Sender.Left.ShouldHaveSingleItem();
    }

    /// <summary>What its own letter finds half sent is a person's matter, also when an earlier version planned it.</summary>
    [Theory]
    [InlineData("first")]
    [InlineData("sender-day")]
    public async Task Answer_InterruptedWithTheMailServer_IsForAPerson(string plannedFor)
    {
        await using var house = await WayHouse.StartAsync();
        house.Sender.Script.Enqueue(FakeSender.LeftAndCrashed);
        (await house.Get<SendDesk>().SendOnceAsync(Answer(plannedFor), "smiltene.example", CancellationToken.None)).ShouldBeFalse();

        (await house.Get<SendDesk>().SendOnceAsync(Answer("first"), "smiltene.example", CancellationToken.None)).ShouldBeFalse();

        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-unknown");
    }

    private static SendOrder Answer(string subject) => new("smiltene", subject, StatusMails.Unsigned, 0, (id, messageId) => new OutgoingMail
    {
        OperationId = id,
        MessageId = messageId,
        From = new MailAddress(null, Residents.Mailbox),
        To = [new MailAddress(null, "a@inbox.example")],
        Subject = "x",
        Text = "x",
        Date = At,
    })
    {
        SharedKey = "sender-day",
    };

    [Fact]
    public async Task Message_WhoseOrchestrationIsGone_IsStartedAgain()
    {
        var house = await WayHouse.StartAsync();
        house.Scanner.Verdict = ScanVerdict.Unavailable;
        var mail = Residents.Application("left-behind", At);
        house.Deliver(mail);
        await house.SettleAsync();
        (await house.RowOfAsync(mail.MessageId)).Disposition.ShouldBe(Dispositions.Pending);

        house.Scanner.Verdict = ScanVerdict.Clean;
        await using var next = await house.RestartAsync(data =>
        {
            foreach (var file in Directory.GetFiles(data.Root, "hub.db*"))
            {
                File.Delete(file);
            }
        });
        await next.Get<Revival>().CatchUpAsync(CancellationToken.None);
        await next.SettleAsync();

        (await next.RowOfAsync(mail.MessageId)).Disposition.ShouldBe(Dispositions.NewCase);
    }
}
