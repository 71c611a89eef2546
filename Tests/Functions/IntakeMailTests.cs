using System.Text;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>The same papers, the same ids and odd files: where their mail ends.</summary>
public sealed class IntakeMailTests
{
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
}
