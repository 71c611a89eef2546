using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>What the sources say is read on a page, each municipality its own.</summary>
[Collection<TheDemoSite>]
public sealed class InformationPageTests(DemoSite site)
{
    [Fact]
    public async Task Information_OfSmiltene_ShowsServicesBenefitsFiguresAndWhatIsOpen()
    {
        var page = await site.SignInAsync("Anna Piemēre-Ķīse");
        await page.GetByRole(AriaRole.Link, new() { Name = "Informācija" }).ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Ko par pakalpojumiem saka avoti");
        await Expect(page.Locator("section[aria-labelledby=services] summary")).ToHaveCountAsync(24);
        await Expect(page.Locator("section[aria-labelledby=benefits] summary")).ToHaveCountAsync(17);
        await Expect(page.Locator("section[aria-labelledby=benefits]")).ToContainTextAsync("Pārējie 14 nav izdomāti");
        await Expect(page.Locator("section[aria-labelledby=kind-funding]")).ToContainTextAsync("28\u00A0531 EUR");
        await Expect(page.Locator("section[aria-labelledby=kind-project]")).ToContainTextAsync("algotiem pagaidu sabiedriskajiem darbiem");
        await Expect(page.Locator("section[aria-labelledby=regulations] li")).ToHaveCountAsync(7);
        await page.GetByText("Patversmes pakalpojums", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByText("Ilgākais laiks mēnešos: 3")).ToBeVisibleAsync();
        await DemoSite.ShootAsync(page, "30-information");
    }

    [Fact]
    public async Task Information_OfKraslava_HasTheRulesOfEachFormerMunicipality()
    {
        var page = await site.SignInAsync("Skaidrīte Paraugvalde", "/information");
        await Expect(page.Locator("section[aria-labelledby=regulations]")).ToContainTextAsync("bijušā Krāslavas novada");

        await page.GetByRole(AriaRole.Link, new() { Name = "Bijušais Dagdas novads" }).ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=regulations]")).ToContainTextAsync("bijušā Dagdas novada");
        await Expect(page.Locator("section[aria-labelledby=regulations]")).Not.ToContainTextAsync("bijušā Krāslavas");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bijušā Aglonas novada daļa" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("noteikumi nav ievadīti");
    }

    [Fact]
    public async Task Information_OfIecava_NamesTheLegalSuccessorAndNoOtherRules()
    {
        var page = await site.SignInAsync("Ieva Iecavniece", "/information");

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Bauskas novada pašvaldība");
        await Expect(page.Locator("section[aria-labelledby=services]")).ToContainTextAsync("Tajā jānorāda: problēma un tās risināšanai vēlamais");
        (await page.GotoAsync("/information?rules=dagda"))!.Status.ShouldBe(404);
    }
}
