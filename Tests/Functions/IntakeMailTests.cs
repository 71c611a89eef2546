using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Machines, strangers, forgers and odd files: where their mail ends, and what nobody is told.</summary>
public sealed class IntakeMailTests
{
    private const string OurServer = "mx.smiltene.example";

    private static DateTimeOffset At => DemoFolder.Beginning;

    /// <summary>A signature says who wrote a file, not who sends it today.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignedFileSentOnceMoreByAnother_IsForAPersonAndThatAddressHearsNothing(bool packedAnew)
    {
        await using var house = await WayHouse.StartAsync();
        var original = Residents.Application("own", At);
        var reference = await house.OpenCaseAsync(original);
        house.Sender.Left.Count.ShouldBe(1);
        var file = original.Attachments[0];
        var copy = Residents.Letter("copy", At) with
        {
            From = new MailAddress("Kāds Cits", "cits@elsewhere.example"),
            Attachments = [packedAnew ? Residents.Signed(PackedAnew(file.Content.ToArray())) : file],
        };

        house.Deliver(copy);
        await house.SettleAsync();

        var row = await house.RowOfAsync("copy@residents.example");
        (row.Disposition, row.Reason, row.CaseId).ShouldBe((Dispositions.Review, SignedBefore.Reason, reference.CaseId));
        house.Sender.Left.Count.ShouldBe(1);
        (await house.StateAsync(reference)).Received!.ReplyTo.ShouldBe("berta@inbox.example");
    }

    /// <summary>Who sends the same signature again repeats himself; who signs the same papers again asks anew.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SamePapersFromTheSameAddress_PackedAnewIsARepetitionSignedAnewIsNot(bool packedAnew)
    {
        await using var house = await WayHouse.StartAsync();
        var original = Residents.Application("own", At);
        var reference = await house.OpenCaseAsync(original);
        var container = packedAnew
            ? PackedAnew(original.Attachments[0].Content.ToArray())
            : Residents.Container(Residents.Berta, At.AddMinutes(3), "Iesniegums.pdf", "izzina_par_ienakumiem.pdf", "gimenes_arsta_izzina.pdf");

        house.Deliver(Residents.Letter("again", At) with { Attachments = [Residents.Signed(container)] });
        await house.SettleAsync();

        var row = await house.RowOfAsync("again@residents.example");
        (row.Disposition, row.Reason).ShouldBe(packedAnew ? (Dispositions.Review, SignedBefore.Reason) : (Dispositions.NewCase, "signed"));
        (row.CaseId == reference.CaseId).ShouldBe(packedAnew);
    }

    private static byte[] PackedAnew(byte[] container)
    {
        using var file = new MemoryStream();
        file.Write(container);
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            var last = zip.Entries[^1];
            last.LastWriteTime = last.LastWriteTime.AddDays(1);
        }

