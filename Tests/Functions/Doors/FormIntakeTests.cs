using System.Net;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Forms;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Doors;

/// <summary>Forms that come back signed.</summary>
public sealed class FormIntakeTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task B47_BlankFormCorrectlySigned_KeptAsNotFilled()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Letter(house, "blank", FormDocx.Write(Blank(house)));

        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        (row.Disposition, row.Reason, row.CaseId).ShouldBe((Dispositions.Review, "form-not-filled", null));
        house.Sender.Left.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FilledFormInsideAContainer_NamesTheServiceWhateverTheLetterSays(bool word)
    {
        await using var house = await WayHouse.StartAsync();
        var blank = word ? FormDocx.Write(Blank(house)) : FormOdt.Write(Blank(house));
        var mail = Letter(house, "filled", Filling.Of(blank, word)) with { Subject = "Sveiki", Text = "Sūtu veidlapu." };

        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        row.Disposition.ShouldBe(Dispositions.NewCase);
        var state = await house.StateAsync(new CaseRef("smiltene", row.CaseId!));
        state.ServiceId.ShouldBe("APR_MAJAS");
        state.Received!.Entry!.Note.ShouldBe("Netieku galā.");
    }

    /// <summary>As a resident does it: fetched from the page, filled in, signed, mailed.</summary>
    [Theory]
    [InlineData("pdf")]
    [InlineData("docx")]
    [InlineData("odt")]
    public async Task Form_FetchedFilledSignedAndMailed_IsACaseOfTheServiceWithItsAnswers(string format)
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = CounterBrowser.Anonymous(house);
        var blank = await (await browser.GetAsync($"/forms/smiltene/iesniegums.{format}")).Content.ReadAsByteArrayAsync();
        var filled = format == "pdf" ? await Filling.OfPdfAsync(blank) : Filling.Of(blank, word: format == "docx");
        var container = new AsiceSigner(Residents.Pki).Sign([Residents.Berta], [new DemoFile($"Iesniegums.{format}", "application/octet-stream", filled)], house.Now - TimeSpan.FromMinutes(10));
        var mail = Residents.Letter("form", At) with { Subject = "Sveiki", Text = "Sūtu veidlapu.", Attachments = [Residents.Signed(container)] };

        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId);
        row.Disposition.ShouldBe(Dispositions.NewCase, row.Reason);
        var state = await house.StateAsync(new CaseRef("smiltene", row.CaseId!));
        state.ServiceId.ShouldBe("APR_MAJAS");
        state.Received!.Entry!.Note!.ShouldStartWith("Netieku galā.");
        state.Files.Single(f => f.InsideOf is not null).ShouldSatisfyAllConditions(f => f.Name.ShouldBe($"Iesniegums.{format}"), f => f.Blocked.ShouldBeFalse(), f => f.Remarks.ShouldBeNull());
        house.Sender.Left.ShouldHaveSingleItem().To[0].Address.ShouldBe("berta@inbox.example");
    }

    [Fact]
    public async Task Forms_Published_ForEverybody()
    {
        await using var house = await WayHouse.StartAsync();
        using var browser = CounterBrowser.Anonymous(house);

        (await browser.ReadAsync("/forms")).ShouldContain("/forms/smiltene/iesniegums.pdf");
        foreach (var format in new[] { "pdf", "docx", "odt" })
        {
            var answer = await browser.GetAsync($"/forms/smiltene/iesniegums.{format}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, format);
            (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(1000, format);
        }

        (await browser.GetAsync("/forms/nowhere/iesniegums.pdf")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("/forms/smiltene/iesniegums.exe")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static BlankForm Blank(WayHouse house)
    {
        var pack = house.Get<MunicipalityDirectory>().Get("smiltene").Pack;
        return new BlankForm(pack.Institution, pack.Form!);
    }

    private static OutgoingMail Letter(WayHouse house, string id, byte[] form)
    {
        var container = new AsiceSigner(Residents.Pki).Sign([Residents.Berta], [new DemoFile("Iesniegums.docx", "application/octet-stream", form)], house.Now - TimeSpan.FromMinutes(10));
        return Residents.Letter(id, At) with { Attachments = [Residents.Signed(container)] };
    }
}
