using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Functions.IntakeLetters;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Machines: bounces, automatic answers with and without a header, and systems that answer each other.</summary>
public sealed class IntakeMachineTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task B07_BounceOfOurReceipt_TaskForAPersonAndOnTheCase()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("bounced", At));
        var receipt = house.Sender.Left.ShouldHaveSingleItem();

        house.DeliverRaw("bounce", RawMail.Bytes(ReportTests.Bounce("failed", "5.1.1", receipt.MessageId)));
        await house.SettleAsync();

        var row = (await house.Intake.ListAsync("smiltene", Dispositions.Machine, CancellationToken.None)).ShouldHaveSingleItem();
        (row.Reason, row.CaseId).ShouldBe(("bounced", reference.CaseId));
        var task = (await house.TasksAsync()).ShouldHaveSingleItem();
        (task.Kind, task.SubjectId).ShouldBe(("mail-bounced", reference.CaseId));
        task.Text.Latvian.ShouldContain("adreses nav");
        var fact = (await house.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<StatusMailBounced>().ShouldHaveSingleItem();
        (fact.Kind, fact.Cause, fact.Status, fact.OperationId).ShouldBe(("receipt", "address", "5.1.1", receipt.OperationId));
        house.Sender.Left.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("failed", "sveša@smiltenesnovads.lv", "deliverystatus")]
    [InlineData("delayed", null, "deliverystatus")]
    public async Task B07_NotOurMailOrNotFinal_NoTask(string action, string? original, string reason)
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("notours", At));
        var id = original ?? house.Sender.Left.Single().MessageId;

        house.DeliverRaw("bounce", RawMail.Bytes(ReportTests.Bounce(action, "4.4.1", id)));
        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", Dispositions.Machine, CancellationToken.None)).ShouldHaveSingleItem().Reason.ShouldBe(reason);
        (await house.TasksAsync()).ShouldBeEmpty();
        (await house.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<StatusMailBounced>().ShouldBeEmpty();
    }

    [Fact]
    public async Task B07_BounceThatNamesAGuessedId_IsNotBelieved()
    {
        await using var house = await WayHouse.StartAsync();
        await house.OpenCaseAsync(Residents.Application("guess", At));
        var real = house.Sender.Left.Single().MessageId;

        house.DeliverRaw("bounce", RawMail.Bytes(ReportTests.Bounce("failed", "5.1.1", real.Split('@')[0] + "@uzbrucejs.example")));
        await house.SettleAsync();

        (await house.TasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task B04_AutomaticAnswerInTheThread_OnTheCaseAndNobodysWork()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("ooo", At));
        var waits = await house.WaitsAsync(reference);

        house.Deliver(Reply(house, "ooo-reply") with { AutoSubmitted = "auto-replied", Text = "Esmu atvaļinājumā." });
        await house.SettleAsync();

        (await house.RowOfAsync("ooo-reply@residents.example")).ShouldSatisfyAllConditions(r => r.Disposition.ShouldBe(Dispositions.Machine), r => r.CaseId.ShouldBe(reference.CaseId));
        (await house.StateAsync(reference)).Messages.ShouldBeEmpty();
        (await house.WaitsAsync(reference)).ShouldBe(waits);
        house.Sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task B04_SignedFileInAMachinesMail_IsForAPersonNotLost()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Application("portal", At) with { AutoSubmitted = "auto-generated" };

        house.Deliver(mail);
        await house.SettleAsync();

        (await house.RowOfAsync(mail.MessageId)).ShouldSatisfyAllConditions(r => r.Disposition.ShouldBe(Dispositions.Review), r => r.Reason.ShouldBe("machine-signed"));
    }

    [Fact]
    public async Task B05_SameAnswerWithoutHeader_ThirdIsNobodysWork()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("vacation", At));
        for (var i = 1; i <= 4; i++)
        {
            house.Deliver(Reply(house, $"vacation-{i}") with { Text = "Esmu atvaļinājumā līdz 20. jūnijam." });
            await house.SettleAsync();
        }

        (await house.StateAsync(reference)).Messages.Count.ShouldBe(2);
        (await house.RowOfAsync("vacation-4@residents.example")).Reason.ShouldBe("repeated");
    }

    [Fact]
    public async Task B05_PersonAsksTheSameThreeTimes_AllOnTheCase()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("asks", At));
        for (var i = 1; i <= 3; i++)
        {
            house.Deliver(Reply(house, $"asks-{i}") with { Text = "Vai lēmums jau ir?" });
            await house.SettleAsync();
        }

        (await house.StateAsync(reference)).Messages.Count.ShouldBe(3);
        (await house.RowOfAsync("asks-3@residents.example")).Disposition.ShouldBe(Dispositions.ExistingCase);
    }

    /// <summary>Answers of three kinds: without a signature, with a broken one, to an address that is no case's.</summary>
    [Fact]
    public async Task B05_ThreeExchangesOfDifferentKindsOnOneDay_NoThirdAnswer()
    {
        await using var house = await WayHouse.StartAsync();
        var gone = CaseAddress.Create(Residents.Mailbox, "c-gone", new byte[32]);
        var broken = Residents.Container(Residents.Berta, At, "Iesniegums.pdf");
        broken[broken.Length / 2] ^= 0xFF;
        foreach (var mail in new[]
        {
            Residents.Letter("one", At) with { Text = "Paldies, saņemts." },
            Residents.Letter("two", At) with { To = [new MailAddress(null, gone)], Text = "Paldies, saņemts." },
            Residents.Letter("three", At) with { Attachments = [Residents.Signed(broken)], Text = "Paldies, saņemts." },
        })
        {
            house.Deliver(mail);
            await house.SettleAsync();
        }

        (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).Select(r => r.Reason).Distinct().Count().ShouldBe(3);
        house.Sender.Left.Count.ShouldBe(AnswerLimit.Exchanges - 1);
    }

    [Fact]
    public async Task B05_TwoSystemsAnsweringEachOther_NoThirdAnswer()
    {
        await using var house = await WayHouse.StartAsync();
        for (var day = 0; day < 5; day++)
        {
            house.Deliver(Residents.Letter($"robot-{day}", house.Now) with { Text = $"Paldies, Jūsu pieteikums nr. {day} ir saņemts." });
            await house.MoveAsync(TimeSpan.FromDays(1));
        }

        house.Sender.Left.Count.ShouldBe(AnswerLimit.Exchanges - 1);
        (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).Count.ShouldBe(5);
    }
}
