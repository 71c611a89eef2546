using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>The registrar and the duty officer at the real page, from sign-in to the end of what is theirs.</summary>
[Collection<TheDemoSite>]
public sealed class OfficeWalkTests(DemoSite site)
{
    private const string Registrar = "Līga Paraudziņa";
    private const string Worker = "Anna Piemēre-Ķīse";

    /// <summary>A letter finds its case, an application its service and its social worker, and a decision its confirmed notice.</summary>
    [Fact]
    public async Task Registrar_SignsIn_RegistersAndConfirmsTheNoticeWithTheKeyboard()
    {
        var page = await site.SignInAsync(Registrar, "/?tab=all");
        await page.GetByLabel("Meklēt pēc numura").FillAsync("curkste");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.Locator("tbody th a").ClickAsync();
        await DemoSite.ShootAsync(page, "70-registrar-case");

        var card = page.Locator(".now .card").First;
        await card.GetByRole(AriaRole.Combobox).First.FocusAsync();
        await card.GetByRole(AriaRole.Combobox).First.SelectOptionAsync("APR_MAJAS");
        await TabToAsync(page, "Apstiprināt pakalpojumu");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".notice")).ToHaveTextAsync("Pakalpojums noteikts.");
        await Expect(page.Locator(".facts")).ToContainTextAsync(Worker);
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("");
        await DemoSite.ShootAsync(page, "71-registrar-registered");

        await page.GotoAsync("/?tab=all");
        await page.Locator("tr", new() { HasText = "Ūsele-Žagare" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.Locator("#timeline").WaitForAsync();
        await page.GetByLabel("Apliecinājums").FillAsync("Saņemta atbilde no e-pasta.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apstiprināt nosūtīšanu", Exact = true }).First.ClickAsync();
        await Expect(page.Locator(".notice")).ToHaveTextAsync("Nosūtīšana apstiprināta.");
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("");
        await DemoSite.ShootAsync(page, "72-registrar-notice");
    }

    /// <summary>Somebody falls ill: the duty officer writes it down, sees what will be late, passes it on, and the colleague comes back.</summary>
    [Fact]
    public async Task DutyOfficer_SignsIn_EntersAnAbsencePassesALateCaseOnAndEndsIt()
    {
        var page = await site.SignInAsync(Registrar, "/duty");
        var shown = Regex.Match(await page.Locator(".demo p").InnerTextAsync(), @"\d{2}\.\d{2}\.\d{4}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        var today = DateOnly.ParseExact(shown, "dd.MM.yyyy", CultureInfo.InvariantCulture);
        await page.GetByLabel("Kurš").SelectOptionAsync("sm-darbiniece");
        await page.GetByLabel("No", new() { Exact = true }).FillAsync(Iso(today));
        await page.GetByLabel("Līdz (ieskaitot)").FillAsync(Iso(today.AddDays(30)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Ierakstīt" }).ClickAsync();
        await Expect(page.Locator(".notice")).ToBeVisibleAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("prombūtnē, neviens neaizvieto");
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("");
        await DemoSite.ShootAsync(page, "73-duty-forecast");

        var give = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Nodot: ", RegexOptions.None, TimeSpan.FromSeconds(1)) }).First;
        await give.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Lieta nodota citam darbiniekam");
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("");
        await DemoSite.ShootAsync(page, "74-duty-passed-on");

        await page.GetByRole(AriaRole.Button, new() { Name = $"{Worker} ir atpakaļ" }).ClickAsync();
        await Expect(page.Locator(".notice")).ToBeVisibleAsync();
        await Expect(page.Locator("main")).Not.ToContainTextAsync("prombūtnē, neviens neaizvieto");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task TabToAsync(IPage page, string button)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.textContent.trim()") == button)
            {
                return;
            }
        }

        Assert.Fail($"The keyboard does not reach the button '{button}'.");
    }
}
