using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Whose a letter is, who reads what a program sent, and where answers go.</summary>
public sealed class AddressedMailTests
{
    private const string Iecava = "soc.dienests@iecava.example";

    private static DateTimeOffset At => DemoFolder.Beginning;

    [Theory]
    [InlineData($"{Residents.Mailbox}, {Iecava}", "")]
    [InlineData($"{Iecava}, {Residents.Mailbox}", "")]
    [InlineData(Iecava, Residents.Mailbox)]
    public async Task Letter_ToTwoMunicipalities_IsARowOfEachAndOneOfEachWhenOfferedAgain(string to, string cc)
    {
        await using var house = await WayHouse.StartAsync();
        var mail = RawMail.Bytes($"From: <a@inbox.example>\nTo: {to}\n{(cc.Length == 0 ? "X-No-Cc: x" : $"Cc: {cc}")}\nMessage-ID: <two@residents.example>\nSubject: Jautājums\n\nLabdien!\n");
        house.DeliverRaw("two", mail);
        await house.SettleAsync();
        house.DeliverRaw("two-again", mail);
        await house.SettleAsync();

        foreach (var municipality in new[] { "smiltene", "iecava" })
        {
            (await house.Intake.ListAsync(municipality, null, CancellationToken.None)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                r => r.Disposition.ShouldBe(Dispositions.Review), r => r.Reason.ShouldBe("unsigned"));
        }

        (await house.Get<IntakeReconciliation>().RunAsync(CancellationToken.None)).ShouldBe(new IntakeBalance(2, 2, 0, 0, 0));
    }

    [Theory]
    [InlineData("Delivered-To")]
    [InlineData("X-Original-To")]
    [InlineData("Envelope-To")]
    public async Task DeliveryField_OfTheSender_IsNotBelieved(string field)
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("forged", RawMail.Bytes($"{field}: {Iecava}\nFrom: <a@inbox.example>\nTo: {Residents.Mailbox}\nMessage-ID: <forged@residents.example>\nSubject: x\n\nLabdien!\n"));

        await house.SettleAsync();

