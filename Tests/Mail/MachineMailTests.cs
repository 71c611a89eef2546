using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class MachineMailTests
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied (vacation)", MachineMailKind.AutoReply, "Auto-Submitted")]
    [InlineData("Auto-Submitted: Auto-Generated; x=y", MachineMailKind.AutoReply, "Auto-Submitted")]
    [InlineData("Precedence: Bulk", MachineMailKind.Bulk, "Precedence")]
    [InlineData("Precedence: auto_reply", MachineMailKind.AutoReply, "Precedence")]
    [InlineData("List-Id: <jaunumi.example.lv>", MachineMailKind.Bulk, "List-Id")]
    [InlineData("X-Auto-Response-Suppress: All", MachineMailKind.AutoReply, "X-Auto-Response-Suppress")]
    [InlineData("X-Autoreply: yes", MachineMailKind.AutoReply, "X-Autoreply")]
    [InlineData("Return-Path: <>", MachineMailKind.NullReturnPath, "Return-Path")]
    [InlineData("Content-Type: multipart/report; report-type=disposition-notification; boundary=b", MachineMailKind.ReadReceipt, "Content-Type")]
    [InlineData("Content-Type: text/calendar; method=REQUEST", MachineMailKind.Calendar, "Content-Type")]
    [InlineData("Content-Type: message/delivery-status", MachineMailKind.DeliveryStatus, "Content-Type")]
    public void Classify_MachineHeader_NamesKindAndHeader(string header, MachineMailKind kind, string decidedBy)
    {
        var body = header.Contains("boundary", StringComparison.Ordinal) ? "--b\n\nizlasīts\n--b\nContent-Type: message/disposition-notification\n\nDisposition: x\n--b--" : "x";

        MachineMail.Classify(RawMail.Read($"From: a@b.lv\n{header}\n\n{body}")).ShouldBe(new MachineMailVerdict(kind, decidedBy));
    }

    [Theory]
    [InlineData("Subject: Iesniegums")]
    [InlineData("Auto-Submitted: no")]
    [InlineData("X-Auto-Response-Suppress: None")]
    [InlineData("Return-Path: <a@b.lv>")]
    [InlineData("Content-Type: text/calendar; name=a.ics\nContent-Disposition: attachment")]
    public void Classify_PersonsMail_IsNull(string header) => MachineMail.Classify(RawMail.WithHeader(header)).ShouldBeNull();

    [Fact]
    public void Classify_CorpusBounces_AreDeliveryStatus()
    {
        foreach (var name in new[] { "MimeKit_bounce.txt", "MimeKit_delivery-status.txt" })
        {
            var mail = MimeReader.Read(File.ReadAllBytes(Path.Combine(Repository.MimeCorpus, name)));

            MachineMail.Classify(mail).ShouldNotBeNull().Kind.ShouldBe(MachineMailKind.DeliveryStatus, name);
        }
    }
}
