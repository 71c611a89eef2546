using System.Text;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Bad input through the whole product: where each message ends, and what its sender and the staff see of it.</summary>
public sealed class ExpectedEndTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task B01_EmptyLetterWithOnePhoto_IsKeptAndTheSenderIsAskedOnce()
    {
        await using var house = await WayHouse.StartAsync();

        var row = await EndOfAsync(house, Residents.Letter("photo", At) with { Subject = "", Text = "", Attachments = [new OutgoingAttachment("IMG_2034.jpg", "image/jpeg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 })] });

        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "unsigned"));
        house.Sender.Left.ShouldHaveSingleItem().To[0].Address.ShouldBe("berta@inbox.example");
    }

    [Theory]
    [InlineData("X-No-From: x")]
    [InlineData("From: <a@inbox.example>\nFrom: <b@inbox.example>")]
    [InlineData("From: <a@inbox.example>, <b@inbox.example>")]
    [InlineData("From: Jānis <>")]
    [InlineData("From: Grupa:;")]
    public async Task B02_NoOneSender_IsForAPersonAndNobodyIsAnswered(string from)
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("odd", RawMail.Bytes($"{from}\nTo: {Residents.Mailbox}\nMessage-ID: <odd@residents.example>\nSubject: Iesniegums\n\nLabdien!\n"));

        await house.SettleAsync();

        (await house.RowOfAsync("odd@residents.example")).Disposition.ShouldBe(Dispositions.Review);
        house.Sender.Left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Precedence: bulk")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("List-Id: <sarunas.example>")]
    [InlineData("Return-Path: <>")]
    [InlineData("Content-Type: multipart/report; report-type=disposition-notification; boundary=b")]
    [InlineData("Content-Type: text/calendar; method=REQUEST")]
    public async Task B04_B08_MachineMail_EndsAsMachineMailWithoutAnswer(string header)
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("machine", RawMail.Bytes($"{header}\nFrom: <a@inbox.example>\nTo: {Residents.Mailbox}\nMessage-ID: <machine@residents.example>\nSubject: Iesniegums\n\n--b\n\nEsmu atvaļinājumā.\n--b--\n"));

        await house.SettleAsync();

        (await house.RowOfAsync("machine@residents.example")).Disposition.ShouldBe(Dispositions.Machine);
        house.Sender.Left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Date: Thu, 1 Jan 1970 00:00:00 +0000")]
    [InlineData("Date: Tue, 19 Jan 2038 03:14:08 +1400")]
    [InlineData("X-No-Date: x")]
    public async Task B16_OddDate_OurTimeOfReceiptCounts(string date)
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("dated", RawMail.Bytes($"{date}\nFrom: <a@inbox.example>\nTo: {Residents.Mailbox}\nSubject: Iesniegums\n\nLabdien!\n"));

        await house.SettleAsync();

        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem().ReceivedAt.ShouldBe(At);
    }

    [Fact]
    public async Task B17_OurAddressOnlyInBcc_IsKeptAndTheAnswerGoesToTheSenderAlone()
    {
        await using var house = await WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Mail:Maildir:RecipientField"] = "Delivered-To" });
        var others = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"<iestade{i}@valsts.example>"));
        house.DeliverRaw("bcc", RawMail.Bytes($"Delivered-To: {Residents.Mailbox}\nFrom: <a@inbox.example>\nTo: {others}\nCc: <presei@zinas.example>\nMessage-ID: <bcc@residents.example>\nSubject: Sūdzība\n\nLabdien!\n"));

        await house.SettleAsync();

        (await house.RowOfAsync("bcc@residents.example")).Disposition.ShouldBe(Dispositions.Review);
        var answer = house.Sender.Left.ShouldHaveSingleItem();
        answer.To.ShouldHaveSingleItem().Address.ShouldBe("a@inbox.example");
    }

    [Theory]
    [InlineData("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m")]
    [InlineData("multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b")]
    public async Task B19_EncryptedMail_IsKeptForAPerson(string type)
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("secret", RawMail.Bytes($"From: <a@inbox.example>\nTo: {Residents.Mailbox}\nMessage-ID: <secret@residents.example>\nSubject: x\nMIME-Version: 1.0\nContent-Type: {type}\n\n--b\n\nx\n--b--\n"));

        await house.SettleAsync();

        (await house.RowOfAsync("secret@residents.example")).Disposition.ShouldBe(Dispositions.Review);
    }

    [Fact]
    public async Task B49_ZipWithAPasswordAndAZipInAZip_AreInTheCaseAndNamed()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Application("zips", At);

        var reference = await house.OpenCaseAsync(mail with
        {
            Attachments =
            [
                .. mail.Attachments,
                new OutgoingAttachment("slepens.zip", "application/zip", Encrypted(Zips.Of(("a.pdf", "%PDF-1.4"u8.ToArray())))),
                new OutgoingAttachment("dubults.zip", "application/zip", Zips.Of(("iekšā.zip", Zips.Of(("a.pdf", "%PDF-1.4"u8.ToArray()))))),
            ],
        });

        var files = (await house.StateAsync(reference)).Files;
        files.Single(f => f.Name == "slepens.zip").ShouldSatisfyAllConditions(f => f.Blocked.ShouldBeTrue(), f => f.Remarks.ShouldBe(["encrypted-archive"]));
        files.Single(f => f.Name == "dubults.zip").ShouldSatisfyAllConditions(f => f.Blocked.ShouldBeFalse(), f => f.Remarks.ShouldBe(["nested-archive"]));
    }

    [Theory]
    [InlineData("a.rar", "526172211A0701", "archive-not-opened")]
    [InlineData("a.7z", "377ABCAF271C", "archive-not-opened")]
    [InlineData("IMG_2034.heic", "00000018667479706865696300000000", "picture-to-convert")]
    [InlineData("balss.m4a", "00000018667479704D344120", "recording")]
    public async Task B55_B59_B74_FileThatNobodyCanOpenHere_IsNamedInTheCase(string name, string hex, string remark)
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Application("named", At);

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment(name, "application/octet-stream", Convert.FromHexString(hex))] });

        (await house.StateAsync(reference)).Files.Single(f => f.Name == name).Remarks.ShouldBe([remark]);
    }

    [Fact]
    public async Task B22_OutlookMessageBesideALetter_IsNamedForAPerson()
    {
        await using var house = await WayHouse.StartAsync();
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1024], .. Encoding.Unicode.GetBytes("__properties_version1.0")];
        var mail = Residents.Application("msg", At);

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, new OutgoingAttachment("vēstule.msg", "application/vnd.ms-outlook", ole)] });

        (await house.StateAsync(reference)).Files.Single(f => f.Name == "vēstule.msg").Remarks!.ShouldContain("outlook-message");
    }

    [Fact]
    public async Task B56_FourteenPhotosOfOneDocument_AreAllInTheCase()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Application("photos", At);
        var photos = Enumerable.Range(1, 14).Select(i => new OutgoingAttachment($"IMG_{i:0000}.jpg", "image/jpeg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, (byte)i }));

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, .. photos] });

        (await house.StateAsync(reference)).Files.Count(f => f.Name.StartsWith("IMG_", StringComparison.Ordinal)).ShouldBe(14);
    }

    [Fact]
    public async Task B58_ThreeHundredFilesOfOneName_AreAllKeptUnderTheirOwnIds()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Residents.Application("same", At);
        var same = Enumerable.Range(1, 300).Select(i => new OutgoingAttachment("dokuments.txt", "text/plain", Encoding.UTF8.GetBytes($"Lapa {i}")));

        var reference = await house.OpenCaseAsync(mail with { Attachments = [.. mail.Attachments, .. same] });

        var files = (await house.StateAsync(reference)).Files.Where(f => f.Name.Contains("dokuments", StringComparison.Ordinal)).ToList();
        (files.Count, files.Select(f => f.FileId).Distinct().Count()).ShouldBe((300, 300));
    }

    [Theory]
    [InlineData("Lūdzu ceļojumu uz Mēnesi", false)]
    [InlineData("Es vairs nevaru, negribu dzīvot", true)]
    [InlineData("Viņš mani piekāva, man ir bail", true)]
    public async Task B71_NothingWeHaveOrACry_APersonReadsItAndTheCryFirst(string text, bool urgent)
    {
        await using var house = await WayHouse.StartAsync();

        var row = await EndOfAsync(house, Residents.Letter("cry", At) with { Subject = "Palīdzība", Text = text });

        row.Disposition.ShouldBe(Dispositions.Review);
        row.Lane.ShouldBe(urgent ? Lanes.Urgent : Lanes.Usual);
        (await house.TasksAsync()).Count(t => t.Kind == "urgent-letter" && t.SubjectId == row.IntakeId).ShouldBe(urgent ? 1 : 0);
    }

    [Theory]
    [InlineData("Прошу предоставить услугу ухода на дому")]
    [InlineData("I would like to apply for home care")]
    [InlineData("Прошу надати послугу догляду вдома, дякую")]
    [InlineData("Lyudzu paleidzeibu sātā, asu vacs cylvāks")]
    public async Task B74_AnotherLanguage_SignedIsACaseAndUnsignedIsKept(string text)
    {
        await using var house = await WayHouse.StartAsync();

        var signed = await EndOfAsync(house, Residents.Application("signed", At) with { Subject = "", Text = text });
        var unsigned = await EndOfAsync(house, Residents.Letter("unsigned", At) with { Subject = "", Text = text });

        signed.Disposition.ShouldBe(Dispositions.NewCase);
        unsigned.Disposition.ShouldBe(Dispositions.Review);
    }

    [Fact]
    public async Task F22_MalwareInAFile_IsForAPersonAndNothingIsHandedOut()
    {
        await using var house = await WayHouse.StartAsync(scanner: new FakeScanner { Verdict = ScanVerdict.Infected });

        var row = await EndOfAsync(house, Residents.Application("virus", At));

        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "infected"));
        (await house.TasksAsync()).ShouldHaveSingleItem().Key.ShouldStartWith("infected:");
        house.Sender.Left.ShouldBeEmpty();
    }

    /// <summary>Fail closed: the application waits, staff are told once, and it goes on by itself.</summary>
    [Fact]
    public async Task F22_ScannerSilentForHours_EverythingWaitsAndGoesOn()
    {
        await using var house = await WayHouse.StartAsync(scanner: new FakeScanner { Verdict = ScanVerdict.Unavailable });
        house.Deliver(Residents.Application("waits", At));
        await house.MoveAsync(TimeSpan.FromHours(3));
        (await house.RowOfAsync("waits@residents.example")).Disposition.ShouldBe(Dispositions.Pending);
        (await house.TasksAsync()).ShouldHaveSingleItem().Key.ShouldStartWith("scanner:");

        house.Scanner.Verdict = ScanVerdict.Clean;
        await house.MoveAsync(TimeSpan.FromMinutes(6));

        (await house.RowOfAsync("waits@residents.example")).Disposition.ShouldBe(Dispositions.NewCase);
        (await house.TasksAsync()).ShouldBeEmpty();
    }

    /// <summary>Larger than the scanner reads: no wait without end, a person and the sender are told, and the file stays closed.</summary>
    [Fact]
    public async Task F22_FileTooLargeForTheScanner_IsForAPersonAndTheSenderHears()
    {
        await using var house = await WayHouse.StartAsync(scanner: new FakeScanner { Verdict = ScanVerdict.TooLarge });

        var row = await EndOfAsync(house, Residents.Application("huge", At));

        (row.Disposition, row.Reason, row.CaseId).ShouldBe((Dispositions.Review, "scan-limit", null));
        (await house.TasksAsync()).ShouldHaveSingleItem().Key.ShouldStartWith("scan-limit:");
        house.Sender.Left.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task F22_ScannerSilentForDays_IsForAPersonAndTheSenderHears()
    {
        await using var house = await WayHouse.StartAsync(
            scanner: new FakeScanner { Verdict = ScanVerdict.Unavailable },
            settings: new Dictionary<string, string?> { ["Scanner:RetryAfter"] = "01:00:00", ["Scanner:GiveUpAfter"] = "05:00:00" });
        house.Deliver(Residents.Application("never", At));
        await house.MoveAsync(TimeSpan.FromHours(4.5));
        (await house.RowOfAsync("never@residents.example")).Disposition.ShouldBe(Dispositions.Pending);

        await house.MoveAsync(TimeSpan.FromHours(2));

        var row = await house.RowOfAsync("never@residents.example");
        (row.Disposition, row.Reason, row.CaseId).ShouldBe((Dispositions.Review, "scanner", null));
        (await house.TasksAsync()).ShouldHaveSingleItem().Key.ShouldStartWith("unscanned:");
        house.Sender.Left.ShouldHaveSingleItem();
    }

    private static async Task<IntakeRow> EndOfAsync(WayHouse house, OutgoingMail mail)
    {
        house.Deliver(mail);
        await house.SettleAsync();
        return await house.RowOfAsync(mail.MessageId);
    }

    /// <summary>The flag of an encrypted entry in both headers of a zip with one file.</summary>
    private static byte[] Encrypted(byte[] zip)
    {
        zip[6] |= 1;
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        zip[directory + 8] |= 1;
        return zip;
    }
}
