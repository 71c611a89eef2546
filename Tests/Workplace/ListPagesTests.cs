using System.Text;
using Microsoft.Playwright;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>A list on the page of the running product: brought by one person, looked at by another, read by axe-core at every step.</summary>
[Collection<TheDemoSite>]
public sealed class ListPagesTests(DemoSite site)
{
    private const string Csv = "nr;vārds;uzvārds;e-pasts;adrese\n1;Anna;Ābele;anna.abele@pasts.example;\n2;Jānis;Ozols;;\"Izdomu iela 2\nSmiltene, LV-4729\"\n3;Zane;Liepa;nav;Izdomu iela 3\n4;;Bez;x@pasts.example;\n";

    [Fact]
    public async Task List_FromUploadToSecondLook_IsReadableForEverybody()
    {
        var page = await site.SignInAsync("Līga Paraudziņa", "/lists");
        await page.GetByLabel("Veids").SelectOptionAsync("christmas-parcel");
        await page.GetByLabel("Reize").FillAsync("2026, pārlūka tests");
        await page.GetByLabel("Kur un kad").FillAsync("Paciņas izsniedz kultūras centrā 12. decembrī no plkst. 10 līdz 16.");
        await page.GetByLabel("CSV fails").SetInputFilesAsync(new FilePayload { Name = "saraksts.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Csv) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Apskatīt" }).ClickAsync();
        await page.GetByText("Sarakstu apstiprina cita persona").WaitForAsync();

        (await page.GetByText("4.–5. rinda").CountAsync()).ShouldBe(0);
        (await page.GetByText("5. rinda, kolonna „e-pasts”: e-pasta adrese nav derīga").CountAsync()).ShouldBe(1);
        await DemoSite.ShootAsync(page, "60-list-preview");
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("");

        var path = new Uri(page.Url).AbsolutePath;
        var second = await site.SignInAsync("Māra Lēmēja", path);
        (await AccessibilityTests.ViolationsAsync(second)).ShouldBe("");
        await second.GetByLabel("Cik sūtījumu kopā").FillAsync("2");
        await second.GetByRole(AriaRole.Button, new() { Name = "Sūtīt" }).ClickAsync();
        await second.GetByRole(AriaRole.Alert).WaitForAsync();
        await DemoSite.ShootAsync(second, "61-list-wrong-count");
        (await AccessibilityTests.ViolationsAsync(second)).ShouldBe("");
        await second.GetByLabel("Cik sūtījumu kopā").FillAsync("3");
        await second.GetByRole(AriaRole.Button, new() { Name = "Sūtīt" }).ClickAsync();
        await second.GetByText("Saraksts apstiprināts").WaitForAsync();

        // The next working day of the demo lets Housekeeping go round.
        await second.GetByRole(AriaRole.Button, new() { Name = "Nākamā darbdiena" }).ClickAsync();
        await second.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await second.GotoAsync(path);
        await second.GetByRole(AriaRole.Link, new() { Name = "1. fails drukāšanai" }).WaitForAsync();
        await DemoSite.ShootAsync(second, "62-list-letters");
        (await AccessibilityTests.ViolationsAsync(second)).ShouldBe("");
    }
}
