using Microsoft.Playwright;
using SocialWorkflows.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>People at the real page, from sign-in to a granted and to a refused case.</summary>
[Collection<TheDemoSite>]
public sealed class StaffWalkTests(DemoSite site)
{
    private const string Head = "Māra Lēmēja";
    private const string Worker = "Anna Piemēre-Ķīse";
    private const string Registrar = "Līga Paraudziņa";

    [Fact]
    public async Task Case_ApprovedByKeyboardSignedAndSent_IsGranted()
    {
        var head = await site.SignInAsync(Head);
        await DemoSite.ShootAsync(head, "01-board-head");
        await OpenCaseAsync(head, "Ķirse");
        await DemoSite.ShootAsync(head, "02-case-approval");

        await TabToAsync(head, "Apstiprināt");
        await head.Keyboard.PressAsync("Enter");
        await Expect(head.GetByText("Lēmums apstiprināts. Tagad tas jāparaksta.")).ToBeVisibleAsync();
        await head.GetByRole(AriaRole.Button, new() { Name = "Parakstīt šeit" }).WaitForAsync();
        await DemoSite.ShootAsync(head, "03-case-signing");
        await head.GetByRole(AriaRole.Button, new() { Name = "Parakstīt šeit" }).ClickAsync();
        await Expect(head.GetByText("Lēmums parakstīts.", new() { Exact = true })).ToBeVisibleAsync();

        var registrar = await site.SignInAsync(Registrar, new Uri(head.Url).AbsolutePath);
        await registrar.GetByLabel("Apliecinājums").FillAsync("RR123456789LV");
        await DemoSite.ShootAsync(registrar, "04-case-notice");
        await PressAsync(registrar, "Apstiprināt nosūtīšanu");
        await Expect(registrar.Locator(".notice")).ToHaveTextAsync("Nosūtīšana apstiprināta.");
        await Expect(registrar.GetByText("Rit apstrīdēšanas termiņš")).ToBeVisibleAsync();
        await Expect(registrar.Locator(".facts")).ToContainTextAsync("Piešķirts");
        await DemoSite.ShootAsync(registrar, "05-case-granted");
    }

    [Fact]
    public async Task Case_ProposedWithoutReason_IsRefusedBesideTheCardAndThenGoesThrough()
    {
        var worker = await site.SignInAsync(Worker);
        await OpenCaseAsync(worker, "Žīgurs");
        await worker.GetByLabel("Lēmums").SelectOptionAsync("refused");
        await worker.GetByLabel("Konstatētie fakti").FillAsync("<script>alert(1)</script> {{7*7}} =2+3 Persona dzīvo viena.");
        await worker.GetByLabel("Izvērtējums").FillAsync("Vajadzības var nodrošināt dzīvesvietā.");
        await PressAsync(worker, "Nodot apstiprināšanai");
        await Expect(worker.Locator(".now .card-message")).ToContainTextAsync("Tiesību norma");
        await worker.GetByLabel("Tiesību norma").FillAsync(WayHouse.Norm);
        await PressAsync(worker, "Nodot apstiprināšanai");
        await Expect(worker.Locator(".now .card-message")).ToContainTextAsync("Atteikuma iemesls");
        await Expect(worker.GetByLabel("Izvērtējums")).ToHaveValueAsync("Vajadzības var nodrošināt dzīvesvietā.");
        await DemoSite.ShootAsync(worker, "06-proposal-refused-by-rule");

        await worker.GetByLabel("Atteikuma iemesls").FillAsync("Aprūpi iespējams nodrošināt dzīvesvietā.");
        await worker.GetByLabel("Personas uzklausīšana").FillAsync("Uzklausīta apsekošanas laikā.");
        await PressAsync(worker, "Nodot apstiprināšanai");
        await Expect(worker.Locator(".notice")).ToHaveTextAsync("Priekšlikums nodots apstiprināšanai.");

        var head = await site.SignInAsync(Head, new Uri(worker.Url).AbsolutePath);
        await Expect(head.Locator(".now .card-face")).ToContainTextAsync("<script>alert(1)</script> {{7*7}} =2+3");
        await DemoSite.ShootAsync(head, "07-approval-of-refusal");
        await PressAsync(head, "Apstiprināt");
        await head.GetByRole(AriaRole.Button, new() { Name = "Parakstīt šeit" }).ClickAsync();
        await Expect(head.GetByText("Lēmums parakstīts.", new() { Exact = true })).ToBeVisibleAsync();

        var registrar = await site.SignInAsync(Registrar, new Uri(head.Url).AbsolutePath);
        await registrar.GetByLabel("Apliecinājums").FillAsync("RR987654321LV");
        await PressAsync(registrar, "Apstiprināt nosūtīšanu");
        await Expect(registrar.Locator(".notice")).ToHaveTextAsync("Nosūtīšana apstiprināta.");
        await Expect(registrar.Locator(".facts")).ToContainTextAsync("Atteikts");
        await DemoSite.ShootAsync(registrar, "08-case-refused");
    }