        (await house.RowOfAsync("forged@residents.example")).Municipality.ShouldBe("smiltene");
        (await house.Intake.ListAsync("iecava", null, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeliveryField_OfOurServer_OnlyTheTopmostCounts()
    {
        await using var house = await WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Mail:Maildir:RecipientField"] = "Delivered-To" });
        house.DeliverRaw("hops", RawMail.Bytes($"Delivered-To: {Residents.Mailbox}\nDelivered-To: {Iecava}\nX-Original-To: {Iecava}\nFrom: <a@inbox.example>\nTo: {Iecava}\nMessage-ID: <hops@residents.example>\nSubject: x\n\nLabdien!\n"));

        await house.SettleAsync();

        (await house.RowOfAsync("hops@residents.example")).Municipality.ShouldBe("smiltene");
        (await house.Intake.ListAsync("iecava", null, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task MachineMail_WithASignedApplicationInAZip_IsForAPerson()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Letter("zipped", At) with
        {
            AutoSubmitted = "auto-generated",
            Attachments = [new OutgoingAttachment("dokumenti.zip", "application/zip", Zips.Of(("Iesniegums.asice", Residents.Container(Residents.Berta, At, "Iesniegums.txt"))))],
        };

        house.Deliver(mail);
        await house.SettleAsync();

        (await house.RowOfAsync(mail.MessageId)).ShouldSatisfyAllConditions(r => r.Disposition.ShouldBe(Dispositions.Review), r => r.Reason.ShouldBe("machine-signed"));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-generated")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("Precedence: bulk")]
    public async Task MachineMail_WithWordsOfDistress_IsReadByTheDutyOfficerAndNotAnswered(string header)
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("form", RawMail.Bytes($"{header}\nFrom: <forma@portals.example>\nTo: {Residents.Mailbox}\nMessage-ID: <form@residents.example>\nSubject: Forma\n\nGribu izdarit pasnavibu\n"));

        await house.SettleAsync();

        var row = await house.RowOfAsync("form@residents.example");
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "machine-urgent"));
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "urgent-letter" && t.SubjectId == row.IntakeId);
        house.Sender.Left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<cita.persona@elsewhere.example>", "a@inbox.example")]
    [InlineData("<b@inbox.example>", "b@inbox.example")]
    [InlineData("<x@inbox.example>, <y@inbox.example>", "a@inbox.example")]
    public async Task Answer_ReplyToOfAnotherDomain_GoesToFrom(string replyTo, string expected)
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("reply-to", RawMail.Bytes($"From: <a@inbox.example>\nReply-To: {replyTo}\nTo: {Residents.Mailbox}\nMessage-ID: <reply-to@residents.example>\nSubject: x\n\nLabdien!\n"));

        await house.SettleAsync();

        house.Sender.Left.ShouldHaveSingleItem().To.ShouldHaveSingleItem().Address.ShouldBe(expected);
    }

    [Theory]
    [InlineData("a@inbox.example", "Labdien", "List-Unsubscribe: <mailto:u@inbox.example>\n")]
    [InlineData("noreply@veikals.example", "Pasūtījums", "")]
    [InlineData("No-Reply.123@veikals.example", "Pasūtījums", "")]
    [InlineData("a@inbox.example", "Automatic reply: Vestule", "")]
    [InlineData("a@inbox.example", "Undeliverable: Vestule", "")]
    public async Task Letter_WhoseSenderWantsNoAnswer_IsForAPersonAndNotAnswered(string from, string subject, string header)
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("no-answer", RawMail.Bytes($"{header}From: <{from}>\nTo: {Residents.Mailbox}\nMessage-ID: <no-answer@residents.example>\nSubject: {subject}\n\nLabdien!\n"));

        await house.SettleAsync();

        (await house.RowOfAsync("no-answer@residents.example")).Disposition.ShouldBe(Dispositions.Review);
        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Letter_WithWordsOfDistress_HearsThatAPersonReadsItAndNothingOfSignatures()
    {
        await using var house = await WayHouse.StartAsync();
        house.Deliver(Residents.Letter("cry", At) with { Text = "Es vairs nevaru, negribu dzīvot." });
        house.Deliver(Residents.Letter("plain", At) with { From = new MailAddress(null, "cits@inbox.example"), Text = "Labdien! Ir jautājums." });

        await house.SettleAsync();

        var cry = house.Sender.Left.Single(m => m.To[0].Address == "berta@inbox.example").Text;
        cry.ShouldContain("zvaniet 112");
        cry.ShouldNotContain("parakstīts");
        var plain = house.Sender.Left.Single(m => m.To[0].Address == "cits@inbox.example").Text;
        plain.ShouldNotContain("pievienotais");
    }

    [Fact]
    public async Task TooLargeLetter_WithWordsOfDistress_IsToldToTheDutyOfficer()
    {
        await using var house = await WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Mail:Maildir:MaxMessageBytes"] = "2000" });
        house.DeliverRaw("huge", RawMail.Bytes($"From: <a@inbox.example>\nTo: {Residents.Mailbox}\nMessage-ID: <huge@residents.example>\nSubject: x\n\nGribu izdarit pasnavibu\n{new string('x', 3000)}\n"));

        await house.SettleAsync();

        var row = await house.RowOfAsync("huge@residents.example");
        (row.Reason, row.Lane).ShouldBe(("too-large", Lanes.Urgent));
        (await house.TasksAsync()).Select(t => t.Kind).Order().ShouldBe(["mailbox", "urgent-letter"]);
    }

    /// <summary>The process was killed after the row was written and before the task was: the mail is offered again.</summary>
    [Fact]
    public async Task KnownDelivery_WithoutItsTask_IsToldWhenItIsOfferedAgain()
    {
        await using var house = await WayHouse.StartAsync();
        var raw = RawMail.Bytes($"From: <a@inbox.example>\nTo: {Residents.Mailbox}\nMessage-ID: <killed@residents.example>\nSubject: x\n\nGribu izdarit pasnavibu\n");
        house.DeliverRaw("killed", raw);
        var envelope = Envelope.Of(raw, house.Get<Addressees>());
        await house.Intake.AcceptAsync(
            new AcceptedMessage
            {
                Municipality = "smiltene",
                ProviderId = "killed",
                MessageId = envelope.MessageId,
                ContentHash = await house.Get<IDocumentStore>().PutAsync(raw, CancellationToken.None),
                IdentityHash = envelope.IdentityHashOf(raw),
                Size = raw.Length,
                ReceivedAt = At,
                Lane = Lanes.Slow,
            },
            CancellationToken.None);

        await house.Get<IncomingDesk>().AcceptAllAsync(CancellationToken.None);

        (await house.TasksAsync()).ShouldContain(t => t.Kind == "urgent-letter" && t.Role == Roles.Duty);
    }

    [Fact]
    public async Task SameMail_WithOtherLineEnds_IsOneMessage()
    {
        await using var house = await WayHouse.StartAsync();
        var text = $"From: <a@inbox.example>\r\nTo: {Residents.Mailbox}\r\nMessage-ID: <ends@residents.example>\r\nSubject: x\r\n\r\nLabdien!\r\nOtra rinda.\r\n";
        house.DeliverRaw("crlf", Encoding.UTF8.GetBytes(text));
        house.DeliverRaw("lf", Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));

        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem();
    }
}
