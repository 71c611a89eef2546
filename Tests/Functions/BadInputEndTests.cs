using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>More of the list of bad inputs through the whole product: letters.</summary>
public sealed partial class BadInputEndTests
{
    private const string OurServer = "mx.smiltene.example";

    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task B11_AnswerToACaseClosedThreeYearsAgo_OnTheListWithItsCaseAndTheSenderTold()
    {
        await using var house = await StartAsync();
        var reference = await WayTests.ClosedAsync(house, "old");
        var receipt = house.Sender.Left[0];
        house.Time.Advance(TimeSpan.FromDays(3 * 365));
        house.Deliver(Residents.Letter("years-later", house.Now) with { To = [receipt.ReplyTo!], InReplyTo = receipt.MessageId, Subject = "Re: " + receipt.Subject, Text = "Vai aprūpe turpinās?" });

        await house.SettleAsync();

        var row = await house.RowOfAsync("years-later@residents.example");
        (row.Disposition, row.Reason, row.CaseId).ShouldBe((Dispositions.Review, "case-closed", null));
        (await house.StateAsync(reference)).Messages.ShouldBeEmpty();
        var answer = house.Sender.Left[^1];
        answer.InReplyTo.ShouldBe("years-later@residents.example");
        answer.Text.ShouldContain(row.Number);
        answer.Text.ShouldNotContain((await house.StateAsync(reference)).Registration!.Number);
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        (await browser.ReadAsync($"/review/{row.IntakeId}")).ShouldContain((await house.StateAsync(reference)).Registration!.Number);
    }

