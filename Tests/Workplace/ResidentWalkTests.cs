using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SocialWorkflows.Mail;
using static Microsoft.Playwright.Assertions;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>A resident and the staff at the real product: from the mail in the outbox to the file on the case page.</summary>
[Collection<TheDemoSite>]
public sealed partial class ResidentWalkTests(DemoSite site)
{
    [Fact]
    public async Task Resident_WithAUsedLink_GetsANewOneHandsInAFileAndStaffSeeIt()
    {
        var before = Mails();
        var first = before.Last(m => Link().IsMatch(m.TextBody) && m.From[0].Address.Contains("smilten", StringComparison.Ordinal));
        var link = LinkIn(first);

        // The link of the sample mail may have ended with the calendar of the demo; opened or not, it is over now.
        await PressAsync(await site.OpenAsync(link), "Atvērt");
        var page = await site.OpenAsync(link, width: 360, height: 740);
        await PressAsync(page, "Atvērt");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Šī saite vairs neder");
        await PressAsync(page, "Sūtīt jaunu saiti");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Paldies!");
        var mail = Mails().Where(m => before.All(b => b.MessageId != m.MessageId)).ShouldHaveSingleItem();
        mail.To.Select(t => t.Address).ShouldBe(first.To.Select(t => t.Address));
        mail.TextBody.ShouldContain("Lūgta jauna saite");

        await page.GotoAsync(LinkIn(mail));
        await PressAsync(page, "Atvērt");
        var heading = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync();
        var number = Number().Match(heading!).Value;
        var file = Encoding.ASCII.GetBytes("%PDF-1.4 walk");
        site.LetScannerKnow(file);
        await page.GetByLabel("Izvēlieties failus").SetInputFilesAsync([new FilePayload { Name = "ienākumi.pdf", MimeType = "application/pdf", Buffer = file }]);
        await PressAsync(page, "Atsūtīt");
        await Expect(page.Locator(".done")).ToContainTextAsync("Mēs saņēmām Jūsu failus.");
        await DemoSite.ShootAsync(page, "50-resident-receipt");
        await PressAsync(page, "Aizvērt lapu");
        await page.GotoAsync("/status");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Šī saite vairs neder");

        var registrar = await site.SignInAsync("Līga Paraudziņa", "/?tab=all");
        await registrar.GetByRole(AriaRole.Link, new() { Name = number }).First.ClickAsync();
        var seen = registrar.GetByText("ienākumi.pdf").First;
        for (var i = 0; i < 60 && !await seen.IsVisibleAsync(); i++)
        {
            await registrar.ReloadAsync();
        }

        await Expect(seen).ToBeVisibleAsync();
        await Expect(registrar.GetByText("Iesniegts statusa lapā").First).ToBeVisibleAsync();
        await DemoSite.ShootAsync(registrar, "51-resident-file-seen-by-staff");
    }

    /// <summary>What lies in the outbox, oldest first.</summary>
    private List<MailMessage> Mails() => [.. site.Outbox.Select(path => MimeReader.Read(File.ReadAllBytes(path))).OrderBy(m => m.Date)];

    private static string LinkIn(MailMessage mail) => Link().Match(mail.TextBody).Groups["path"].Value;

    private static async Task PressAsync(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^" + button, RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    [GeneratedRegex("""https://statuss\.example(?<path>/status/[A-Za-z0-9_\-]+)""", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("""[A-Z]+-\d{4}/\d+""", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
