using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Mail of the web forms that a pack names: a person's letter, when our server vouches for it; nothing is ever sent to the program.</summary>
public sealed class WebFormTests
{
    private const string Form = "veidlapa@smiltenesnovads.lv";
    private const string OurServer = "mx.smiltene.example";
    private const string Automatic = "Auto-Submitted: auto-generated\n";

    private static DateTimeOffset At => DemoFolder.Beginning;

    [Theory]
    [InlineData(Automatic, "dmarc=pass", Dispositions.Review, "web-form")]
    [InlineData("Precedence: bulk\n", "dmarc=pass", Dispositions.Review, "web-form")]
    [InlineData("Return-Path: <>\n", "dmarc=pass", Dispositions.Review, "web-form")]
    [InlineData("X-Plain: x\n", "dmarc=pass", Dispositions.Review, "web-form")]
    [InlineData(Automatic, "dmarc=none", Dispositions.Machine, "autoreply")]
    [InlineData(Automatic, "dmarc=fail", Dispositions.Machine, "autoreply")]
    [InlineData("X-Plain: x\n", "dmarc=none", Dispositions.Review, "unsigned")]
    [InlineData("X-Plain: x\n", "dmarc=fail", Dispositions.Review, "sender-forged")]
    public async Task Letter_ThroughTheNamedForm_IsAPersonsWhenProvenAndNeverAnswered(string header, string result, string disposition, string reason)
    {
        await using var house = await StartAsync();

        house.DeliverRaw("form", Mail(header, result, Form, "Lūdzu piešķirt aprūpi mājās."));
        await house.SettleAsync();

        var row = await house.RowOfAsync("form@residents.example");
        (row.Disposition, row.Reason).ShouldBe((disposition, reason));
        house.Sender.Left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cita@smiltenesnovads.lv", At2026)]
    [InlineData(Form, "2027-01-01")]
    public async Task Letter_OfAnAddressNotNamedThatDay_IsAMachines(string from, string validFrom)
    {
        await using var house = await StartAsync(validFrom);

        house.DeliverRaw("form", Mail(Automatic, "dmarc=pass", from, "Lūdzu piešķirt aprūpi mājās."));
        await house.SettleAsync();

        (await house.RowOfAsync("form@residents.example")).Disposition.ShouldBe(Dispositions.Machine);
    }

    [Fact]
    public async Task Letter_OfDistressWithANullReturnPath_ReachesTheDutyOfficer()
    {
        await using var house = await StartAsync();

        house.DeliverRaw("form", Mail("Return-Path: <>\n" + Automatic, "dmarc=pass", Form, "Gribu izdarīt pašnāvību."));
        await house.SettleAsync();

        var row = await house.RowOfAsync("form@residents.example");
        (row.Lane, row.Reason).ShouldBe((Lanes.Urgent, "web-form"));
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "urgent-letter" && t.SubjectId == row.IntakeId);
        house.Sender.Left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Application_SignedAndUploadedInTheForm_IsACaseWithoutAnAddress()
    {
        await using var house = await StartAsync();
        var mail = Residents.Application("uploaded", At) with { From = new MailAddress("Veidlapa", Form), AutoSubmitted = "auto-generated" };
        house.DeliverRaw("uploaded", [.. System.Text.Encoding.ASCII.GetBytes($"Authentication-Results: {OurServer}; dmarc=pass\r\n"), .. MimeWriter.Write(mail)]);

        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        row.Disposition.ShouldBe(Dispositions.NewCase);
        (await house.StateAsync(new CaseRef("smiltene", row.CaseId!))).Received!.ReplyTo.ShouldBeEmpty();
        house.Sender.Left.ShouldBeEmpty();
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "no-address");
    }

    [Fact]
    public async Task StatusQuestion_ThroughTheForm_IsForAPerson()
    {
        await using var house = await StartAsync();

        house.DeliverRaw("form", Mail(Automatic, "dmarc=pass", Form, "STATUSS SD-2026/1"));
        await house.SettleAsync();

        (await house.RowOfAsync("form@residents.example")).Reason.ShouldBe("web-form");
        house.Sender.Left.ShouldBeEmpty();
    }

    /// <summary>Many people write through one form: none of them waits behind the others for that.</summary>
    [Fact]
    public async Task Triage_ManyLettersOfAForm_AreNoFlood()
    {
        await using var house = await StartAsync();
        var triage = house.Get<Triage>();
        var (form, other) = (Mail(Automatic, "dmarc=pass", Form, "Labdien!"), Mail("X-Plain: x\n", "dmarc=pass", "viens@inbox.example", "Labdien!"));
        TriageVerdict ofForm = null!, ofOther = null!;
        for (var i = 0; i <= Triage.UsualOfOneSender; i++)
        {
            ofForm = await triage.JudgeAsync("smiltene", form, CancellationToken.None);
            ofOther = await triage.JudgeAsync("smiltene", other, CancellationToken.None);
        }

        (ofForm.Lane, ofOther.Lane).ShouldBe((Lanes.Usual, Lanes.Slow));
    }

    [Theory]
    [InlineData("Veidlapa@smiltenesnovads.lv", "2026-01-01", "x", "$.webForms[0].address")]
    [InlineData("nav adrese", "2026-01-01", "x", "$.webForms[0].address")]
    [InlineData(Residents.Mailbox, "2026-01-01", "x", "$.webForms[0].address")]
    [InlineData(Form, "1026-01-01", "x", "$.webForms[0].validFrom")]
    [InlineData(Form, "2026-01-01", " ", "$.webForms[0].source")]
    public void Pack_WrongForm_StopsTheStartWithItsPath(string address, string validFrom, string source, string path)
    {
        using var packs = Packs(address, validFrom, source);

        Should.Throw<PackException>(() => MunicipalityDirectory.Load(packs.Root)).Message.ShouldContain(path);
    }

    private const string At2026 = "2026-01-01";

    private static async Task<WayHouse> StartAsync(string validFrom = At2026)
    {
        using var packs = Packs(Form, validFrom, "izdomāts testam");
        return await WayHouse.StartAsync(packs: packs.Root, configure: services => services.Configure<SenderOptions>(o => o.TrustedServers.Add(OurServer)));
    }

    private static PackCopy Packs(string address, string validFrom, string source)
    {
        var packs = new PackCopy();
        var doors = Path.Combine(packs.Root, "smiltene", "doors.json");
        File.WriteAllText(doors, "{ \"webForms\": [ { \"address\": \"" + address + "\", \"validFrom\": \"" + validFrom + "\", \"source\": \"" + source + "\" } ]," + File.ReadAllText(doors).TrimStart()[1..]);
        return packs;
    }

    private static byte[] Mail(string header, string result, string from, string text) => RawMail.Bytes(
        $"Authentication-Results: {OurServer}; {result}\n{header}From: Tīmekļa veidlapa <{from}>\nReply-To: <rakstitajs@inbox.example>\nTo: {Residents.Mailbox}\nMessage-ID: <form@residents.example>\nSubject: Forma\nContent-Type: text/plain; charset=utf-8\n\n{text}\n");
}
