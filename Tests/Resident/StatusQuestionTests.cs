using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Threads;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Resident;

/// <summary>„STATUSS SD-2026/17” by e-mail.</summary>
public sealed class StatusQuestionTests
{
    [Theory]
    [InlineData("STATUSS SD-2026/17", "", "SD-2026/17")]
    [InlineData("statuss sd-2026/17", "", "sd-2026/17")]
    [InlineData("Re: Statuss: Nr. SD-2026/17", "Labdien!\n\nPaldies,\nBerta Izdomātā", "SD-2026/17")]
    [InlineData("  STATUSS   SD-2026/17  ", "", "SD-2026/17")]
    [InlineData("Jautājums", "Statuss SD-2026/17", "SD-2026/17")]
    [InlineData("", "\n\n  STATUSS SD-2026/17\n\n> Iesniegums ir saņemts un reģistrēts.\n> Ar cieņu", "SD-2026/17")]
    [InlineData("Re: Iesniegums Nr. SD-2026/17 ir saņemts", "Statuss SD-2026/17\n\n2026. gada 8. jūnijā dienests rakstīja:\n> viss", "SD-2026/17")]
    [InlineData("STATUSS SD-2026/17", "--\nBerta Izdomātā\nIzdomu iela 1, dzīv. 5, tālr. 29000000", "SD-2026/17")]
    [InlineData("STATUSS 12345", "", "12345")]
    public void CodeOf_QuestionInItsForms_IsTheCode(string subject, string text, string code) =>
        StatusQuestion.CodeOf(Mail(subject, text)).ShouldBe(code);

    [Theory]
    [InlineData("Statuss", "")]
    [InlineData("Trūcīgas personas statuss 2026", "Lūdzu piešķirt.")]
    [InlineData("Statuss maznodrošinātai mājsaimniecībai", "Lūdzu piešķirt.")]
    [InlineData("STATUSS SD-2026/17", "Man nav ko ēst un nav naudas malkai, lūdzu palīdziet")]
    [InlineData("STATUSS SD-2026/17", "Es atsaucu iesniegumu")]
    [InlineData("STATUSS SD-2026/17", "Kad būs nauda?")]
    [InlineData("Statussēdis 12", "")]
    [InlineData("Statuss #1 vietā ar 2 # zīmēm un 3 vārdiem", "")]
    public void CodeOf_SomethingElse_IsForPeople(string subject, string text) => StatusQuestion.CodeOf(Mail(subject, text)).ShouldBeNull();

    [Fact]
    public void CodeOf_WithAFile_IsForPeople() => StatusQuestion.CodeOf(MimeReader.Read(MimeWriter.Write(Letter("q", "STATUSS SD-2026/17", "", "a@b.example") with
    {
        Attachments = [new OutgoingAttachment("izzina.pdf", "application/pdf", new byte[] { 1 })],
    }))).ShouldBeNull();

    [Fact]
    public async Task Question_FromTheCasesAddress_IsAnsweredWithThePagesWords()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        var number = (await house.StateAsync(reference)).Number!;
        var before = house.Sender.Left.Count;

        var row = await AskAsync(house, "q1", $"STATUSS {number}", ResidentHouse.Address);

        (row.Disposition, row.Reason, row.CaseId).ShouldBe((Dispositions.Machine, "status-asked", reference.CaseId));
        var mail = house.Sender.Left.Skip(before).ShouldHaveSingleItem();
        mail.To.Single().Address.ShouldBe(ResidentHouse.Address);
        foreach (var line in ResidentTexts.Latvian.Lines(ResidentStanding.Of(await house.StateAsync(reference))))
        {
            mail.Text.ShouldContain(line);
        }

        mail.AutoSubmitted.ShouldBe("auto-replied");
        (await house.StateAsync(reference)).OpenMessages.ShouldBeEmpty();
        await AskAsync(house, "q2", $"STATUSS {number}", ResidentHouse.Address);
        house.Sender.Left.Count.ShouldBe(before + 1);
        await house.MoveAsync(TimeSpan.FromHours(1));
        await AskAsync(house, "q3", $"STATUSS {number}", ResidentHouse.Address);
        house.Sender.Left.Count.ShouldBe(before + 2);
    }

    [Fact]
    public async Task Question_OfAStranger_IsTheSameForACaseAndForNone()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        var number = (await house.StateAsync(reference)).Number!;
        var version = (await house.ReadAsync(reference)).Version;

        var real = await AskAsync(house, "s1", $"STATUSS {number}", "one@other.example");
        var none = await AskAsync(house, "s2", "STATUSS SD-2026/999", "two@other.example");
        var odd = await AskAsync(house, "s3", "STATUSS 4711", "three@other.example");

        string[] answers = [.. new[] { "one", "two", "three" }.Select(w => house.Sender.To($"{w}@other.example").Single())
            .Zip([real, none, odd], (mail, row) => (mail.Subject + mail.Text + mail.Html).Replace(row.Number, "NR", StringComparison.Ordinal))];
        answers.Distinct().ShouldHaveSingleItem().ShouldNotContain(number);
        new[] { real, none, odd }.ShouldAllBe(r => r.Disposition == Dispositions.Machine && r.CaseId == null && r.Reason == "status-asked");
        (await house.ReadAsync(reference)).Version.ShouldBe(version);
        house.Sender.To(ResidentHouse.Address).Count(m => m.Subject.Contains("Par iesniegumu", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task Questions_GuessedByTheHundred_GetOneAnswerAnHour()
    {
        await using var house = await ResidentHouse.StartAsync();
        for (var i = 0; i < 100; i++)
        {
            house.Deliver(Letter($"g{i}", $"STATUSS SD-2026/{i}", "", "guess@other.example") with { Date = house.Now });
        }

        await house.SettleAsync();

        house.Sender.To("guess@other.example").Count().ShouldBe(1);
        (await house.Intake.ListAsync("smiltene", Dispositions.Machine, CancellationToken.None)).Count.ShouldBe(100);
    }

    private static async Task<IntakeRow> AskAsync(WayHouse house, string id, string subject, string from)
    {
        house.Deliver(Letter(id, subject, "", from) with { Date = house.Now });
        await house.SettleAsync();
        return await house.RowOfAsync($"{id}@residents.example");
    }

    private static MailMessage Mail(string subject, string text) => MimeReader.Read(MimeWriter.Write(Letter("q", subject, text, "a@b.example")));

    private static OutgoingMail Letter(string id, string subject, string text, string from) => Residents.Letter(id, new DateTimeOffset(2026, 6, 8, 8, 0, 0, TimeSpan.Zero)) with
    {
        From = new MailAddress(null, from),
        Subject = subject,
        Text = text.Length == 0 ? "\n" : text,
    };
}