        return file.ToArray();
    }

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
        task.Text.ShouldContain("adreses nav");
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

    /// <summary>A scanner in an office gives every mail the same Message-ID; the text is empty.</summary>
    [Fact]
    public async Task Take_SameMessageIdAndTextFromAnotherSender_IsAnotherMessage()
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("first", Scan("a1@x.example", "Paldies"));
        house.DeliverRaw("second", Scan("a2@x.example", "Palīgā, vairs nevaru"));
        house.DeliverRaw("first-again", [.. "Received: by mx.example\r\n"u8, .. Scan("a1@x.example", "Paldies")]);
        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(2);
        (await house.TasksAsync()).Count(t => t.Kind == "urgent-letter").ShouldBe(1);
    }

    /// <summary>Accepted before 2026-11-22, when the identity was of the bytes below the headers alone, and offered again afterwards.</summary>
    [Fact]
    public async Task Take_RowOfTheEarlierIdentity_IsFoundByItsOwnMailOnly()
    {
        await using var house = await WayHouse.StartAsync();
        var raw = Scan("a1@x.example", "Paldies");
        var documents = house.Get<SocialWorkflows.Casework.Documents.IDocumentStore>();
        var body = raw[(raw.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
        var earlier = await house.Intake.AcceptAsync(
            new AcceptedMessage
            {
                Municipality = "smiltene",
                ProviderId = "earlier",
                MessageId = "scan@mfp.example",
                ContentHash = await documents.PutAsync(raw, CancellationToken.None),
                IdentityHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)),
                Size = raw.Length,
                ReceivedAt = house.Now,
            },
            CancellationToken.None);

        house.DeliverRaw("again", [.. "Received: by mx.example\r\n"u8, .. raw]);
        house.DeliverRaw("other", Scan("a2@x.example", "Cits"));
        await house.SettleAsync();

        var rows = await house.Intake.ListAsync("smiltene", null, CancellationToken.None);
        rows.Count.ShouldBe(2);
        rows.ShouldContain(r => r.IntakeId == earlier.IntakeId);
    }

    private static byte[] Scan(string from, string subject) => Encoding.UTF8.GetBytes(
        $"From: <{from}>\r\nTo: <{Residents.Mailbox}>\r\nMessage-ID: <scan@mfp.example>\r\nSubject: {subject}\r\n\r\n \r\n");

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

    [Fact]
    public async Task B29_ForgedClient_InReviewWithoutAnyMail()
    {
        await using var house = await WayHouse.StartAsync(configure: Trusting);
        await house.OpenCaseAsync(Residents.Application("victim", At));

        house.DeliverRaw("forged", Judged(Residents.Letter("forged", At), "spf=fail; dkim=none; dmarc=fail"));
        house.DeliverRaw("forged-reply", Judged(Reply(house, "forged-reply"), "spf=fail; dkim=none; dmarc=fail"));
        await house.SettleAsync();

        foreach (var id in new[] { "forged", "forged-reply" })
        {
            var row = await house.RowOfAsync($"{id}@residents.example");
            (row.Disposition, row.Reason, row.CaseId).ShouldBe((Dispositions.Review, "sender-forged", null));
        }

        house.Sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task B32_ForwardedMailThatBreaksDmarc_ValidSignatureStillOpensTheCase()
    {
        await using var house = await WayHouse.StartAsync(configure: Trusting);

        house.DeliverRaw("forwarded", Judged(Residents.Application("forwarded", At), "spf=fail; dkim=fail; dmarc=fail"));
        await house.SettleAsync();

        (await house.RowOfAsync("forwarded@residents.example")).Disposition.ShouldBe(Dispositions.NewCase);
        house.Sender.Left.ShouldBeEmpty();
        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("no-address");
    }

    [Fact]
    public async Task B29_ResultsOfAForeignServer_ChangeNothing()
    {
        await using var house = await WayHouse.StartAsync(configure: Trusting);

        house.DeliverRaw("foreign", Judged(Residents.Application("foreign", At), "dmarc=fail", "mx.cits.example"));
        await house.SettleAsync();

        house.Sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task B10_AnotherAddressOfTheFamily_AsksAPerson()
    {
        await using var house = await WayHouse.StartAsync();
        await house.OpenCaseAsync(Residents.Application("family", At));

        house.Deliver(Reply(house, "spouse") with { From = new MailAddress("Jānis Izdomātais", "janis@inbox.example") });
        await house.SettleAsync();

        var row = await house.RowOfAsync("spouse@residents.example");
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "stranger-in-thread"));
    }

    [Fact]
    public async Task B10_OtherAddressButSignedByTheApplicant_IsFiled()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("signed-reply", At));

        house.Deliver(Reply(house, "papers") with
        {
            From = new MailAddress("Jānis", "janis@inbox.example"),
            Attachments = [Residents.Signed(Residents.Container(Residents.Berta, At, "izzina_par_ienakumiem.pdf"))],
        });
        await house.SettleAsync();

        (await house.StateAsync(reference)).Messages.ShouldHaveSingleItem().Files.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task B13_GuessedNumbers_OneUniformAnswerAndNothingConfirmed()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("target", At));
        var number = (await house.StateAsync(reference)).Registration!.Number;
        var stranger = new MailAddress(null, "minetajs@uzbrucejs.example");
        house.Deliver(Residents.Letter("hit", At) with { From = stranger, Subject = $"Re: {number}" });
        for (var i = 0; i < 40; i++)
        {
            house.Deliver(Residents.Letter($"miss-{i}", At) with { From = stranger, Subject = $"Re: {number.Split('/')[0]}/{9000 + i}" });
        }

        await house.SettleAsync();

        house.Sender.Left.Count(m => m.To[0].Address == stranger.Address).ShouldBe(1);
        var rows = await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None);
        rows.Count.ShouldBe(41);
        rows.ShouldAllBe(r => r.Reason == "unsigned" && r.CaseId == null);
        (await house.StateAsync(reference)).Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task B13_HitAndMissApart_GetTheSameAnswer()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("target", At));
        var number = (await house.StateAsync(reference)).Registration!.Number;

        house.Deliver(Residents.Letter("hit", At) with { From = new MailAddress(null, "a@uzbrucejs.example"), Subject = $"Re: {number}" });
        house.Deliver(Residents.Letter("miss", At) with { From = new MailAddress(null, "b@uzbrucejs.example"), Subject = $"Re: {number}9" });
        await house.SettleAsync();

        var answers = house.Sender.Left.Where(m => m.To[0].Address.EndsWith("@uzbrucejs.example", StringComparison.Ordinal)).ToList();
        answers.Count.ShouldBe(2);
        WithoutOwnNumber(answers[0].Subject).ShouldBe(WithoutOwnNumber(answers[1].Subject));
        WithoutOwnNumber(answers[0].Text).ShouldBe(WithoutOwnNumber(answers[1].Text));
    }

    [Fact]
    public async Task B11_AddressOfACaseThatIsGone_IsForAPersonAndTheSenderIsTold()
    {
        await using var house = await WayHouse.StartAsync();
        var gone = CaseAddress.Create(Residents.Mailbox, "c-gone", new byte[32]);

        house.Deliver(Residents.Letter("gone", At) with { To = [new MailAddress(null, gone)] });
        await house.SettleAsync();

        var row = await house.RowOfAsync("gone@residents.example");
        row.Reason.ShouldBe("case-unknown");
        house.Sender.Left.ShouldHaveSingleItem().Text.ShouldContain(row.Number);
    }

    [Fact]
    public async Task B23_StructurePastTheLimits_IsForAPerson()
    {
        await using var house = await WayHouse.StartAsync();
        var raw = new StringBuilder($"From: a@b.example\nTo: {Residents.Mailbox}\nMessage-ID: <deep@x.example>\n");
        for (var i = 0; i < 1000; i++)
        {
            raw.Append($"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        }

        house.DeliverRaw("deep", RawMail.Bytes(raw + "\nteksts"));
        await house.SettleAsync();

        var row = await house.RowOfAsync("deep@x.example");
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "too-complex"));
    }

    [Fact]
    public async Task B52_MacroBesideAnApplication_CaseOpensAndTheFileIsBlockedByName()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Application("macro", At);

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment("rēķins.docm", "application/octet-stream", "x"u8.ToArray())] });

        var files = (await house.StateAsync(reference)).Files;
        files.Where(f => f.Blocked).ShouldHaveSingleItem().Remarks.ShouldBe(["macro"]);
        files.Count(f => !f.Blocked).ShouldBe(4);
    }

    [Fact]
    public async Task B22_SignedApplicationInAForwardedMail_IsFound()
    {
        await using var house = await WayHouse.StartAsync();
        var inner = MimeWriter.Write(Residents.Application("inner", At));
        var mail = Residents.Letter("forward", At) with { Attachments = [new OutgoingAttachment("vēstule.eml", "application/octet-stream", inner)] };

        (await house.StateAsync(await house.OpenCaseAsync(mail))).Files.ShouldContain(f => f.Name == "Iesniegums.edoc");
    }

    [Fact]
    public async Task Sender_ProvenAndKnown_ThePersonSeesTheCaseAndNothingIsFiledAlone()
    {
        await using var house = await WayHouse.StartAsync(configure: Trusting);
        var reference = await house.OpenCaseAsync(Residents.Application("known", At));

        house.DeliverRaw("unsigned", Judged(Residents.Letter("unsigned", At) with { From = new MailAddress(null, "BERTA@inbox.example"), Subject = "Jautājums" }, "dmarc=pass"));
        house.DeliverRaw("again", Judged(Residents.Application("again", At), "dmarc=pass"));
        await house.SettleAsync();

        var row = await house.RowOfAsync("unsigned@residents.example");
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "unsigned"));
        var mail = MimeReader.Read(await house.Get<SocialWorkflows.Casework.Documents.IDocumentStore>().GetAsync(row.ContentHash, CancellationToken.None));
        var choice = await house.Get<CaseMatcher>().FindAsync("smiltene", mail, SocialWorkflows.Mail.Senders.SenderTrust.Passed, null, CancellationToken.None);
        choice.Doubtful.Select(c => c.Case.Case).ShouldContain(reference);
        (await house.RowOfAsync("again@residents.example")).Disposition.ShouldBe(Dispositions.NewCase);
        (await house.StateAsync(reference)).Messages.ShouldBeEmpty();
    }

    private static OutgoingMail Reply(WayHouse house, string id)
    {
        var receipt = house.Sender.Left[0];
        return Residents.Letter(id, At) with { To = [receipt.ReplyTo!], Subject = "Re: " + receipt.Subject, InReplyTo = receipt.MessageId, Text = "Sveiki, sūtu atbildi." };
    }

    private static void Trusting(IServiceCollection services) => services.Configure<SenderOptions>(o => o.TrustedServers.Add(OurServer));

    private static byte[] Judged(OutgoingMail mail, string results, string server = OurServer) =>
        [.. Encoding.ASCII.GetBytes($"Authentication-Results: {server}; {results}\r\n"), .. MimeWriter.Write(mail)];

    private static string WithoutOwnNumber(string text) => Regex.Replace(text, "I-2026/[0-9]+", "I-2026/N", RegexOptions.None, TimeSpan.FromSeconds(1));
}
