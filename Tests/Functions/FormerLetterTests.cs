using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Who answers our answer about a letter, or names its number: staff see that letter; the sender learns nothing.</summary>
public sealed class FormerLetterTests
{
    private const string Known = "/review/";

    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Review_AnswerToOurAnswer_ShowsTheFormerLetter()
    {
        await using var house = await StartAsync();
        var (first, answer) = await AnsweredAsync(house);

        var page = await PageOfAsync(house, Second() with { Subject = "Papildinājums", InReplyTo = answer.MessageId, From = new MailAddress(null, "cita.adrese@inbox.example") });

        page.ShouldContain($"href=\"{Known}{first.IntakeId}\"");
        page.ShouldContain(first.Number);
        page.ShouldContain("atbildot uz mūsu atbildi par to");
        page.ShouldNotContain("tas pats sūtītājs");
        house.Sender.Left.Count.ShouldBe(2);
        house.Sender.Left[1].Text.ShouldNotContain(first.Number + ".");
    }

    [Fact]
    public async Task Review_ThreadOfTwoLetters_ShowsBoth()
    {
        await using var house = await StartAsync();
        var (first, answer) = await AnsweredAsync(house);
        house.Deliver(Second("middle") with { InReplyTo = answer.MessageId });
        await house.SettleAsync();
        house.Time.Advance(TimeSpan.FromDays(1));
        var second = await house.RowOfAsync("middle@residents.example");

        var page = await PageOfAsync(house, Second() with { References = [first.MessageId, answer.MessageId!, house.Sender.Left[1].MessageId!] });

        page.ShouldContain($"{Known}{first.IntakeId}\"");
        page.ShouldContain($"{Known}{second.IntakeId}\"");
    }

    [Theory]
    [InlineData("first@inbox.example", true)]
    [InlineData("FIRST@inbox.example", true)]
    [InlineData("svesinieks@inbox.example", false)]
    public async Task Review_NumberInTheSubject_OnlyOfTheSameSender(string from, bool isShown)
    {
        await using var house = await StartAsync();
        var (first, _) = await AnsweredAsync(house);

        var page = await PageOfAsync(house, Second() with { Subject = $"Re: Vēstule {first.Number} saņemta", From = new MailAddress(null, from) });

        page.Contains($"{Known}{first.IntakeId}\"", StringComparison.Ordinal).ShouldBe(isShown);
        page.Contains("tās numurs tematā", StringComparison.Ordinal).ShouldBe(isShown);
    }

    [Fact]
    public async Task Review_NumberInAForgedLetter_ShowsNothing()
    {
        await using var house = await StartAsync(services => services.Configure<SenderOptions>(o => o.TrustedServers.Add("mx.smiltene.example")));
        var (first, _) = await AnsweredAsync(house);
        byte[] raw = [.. "Authentication-Results: mx.smiltene.example; dmarc=fail\r\n"u8, .. MimeWriter.Write(Second() with { Subject = first.Number })];
        house.DeliverRaw("second", raw);
        await house.SettleAsync();

        (await PageAsync(house, await house.RowOfAsync("second@residents.example"))).ShouldNotContain(first.IntakeId);
    }

    /// <summary>Answers and numbers of another municipality are unknown here, though both lie in one process.</summary>
    [Fact]
    public async Task Review_LetterOfAnotherMunicipality_IsNotShown()
    {
        await using var house = await StartAsync();
        house.Deliver(First() with { To = [new MailAddress(null, "soc.dienests@iecava.example")] });
        await house.SettleAsync();
        var elsewhere = (await house.Intake.ListAsync("iecava", null, CancellationToken.None)).ShouldHaveSingleItem();

        var page = await PageOfAsync(house, Second() with { Subject = $"Re: {elsewhere.Number}", InReplyTo = house.Sender.Left[0].MessageId });

        page.ShouldNotContain(elsewhere.IntakeId);
        page.ShouldNotContain("Iepriekšējās vēstules");
    }

    [Fact]
    public async Task Case_OpenedByASignedAnswer_NamesTheFormerLetterOnItsCardAndPage()
    {
        await using var house = await StartAsync();
        var (first, answer) = await AnsweredAsync(house);
        var reference = await house.OpenCaseAsync(Residents.Application("signed", house.Now) with { Subject = "Re: iesniegums", Text = "Nosūtu parakstītu.", InReplyTo = answer.MessageId });

        var received = (await house.StateAsync(reference)).Received!;
        received.FormerLetters.ShouldBe([first.Number]);
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        var page = WebUtility.HtmlDecode(await browser.ReadAsync($"/cases/{reference.CaseId}"));
        page.ShouldContain("Iepriekšējās vēstules");
        page.ShouldContain($"Sūtītājs jau rakstīja: {first.Number}.");
        (await house.Intake.FindAsync(first.IntakeId, CancellationToken.None))!.Disposition.ShouldBe(Dispositions.Review);
    }

    [Fact]
    public async Task Case_OpenedByAFirstLetter_NamesNone()
    {
        await using var house = await StartAsync();

        (await house.StateAsync(await house.OpenCaseAsync(Residents.Application("alone", At)))).Received!.FormerLetters.ShouldBeNull();
    }

    private static Task<WayHouse> StartAsync(Action<IServiceCollection>? configure = null) => WayHouse.StartAsync(
        settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["SignIn:Mode"] = "development" }, configure: configure);

    private static OutgoingMail First() => Residents.Letter("first", At) with { From = new MailAddress(null, "first@inbox.example"), Text = "Labdien! Man vajag palīdzību." };

    private static OutgoingMail Second(string id = "second") => Residents.Letter(id, At) with { From = new MailAddress(null, "first@inbox.example"), Text = "Te būs vēl kāds teikums." };

    /// <summary>An unsigned letter, and what its sender was answered.</summary>
    private static async Task<(IntakeRow Row, OutgoingMail Answer)> AnsweredAsync(WayHouse house)
    {
        house.Deliver(First());
        await house.SettleAsync();
        var row = await house.RowOfAsync("first@residents.example");
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "unsigned"));
        var answer = house.Sender.Left.ShouldHaveSingleItem();
        house.Time.Advance(TimeSpan.FromDays(1));
        return (row, answer);
    }

    private static async Task<string> PageOfAsync(WayHouse house, OutgoingMail mail)
    {
        house.Deliver(mail);
        await house.SettleAsync();
        return await PageAsync(house, await house.RowOfAsync(mail.MessageId));
    }

    private static async Task<string> PageAsync(WayHouse house, IntakeRow row)
    {
        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        return WebUtility.HtmlDecode(await browser.ReadAsync($"/review/{row.IntakeId}"));
    }
}
