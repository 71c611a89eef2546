using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Reports;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Bounces and receipts: which mail they speak of and why.</summary>
public sealed class ReportTests
{
    [Theory]
    [InlineData("failed", "5.1.1", true, BounceCause.Address)]
    [InlineData("failed", "5.2.2", true, BounceCause.Mailbox)]
    [InlineData("failed", "4.4.7", true, BounceCause.Route)]
    [InlineData("failed", "5.3.4", true, BounceCause.Size)]
    [InlineData("failed", "5.7.1", true, BounceCause.Refused)]
    [InlineData("failed", "", true, BounceCause.Unknown)]
    [InlineData("delayed", "4.4.1", false, BounceCause.Route)]
    [InlineData("delivered", "2.0.0", false, BounceCause.Unknown)]
    [InlineData("relayed", "2.1.5", false, BounceCause.Address)]
    public void B07_DeliveryStatus_SaysWhichMailAndWhy(string action, string status, bool isFinal, BounceCause cause)
    {
        var bounce = BounceReport.Of(RawMail.Read(Bounce(action, status))).ShouldNotBeNull();

        (bounce.IsFinal, bounce.Cause, bounce.Status).ShouldBe((isFinal, cause, status));
        bounce.OriginalIds.ShouldBe(["abc@smiltene.example"]);
    }

    [Fact]
    public void B07_OnlyHeadersReturned_GivesTheId() => OriginalIds.Of(RawMail.Read(
        Bounce("failed", "5.1.1").Replace("message/rfc822", "text/rfc822-headers", StringComparison.Ordinal))).ShouldBe(["abc@smiltene.example"]);

    [Fact]
    public void B07_BounceInTheServersOwnWords_GivesTheIdFromTheText()
    {
        var bounce = BounceReport.Of(RawMail.Read(
            "Return-Path: <>\nFrom: MAILER-DAEMON@x.example\nSubject: failure notice\n\nHi. I wasn't able to deliver your message.\n<a@b.example>: no mailbox\n\n--- Below is a copy\n\nMessage-ID: <abc@smiltene.example>\nSubject: x\n")).ShouldNotBeNull();

        bounce.IsFinal.ShouldBeTrue();
        bounce.OriginalIds.ShouldBe(["abc@smiltene.example"]);
    }

    [Fact]
    public void B08_ReadReceipt_SpeaksOfTheMailThatWasRead()
    {
        var mail = RawMail.Read("From: a@b.lv\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nIzlasīts\n--b\n"
            + "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;a@b.lv\nOriginal-Message-ID: <abc@smiltene.example>\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n");

        MachineMail.Classify(mail).ShouldNotBeNull().Kind.ShouldBe(MachineMailKind.ReadReceipt);
        BounceReport.Of(mail).ShouldBeNull();
        OriginalIds.Of(mail).ShouldBe(["abc@smiltene.example"]);
    }

    [Fact]
    public void B08_OutlookRecall_IsAMachines()
    {
        var mail = RawMail.Read("From: a@b.lv\nSubject: Recall: Iesniegums\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
            + Convert.ToBase64String(new TnefDraft("IPM.Outlook.Recall").Write()));

        MachineMail.Classify(mail).ShouldBe(new MachineMailVerdict(MachineMailKind.Recall, "winmail.dat"));
    }

    [Fact]
    public void B08_OutlookVote_IsALetter() => MachineMail.Classify(RawMail.Read(
        "From: a@b.lv\nSubject: Apstiprināt: termiņš\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n" + Convert.ToBase64String(new TnefDraft().Body("Apstiprināt").Write()))).ShouldBeNull();

    [Fact]
    public void Of_PersonsMail_IsNoBounce() => BounceReport.Of(RawMail.WithHeader("References: <abc@smiltene.example>")).ShouldBeNull();

    [Fact]
    public void B04_FailedRecipientsHeader_IsADeliveryReport() =>
        MachineMail.Classify(RawMail.WithHeader("X-Failed-Recipients: a@b.lv")).ShouldNotBeNull().Kind.ShouldBe(MachineMailKind.DeliveryStatus);

    internal static string Bounce(string action, string status, string original = "abc@smiltene.example", string to = "soc.dienests@smiltenesnovads.lv") =>
        $"Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@inbox.example>\nTo: {to}\nSubject: Undelivered Mail Returned to Sender\nMessage-ID: <bounce-{action}-{status}-{original.Length}@inbox.example>\nDate: Mon, 8 Jun 2026 10:00:00 +0300\n"
        + "Auto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nNot delivered.\n--b\nContent-Type: message/delivery-status\n\n"
        + $"Reporting-MTA: dns; mx.inbox.example\n\nFinal-Recipient: rfc822; berta@inbox.example\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; 550 no\n\n--b\nContent-Type: message/rfc822\n\n"
        + $"From: soc.dienests@smiltenesnovads.lv\nMessage-ID: <{original}>\nSubject: x\n\nx\n--b--\n";
}
