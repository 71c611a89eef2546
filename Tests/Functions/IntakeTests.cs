using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Every message ends in exactly one place (I1), whatever it is.</summary>
public sealed class IntakeTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Accept_Unsigned_AnsweredOnceAndInReview()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Letter("u1", At) with { Attachments = [new OutgoingAttachment("Iesniegums.pdf", "application/pdf", "%PDF-1.4"u8.ToArray())] };

        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "unsigned"));
        house.Sender.Left.ShouldHaveSingleItem().InReplyTo.ShouldBe(mail.MessageId);
    }

    [Fact]
    public async Task Accept_SignedByTwo_ReviewWithoutAnswer()
    {
        await using var house = await WayHouse.StartAsync();
        var second = Residents.Person("otrs", "Otrs", "Parakstītājs", "000160-10021");
        var mail = Residents.Letter("two", At) with { Attachments = [Residents.Signed(Residents.Container([Residents.Berta, second], At, "Iesniegums.pdf"))] };

        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "several-signers"));
        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_SealedByOrganisation_NoCase()
    {
        await using var house = await WayHouse.StartAsync();
        var seal = Residents.Pki.Seal("zimogs", "SIA Izdoma", "40000000000");
        var mail = Residents.Letter("seal", At) with { Attachments = [Residents.Signed(Residents.Container(seal, At, "Iesniegums.pdf"))] };

        house.Deliver(mail);
        await house.SettleAsync();

        (await house.RowOfAsync(mail.MessageId)).Disposition.ShouldBe(Dispositions.Review);
    }

    [Theory]
    [InlineData("EE", "38001000010")]
    [InlineData("LV", "no-code-at-all")]
    public void Of_SignerWithoutLatvianCode_ForAPerson(string country, string code)
    {
        var signed = SignedApplication.Of([new InspectedAttachment(Attachment, Report(country, code), [])]);

        signed.Applicant.ShouldBeNull();
        signed.Reason.ShouldBe(SignedApplication.ForeignSigner);
    }

    [Fact]
    public void Of_LatvianSigner_Applicant() => SignedApplication.Of(
        [new InspectedAttachment(Attachment, Report("LV", "000155-10015"), [])]).Applicant.ShouldNotBeNull();

    [Fact]
    public async Task Accept_SameMailTwiceWithOtherTrace_OneCaseOneReceipt()
    {
        await using var house = await WayHouse.StartAsync();
        var bytes = MimeWriter.Write(Residents.Application("dup", At));

        house.DeliverRaw("first", [.. "Received: from a.example by b.example; Mon, 8 Jun 2026 08:00:00 +0300\r\n"u8, .. bytes]);
        house.DeliverRaw("again", [.. "Received: from c.example by b.example; Mon, 8 Jun 2026 08:09:00 +0300\r\n"u8, .. bytes]);
        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem().Disposition.ShouldBe(Dispositions.NewCase);
        house.Sender.Left.ShouldHaveSingleItem();
        Directory.GetFiles(Path.Combine(house.Data.Mailbox, "new")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_BytesThatAreNoMail_InReviewAndKept()
    {
        await using var house = await WayHouse.StartAsync();

        house.DeliverRaw("noise", [0, 255, 1, 2, 3, 0, 0]);
        await house.SettleAsync();

        var rows = (await house.Intake.ListAsync("iecava", null, CancellationToken.None)).Concat(await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ToList();
        (rows.ShouldHaveSingleItem().Disposition, rows[0].Reason).ShouldBe((Dispositions.Review, "unreadable"));
        (await house.Get<IDocumentStore>().GetAsync(rows[0].ContentHash, CancellationToken.None)).Length.ShouldBe(7);
    }

    [Fact]
    public async Task Accept_SomethingUnreadableInFront_RestIsTakenIn()
    {
        await using var house = await WayHouse.StartAsync();
        Directory.CreateDirectory(Path.Combine(house.Data.Mailbox, "new", "0-not-a-mail"));

        await house.OpenCaseAsync(Residents.Application("behind", At));

        var tasks = await house.Get<IPersonTasks>().ListOpenAsync("smiltene", CancellationToken.None);
        tasks.ShouldHaveSingleItem().Kind.ShouldBe("mailbox");
    }

    [Fact]
    public async Task Accept_ManyUnreadable_OneTaskWithTheirNumberThatFollowsAndCloses()
    {
        await using var house = await WayHouse.StartAsync();
        var entries = Enumerable.Range(0, 40).Select(i => Path.Combine(house.Data.Mailbox, "new", $"dir-{i:00}")).ToList();
        entries.ForEach(e => Directory.CreateDirectory(e));
        async Task<string?> TaskAsync()
        {
            await house.Get<IncomingDesk>().AcceptAllAsync(CancellationToken.None);
            return (await house.TasksAsync()).SingleOrDefault()?.Text.Latvian;
        }

        (await TaskAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(t => t.ShouldContain("skaits: 40"), t => t.ShouldContain("dir-00"), t => t.ShouldNotContain("dir-07"));
        await house.Get<IPersonTasks>().CloseAsync("smiltene", (await house.TasksAsync()).Single().Key, "test", "seen", CancellationToken.None);
        (await TaskAsync()).ShouldBeNull();

        house.Time.Advance(TimeSpan.FromMinutes(1));
        Directory.CreateDirectory(Path.Combine(house.Data.Mailbox, "new", "dir-99"));
        (await TaskAsync()).ShouldNotBeNull().ShouldContain("skaits: 41");

        Directory.Delete(Path.Combine(house.Data.Mailbox, "new", "dir-99"));
        entries.ForEach(Directory.Delete);
        (await TaskAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Accept_LargerThanLimit_InReviewWithTaskAndKept()
    {
        await using var house = await WayHouse.StartAsync();
        var head = System.Text.Encoding.ASCII.GetBytes($"From: a@b.example\r\nTo: {Residents.Mailbox}\r\nMessage-ID: <huge@x.example>\r\nSubject: x\r\n\r\n");
        using (var file = File.Create(Path.Combine(house.Data.Mailbox, "new", "huge")))
        {
            file.Write(head);
            file.SetLength(200L * 1024 * 1024);
        }

        await house.SettleAsync();

        var row = await house.RowOfAsync("huge@x.example");
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "too-large"));
        (await house.TasksAsync()).ShouldHaveSingleItem().SubjectId.ShouldBe(row.IntakeId);
        Directory.GetFiles(Path.Combine(house.Data.Mailbox, "cur")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Accept_OutOfOfficeAnswer_MachineAndUnanswered()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Letter("ooo", At) with { AutoSubmitted = "auto-replied" };

        house.Deliver(mail);
        await house.SettleAsync();

        (await house.RowOfAsync(mail.MessageId)).Disposition.ShouldBe(Dispositions.Machine);
        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_NoUsableReplyAddress_CaseGoesOnAndAPersonIsTold()
    {
        await using var house = await WayHouse.StartAsync();
        var text = System.Text.Encoding.UTF8.GetString(MimeWriter.Write(Residents.Application("noreply", At)));
        var from = text.IndexOf("From:", StringComparison.Ordinal);
        house.DeliverRaw("noreply", System.Text.Encoding.UTF8.GetBytes(text.Remove(from, text.IndexOf('\n', from) + 1 - from)));

        await house.SettleAsync();

        var row = await house.RowOfAsync("noreply@residents.example");
        row.Disposition.ShouldBe(Dispositions.NewCase);
        (await house.WaitsAsync(new CaseRef("smiltene", row.CaseId!))).ShouldBe([Steps.Documents]);
        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("no-address");
        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_ScannerSilentThenBack_MessageWaitsThenGoesOn()
    {
        await using var house = await WayHouse.StartAsync();
        house.Scanner.Verdict = ScanVerdict.Unavailable;
        var mail = Residents.Application("scan", At);
        house.Deliver(mail);
        await house.MoveAsync(TimeSpan.FromMinutes(21));
        (await house.RowOfAsync(mail.MessageId)).Disposition.ShouldBe(Dispositions.Pending);
        (await house.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("scanner");

        house.Scanner.Verdict = ScanVerdict.Clean;
        await house.MoveAsync(TimeSpan.FromMinutes(6));

        (await house.RowOfAsync(mail.MessageId)).Disposition.ShouldBe(Dispositions.NewCase);
        (await house.TasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_InfectedFile_NoCaseButReviewAndTask()
    {
        await using var house = await WayHouse.StartAsync();
        house.Scanner.Verdict = ScanVerdict.Infected;
        var mail = Residents.Application("virus", At);

        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        (row.Disposition, row.Reason, row.CaseId).ShouldBe((Dispositions.Review, "infected", null));
        (await house.TasksAsync()).ShouldHaveSingleItem().SubjectId.ShouldBe(row.IntakeId);
        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_CrashBeforeTheMailboxIsTold_OneCase()
    {
        var house = await WayHouse.StartAsync();
        var mail = Residents.Application("again", At);
        await house.OpenCaseAsync(mail);
        var seen = Directory.GetFiles(Path.Combine(house.Data.Mailbox, "cur")).Single();

        house = await house.RestartAsync(data => File.Move(seen, Path.Combine(data.Mailbox, "new", "again")));
        await using var again = house;
        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem();
        house.Sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Accept_ToTwoMunicipalities_IsACaseOfEach()
    {
        await using var house = await WayHouse.StartAsync();
        var iecava = house.Get<SocialWorkflows.Functions.Municipalities.MunicipalityDirectory>().Get("iecava").Pack.Institution.Email;
        var mail = Residents.Application("both", At);

        await house.OpenCaseAsync(mail with { To = [.. mail.To, new MailAddress(null, iecava)] });

        var theirs = (await house.Intake.ListAsync("iecava", null, CancellationToken.None)).ShouldHaveSingleItem();
        theirs.Disposition.ShouldBe(Dispositions.NewCase);
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem().IntakeId.ShouldNotBe(theirs.IntakeId);
    }

    private static MailAttachment Attachment => new() { FileName = "x.asice", ContentType = "application/zip", Content = default, PartNumber = "1" };

    private static SignatureReport Report(string country, string code) => new()
    {
        File = "x.asice",
        Container = "ASiC-E",
        Verdict = ContainerVerdict.TotalPassed,
        Files = [new InspectedFile("a.pdf", Covered: true, null)],
        Signatures =
        [
            new SignatureResult
            {
                Indication = Indication.TotalPassed,
                Format = "XAdES",
                Qualification = SignatureQualification.QESig,
                HasTrustedTimeStamp = true,
                CoveredFiles = ["a.pdf"],
                Signer = new Signer("Vārds Uzvārds", "Vārds", "Uzvārds", code, country, null, SignerKind.NaturalPerson),
            },
        ],
    };
}
