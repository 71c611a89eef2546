using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>The auditor, the operator and a restricted case in a real browser; the walks of the roles that decide stand in <see cref="StaffWalkTests"/>.</summary>
[Collection<TheDemoSite>]
public sealed class RoleWalkTests(DemoSite site)
{
    private const string Auditor = "Rita Caurlūka";
    private const string Head = "Māra Lēmēja";
    private const string Worker = "Anna Piemēre-Ķīse";

    [Fact]
    public async Task Operator_SignsIn_SeesTasksOfMachinesAndNoResident()
    {
        var page = await site.SignInAsync("Uldis Mašīnists");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Uzdevumi");
        (await page.GetByRole(AriaRole.Navigation).First.GetByRole(AriaRole.Link).AllInnerTextsAsync()).ShouldBe(["Uzdevumi", "Sistēma", "Noteikumi", "Vēstules", "Informācija"], ignoreOrder: true);
        (await page.GotoAsync("/?tab=all"))!.Url.ShouldEndWith("/tasks");
        (await page.GotoAsync("/review"))!.Status.ShouldBe(403);
        await DemoSite.ShootAsync(page, "60-operator-refused");
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("");
    }

    [Fact]
    public async Task Auditor_SignsIn_ReadsACaseAndItsLooksAndHasNothingToPress()
    {
        var page = await site.SignInAsync(Auditor, "/?tab=all");
        await page.Locator("tbody th a").First.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kas skatījies" })).ToBeVisibleAsync();
        (await page.Locator("main").GetByRole(AriaRole.Button).CountAsync()).ShouldBe(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Visas apskates" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = Auditor }).First).ToBeVisibleAsync();
        await DemoSite.ShootAsync(page, "61-auditor-looks");
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("");
    }

    [Fact]
    public async Task B91_RestrictedCaseByKeyboardAndReader_HasNoViolationInAnyContrast()
    {
        var worker = await site.SignInAsync(Worker, "/?tab=all");
        await worker.Locator("tbody th a").Last.ClickAsync();
        var path = new Uri(worker.Url).AbsolutePath;
        await worker.Locator("details.other > summary").ClickAsync();
        var card = worker.Locator(".card", new() { HasText = "Kas drīkst redzēt lietu" });
        await card.GetByRole(AriaRole.Checkbox, new() { Name = "vardarbība" }).CheckAsync();
        await card.GetByLabel("Piezīme").FillAsync("Persona lūdza.");
        await card.GetByRole(AriaRole.Button, new() { Name = "Noteikt, kas drīkst redzēt" }).ClickAsync();
        await Expect(worker.Locator(".badge.restricted")).ToHaveTextAsync("Ierobežota: vardarbība");
        await DemoSite.ShootAsync(worker, "62-restricted-for-its-worker");

        var auditor = await site.SignInAsync(Auditor, path);
        await Expect(auditor.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("ir ierobežota");
        foreach (var (colours, forced) in new[] { (ColorScheme.Light, ForcedColors.None), (ColorScheme.Dark, ForcedColors.None), (ColorScheme.Light, ForcedColors.Active) })
        {
            await auditor.EmulateMediaAsync(new() { ColorScheme = colours, ForcedColors = forced });
            (await AccessibilityTests.ViolationsAsync(auditor)).ShouldBe("", $"{colours} {forced}");
        }

        await auditor.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ForcedColors = ForcedColors.None });
        await DemoSite.ShootAsync(auditor, "63-restricted-for-others");
        await auditor.GetByLabel("Kāpēc jums jāredz šī lieta").FocusAsync();
        await auditor.Keyboard.TypeAsync("Pārbaude pēc sūdzības.");
        await auditor.Keyboard.PressAsync("Tab");
        await auditor.Keyboard.PressAsync("Enter");
        await Expect(auditor.Locator(".badge.restricted")).ToBeVisibleAsync();

        var head = await site.SignInAsync(Head, "/tasks");
        var row = head.GetByRole(AriaRole.Row, new() { NameRegex = new("Ierobežotu lietu .* atvēra darbinieks", RegexOptions.None, TimeSpan.FromSeconds(1)) }).First;
        await DemoSite.ShootAsync(head, "64-head-is-told");
        await row.GetByRole(AriaRole.Textbox).FillAsync("Pamatoti.");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(head.Locator(".notice")).ToBeVisibleAsync();
        (await AccessibilityTests.ViolationsAsync(head)).ShouldBe("");
    }
}