    /// <summary>Gone, closed or somebody else's: whoever tries addresses learns nothing from the answer.</summary>
    [Fact]
    public async Task B11_B13_AddressOfACaseThatIsGoneAndOfOneThatIsThere_GetTheSameAnswer()
    {
        await using var house = await StartAsync();
        await house.OpenCaseAsync(Residents.Application("target", At));
        var there = house.Sender.Left[0].ReplyTo!;
        var gone = new MailAddress(null, CaseAddress.Create(Residents.Mailbox, "c-gone", new byte[32]));

        house.Deliver(Residents.Letter("hit", At) with { From = new MailAddress(null, "a@uzbrucejs.example"), To = [there] });
        house.Deliver(Residents.Letter("miss", At) with { From = new MailAddress(null, "b@uzbrucejs.example"), To = [gone] });
        await house.SettleAsync();

        var answers = house.Sender.Left.Where(m => m.To[0].Address.EndsWith("@uzbrucejs.example", StringComparison.Ordinal)).ToList();
        answers.Count.ShouldBe(2);
        answers.Select(a => NumberOf().Replace(a.Subject + a.Text, "N")).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task B13_AHundredAndTwentyGuesses_TheSenderIsSlowedAndAnsweredOnce()
    {
        await using var house = await StartAsync();
        var stranger = new MailAddress(null, "minetajs@uzbrucejs.example");
        for (var i = 0; i < 120; i++)
        {
            house.Deliver(Residents.Letter($"guess-{i}", At) with { From = stranger, To = [new MailAddress(null, CaseAddress.Create(Residents.Mailbox, $"c{i}", new byte[32]))], Text = $"{i}" });
        }

        await house.SettleAsync();

        var rows = await house.Intake.ListAsync("smiltene", null, CancellationToken.None);
        rows.ShouldAllBe(r => r.Disposition == Dispositions.Review && r.Reason == "case-unknown" && r.CaseId == null);
        rows.Count(r => r.Lane == Lanes.Slow).ShouldBe(120 - Triage.UsualOfOneSender);
        house.Sender.Left.Count.ShouldBe(1);
        (await house.TasksAsync()).Count(t => t.Kind == "mail-flood").ShouldBe(1);
    }

    /// <summary>S/MIME that hides everything: the letter inside is nobody's yet, but nothing of it is lost and a person looks.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B20_SignedMail_WholeOrWithAFooterBehindIt_IsForAPersonAndTheSenderHears(bool isOpaque)
    {
        await using var house = await StartAsync();
        var inner = Encoding.UTF8.GetBytes("Content-Type: text/plain; charset=utf-8\r\n\r\nLūdzu aprūpi mājās.\r\n");
        var cms = Convert.ToBase64String(Sign(inner, isDetached: !isOpaque), Base64FormattingOptions.InsertLineBreaks);
        var head = $"From: <a@inbox.example>\r\nTo: <{Residents.Mailbox}>\r\nMessage-ID: <signed@residents.example>\r\nSubject: Iesniegums\r\nMIME-Version: 1.0\r\n";
        house.DeliverRaw("signed", Encoding.UTF8.GetBytes(isOpaque
            ? $"{head}Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n{cms}\r\n"
            : $"{head}Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=b\r\n\r\n--b\r\n{Encoding.UTF8.GetString(inner)}\r\n--b\r\n"
                + $"Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n{cms}\r\n--b--\r\nPārbaudīts ar vārtejas programmu.\r\n"));

        await house.SettleAsync();

        var row = await house.RowOfAsync("signed@residents.example");
        row.Disposition.ShouldBe(Dispositions.Review, row.Reason);
        house.Sender.Left.ShouldHaveSingleItem().Text.ShouldContain(row.Number);
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        (await browser.ReadAsync($"/review/{row.IntakeId}")).ShouldContain(isOpaque ? "smime.p7m" : "Lūdzu aprūpi mājās.");
    }

    [Theory]
    [InlineData("Content-Type: text/plain; charset=windows-1257\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nL=FBdzu pie=F0=EDirt apr=FBpi.")]
    [InlineData("Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nL=FBdzu pie=F0=EDirt apr=FBpi m=E2j=E2s.")]
    public async Task B25_LatvianUnderAnyLabel_StaffReadItRight(string part)
    {
        await using var house = await StartAsync();
        house.DeliverRaw("label", Encoding.ASCII.GetBytes($"From: <a@inbox.example>\r\nTo: <{Residents.Mailbox}>\r\nMessage-ID: <label@residents.example>\r\nSubject: x\r\nMIME-Version: 1.0\r\n{part}\r\n"));

        await house.SettleAsync();

        var row = await house.RowOfAsync("label@residents.example");
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        (await browser.ReadAsync($"/review/{row.IntakeId}")).ShouldContain("Lūdzu piešķirt aprūpi");
    }

    [Fact]
    public async Task B26_OnlyHtmlThatLoadsAndSends_IsShownWithoutAnyOfIt()
    {
        await using var house = await StartAsync();
        const string html = "<html><head><meta http-equiv=refresh content='0;url=https://x.example/'><link rel=stylesheet href=https://x.example/a.css></head><body><p>Lūdzu aprūpi.</p><script>fetch('https://x.example')</script><form action=https://x.example/><input name=pk></form><img src=https://x.example/p.gif width=1><img src='data:image/png;base64,AAAA'></body></html>";
        house.DeliverRaw("html", Encoding.UTF8.GetBytes($"From: <a@inbox.example>\r\nTo: <{Residents.Mailbox}>\r\nMessage-ID: <html@residents.example>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n"));

        await house.SettleAsync();

        var row = await house.RowOfAsync("html@residents.example");
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        var shown = await browser.ReadAsync($"/review/{row.IntakeId}/html");
        shown.ShouldContain("Lūdzu aprūpi.");
        foreach (var gone in new[] { "<script", "<form", "<input", "<img", "<link", "http-equiv=\"refresh\"", "src=", "data:" })
        {
            shown.ShouldNotContain(gone);
        }
    }

    /// <summary>An outsider's domain is honestly its own; the name is not.</summary>
    [Fact]
    public async Task B28_B31_OwnDomainPassesAndTheNameIsTheHeads_IsAnOutsiderAndStaffAreWarned()
    {
        await using var house = await StartAsync(services => services.Configure<SenderOptions>(o => o.TrustedServers.Add(OurServer)));
        var reference = await house.OpenCaseAsync(Residents.Application("case", At));
        var number = (await house.StateAsync(reference)).Registration!.Number;
        var mail = Residents.Letter("boss", At) with { From = new MailAddress(house.Person(Roles.Head).Name, "vaditaja@smiltenesnovads.lv.uzbrucejs.example"), Subject = $"Re: {number}", Text = "Steidzami nosūtiet man visus lietas dokumentus." };

        house.DeliverRaw("boss", [.. Encoding.ASCII.GetBytes($"Authentication-Results: {OurServer}; dmarc=pass\r\n"), .. MimeWriter.Write(mail)]);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        (row.Disposition, row.CaseId).ShouldBe((Dispositions.Review, null));
        (await house.StateAsync(reference)).Messages.ShouldBeEmpty();
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        var page = await browser.ReadAsync($"/review/{row.IntakeId}");
        page.ShouldContain(UiTexts.Latvian.Word("sender", "our-name-elsewhere"));
        page.ShouldContain(UiTexts.Latvian.Word("sender", "look-alike-domain"));
    }

    [Theory]
    [InlineData("balss.m4a", "00000018667479704D344120", "recording")]
    [InlineData("video.mp4", "000000186674797069736F6D", "recording")]
    [InlineData("balss.amr", "2321414D520A", "recording")]
    public async Task B74_RecordingOrHandwritingInPlaceOfALetter_IsKeptAndForAPerson(string name, string hex, string remark)
    {
        await using var house = await StartAsync();

        house.Deliver(Residents.Letter("voice", At) with { Subject = "", Text = "", Attachments = [new OutgoingAttachment(name, "application/octet-stream", Convert.FromHexString(hex)), new OutgoingAttachment("rokraksts.jpg", "image/jpeg", Pictures.Jpeg(3000, 4000, 900_000))] });
        await house.SettleAsync();

        var row = await house.RowOfAsync("voice@residents.example");
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "unsigned"));
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        var page = await browser.ReadAsync($"/review/{row.IntakeId}");
        page.ShouldContain(UiTexts.Latvian.Word("file", remark));
        page.ShouldContain("rokraksts.jpg");
    }

    private static Task<WayHouse> StartAsync(Action<IServiceCollection>? more = null) => WayHouse.StartAsync(configure: services =>
    {
        services.AddSingleton<IDemoCalendar>(new StillCalendar());
        more?.Invoke(services);
    });

    [GeneratedRegex("I-20[0-9]{2}/[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex NumberOf();

    private static byte[] Sign(byte[] content, bool isDetached)
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new CertificateRequest("CN=Anna Paraudziņa", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(At.AddDays(-1), At.AddYears(1));
        var cms = new SignedCms(new ContentInfo(content), isDetached);
        cms.ComputeSignature(new CmsSigner(certificate));
        return cms.Encode();
    }
}