    [Fact]
    public async Task Card_SentByTwoPeopleAtOnce_IsOneDecisionAndTheOtherIsTold()
    {
        var first = await site.SignInAsync(Worker);
        await OpenCaseAsync(first, "Čakste");
        var second = await site.SignInAsync(Registrar, new Uri(first.Url).AbsolutePath);
        await FillIncomeAsync(first);
        await FillIncomeAsync(second);

        // In one moment: whoever is second hears who was first.
        await Task.WhenAll(PressAsync(first, "Saglabāt ienākumus"), PressAsync(second, "Saglabāt ienākumus"));
        await Expect(first.Locator(".notice, .card-message.stale").First).ToBeVisibleAsync();
        await Expect(second.Locator(".notice, .card-message.stale").First).ToBeVisibleAsync();
        var isFirst = await first.Locator(".notice").CountAsync() > 0;
        second = isFirst ? second : first;
        await Expect(second.Locator(".card-message.stale").First).ToContainTextAsync($"Šo soli jau izdarīja {(isFirst ? Worker : Registrar)}");
        (await second.Locator(".notice").CountAsync()).ShouldBe(0, "one decision");

        // The other cards of the second browser show the version before: stale, and the fresh card comes in their place.
        await second.GetByRole(AriaRole.Combobox, new() { Name = "Aprūpes līmenis" }).SelectOptionAsync("2");
        await second.GetByLabel("Konstatētais").First.FillAsync("Vajag palīdzību.");
        await PressAsync(second, "Saglabāt izvērtējumu");
        await Expect(second.Locator(".card-message.stale").First).ToContainTextAsync("Lieta pa šo laiku ir mainījusies.");
        await Expect(second.GetByLabel("Konstatētais").First).ToHaveValueAsync("Vajag palīdzību.");
        await DemoSite.ShootAsync(second, "09-decided-before-and-stale");
    }

    [Fact]
    public async Task Review_ClosedWithNote_LeavesTheList()
    {
        var registrar = await site.SignInAsync(Registrar, "/review");
        await DemoSite.ShootAsync(registrar, "10-review");
        var rows = registrar.Locator("tbody tr");
        var before = await rows.CountAsync();
        await registrar.GetByRole(AriaRole.Link, new() { Name = "Atvērt vēstuli" }).First.ClickAsync();
        await DemoSite.ShootAsync(registrar, "11-review-message");
        await registrar.GetByLabel("Ko izdarījāt ar šo vēstuli").FillAsync("Piezvanīju un paskaidroju, kā parakstīt.");
        await registrar.GetByRole(AriaRole.Button, new() { Name = "Slēgt" }).ClickAsync();

        await Expect(registrar.Locator(".notice")).ToHaveTextAsync("Ieraksts slēgts.");
        (await rows.CountAsync()).ShouldBe(before - 1);
    }

    [Fact]
    public async Task Places_CountedByTheRegistrar_FreePlacesFollowAndTheNoteIsNeeded()
    {
        var registrar = await site.SignInAsync(Registrar, "/places");
        var facility = registrar.Locator("section.panel", new() { HasText = "Specializētās darbnīcas „Kārkli”" });
        await Expect(facility.Locator("dl")).ToContainTextAsync("11");
        await facility.GetByLabel("Cik vietu aizņem").FillAsync("9");
        await facility.GetByPlaceholder("Pēc kā zināms").FillAsync("Pēc iestādes saraksta.");
        await facility.GetByRole(AriaRole.Button).ClickAsync();

        await Expect(registrar.Locator(".notice")).ToHaveTextAsync("Vietu skaits saglabāts.");
        await Expect(facility.Locator("dl div", new() { HasText = "Brīvas" })).ToContainTextAsync("2");
        await Expect(facility).ToContainTextAsync("Līga Paraudziņa");
        await DemoSite.ShootAsync(registrar, "14-places");
    }

    [Fact]
    public async Task Search_WithoutDiacritics_FindsTheCaseAndKeepsTheNameOutOfTheAddress()
    {
        var page = await site.SignInAsync(Worker);
        await page.GetByLabel("Meklēt pēc numura").FillAsync("sNore IEVA");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("Ieva Šņore");
        page.Url.ShouldNotContain("nore", Case.Insensitive);
    }

    [Fact]
    public async Task Page_InEnglish_KeepsTheChoice()
    {
        var page = await site.SignInAsync(Worker);
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch to English" }).ClickAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Cases");
        await OpenCaseAsync(page, "Ērglis");
        await Expect(page.GetByText("Written notice").First).ToBeVisibleAsync();
        await DemoSite.ShootAsync(page, "12-case-english");
    }

    [Fact]
    public async Task Letter_Viewed_IsShownAsPdfInItsFrame()
    {
        var page = await site.SignInAsync(Worker);
        await OpenCaseAsync(page, "Ērglis");
        await page.GetByRole(AriaRole.Link, new() { Name = "Skatīt: Parakstītais lēmums" }).ClickAsync();

        var response = await page.APIRequest.GetAsync(site.Address + await page.Locator("iframe").GetAttributeAsync("src"));
        response.Headers["content-type"].ShouldBe("application/pdf");
        response.Headers["content-security-policy"].ShouldContain("default-src 'none'");
        response.Headers["x-content-type-options"].ShouldBe("nosniff");
        await DemoSite.ShootAsync(page, "13-letter");
    }

    private static async Task FillIncomeAsync(IPage page)
    {
        await page.GetByLabel("Mājsaimniecības ienākumi mēnesī").FillAsync("312,50");
        await page.GetByLabel("Personas mājsaimniecībā").FillAsync("2");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Statuss" }).SelectOptionAsync("none");
        var card = page.Locator(".card", new() { HasText = "Ienākumu izvērtējums" });
        await card.GetByLabel("Konstatētais").FillAsync("Alga un pensija.");
    }

    private static async Task OpenCaseAsync(IPage page, string surname)
    {
        await page.GotoAsync("/?tab=all");
        await page.Locator("tr", new() { HasText = surname }).GetByRole(AriaRole.Link).ClickAsync();
        await page.Locator("#timeline").WaitForAsync();
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

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

[CollectionDefinition]
public sealed class TheDemoSite : ICollectionFixture<DemoSite>;
