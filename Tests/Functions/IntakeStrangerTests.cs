using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Functions.IntakeLetters;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Forgers, strangers and other addresses of the family: what is filed, and what nobody is told.</summary>
public sealed class IntakeStrangerTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

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

    private static string WithoutOwnNumber(string text) => Regex.Replace(text, "I-2026/[0-9]+", "I-2026/N", RegexOptions.None, TimeSpan.FromSeconds(1));
}
