using Microsoft.Playwright;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Letters.Templates;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>axe-core on what <see cref="EveryPageTests"/> does not open: pages as other roles see them, every case, every mail. No violation of WCAG 2.2 AA or of its best practices.</summary>
[Collection<TheDemoSite>]
public sealed class AccessibilityTests(DemoSite site)
{
    private const string Run = """
        async () => {
          const result = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return result.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | ')).join('\n');
        }
        """;

    [Theory]
    [InlineData("Līga Paraudziņa", "/duty")]
    [InlineData("Anna Piemēre-Ķīse", "/duty")]
    [InlineData("Māra Lēmēja", "/?tab=unassigned&late=risk")]
    [InlineData("Līga Paraudziņa", "/destruction")]
    [InlineData("Uldis Mašīnists", "/operator")]
    [InlineData("Māra Lēmēja", "/packs?file=smiltene/services.json")]
    [InlineData("Māra Lēmēja", "/handover")]
    [InlineData("Līga Paraudziņa", "/consultations")]
    [InlineData("Rita Caurlūka", "/packs?file=latvija/income.json&day=2024-05-01")]
    [InlineData("Skaidrīte Paraugvalde", "/information?rules=dagda")]
    [InlineData("Līga Paraudziņa", "/no-such-page")]
    public async Task Page_ReadByAxe_HasNoViolation(string person, string path) =>
        (await ViolationsAsync(await site.SignInAsync(person, path))).ShouldBe("");

    /// <summary>The HTML of every status e-mail, and of one that says several things, as a mail program shows it.</summary>
    [Fact]
    public async Task EveryStatusMail_ReadByAxe_HasNoViolation()
    {
        var page = await site.OpenAsync();
        foreach (var pack in TestPacks.All)
        {
            var templates = LetterTemplates.Compile(pack.Templates);
            var data = new StatusMailData { Number = "SD-2026/17", Institution = pack.Institution, Channel = pack.Channels[0] };
            var kinds = Enum.GetValues<StatusMailKind>();
            foreach (var mail in kinds.Select(k => StatusMail.Compose(templates, k, data)).Append(StatusMail.Compose(templates, kinds, data)))
            {
                await page.SetContentAsync(mail.Html);
                (await ViolationsAsync(page)).ShouldBe("", mail.Subject);
            }
        }
    }

    [Fact]
    public async Task SignInPage_ReadByAxe_HasNoViolation() => (await ViolationsAsync(await site.OpenAsync("/sign-in"))).ShouldBe("");

    [Theory]
    [InlineData("Anna Piemēre-Ķīse")]
    [InlineData("Māra Lēmēja")]
    public async Task EveryCase_ReadByAxe_HasNoViolation(string person)
    {
        var page = await site.SignInAsync(person, "/?tab=all");
        var links = await page.Locator("tbody th a").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");
        links.ShouldNotBeEmpty();
        foreach (var link in links)
        {
            await page.GotoAsync(link);
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            (await ViolationsAsync(page)).ShouldBe("", link);
        }
    }

    [Fact]
    public async Task Board_AtTwiceTheSize_NeedsNoSidewaysScrollingOfThePage()
    {
        var page = await site.OpenAsync("/sign-in", width: 640, height: 450);
        await page.GetByRole(AriaRole.Button, new() { Name = "Māra Lēmēja" }).ClickAsync();
        await page.GotoAsync("/?tab=all");

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        await DemoSite.ShootAsync(page, "20-board-200-percent");
    }

    internal static async Task<string> ViolationsAsync(IPage page)
    {
        Assert.SkipWhen(DemoSite.Axe is null, "axe-core is not installed; run Tests/install.");

        // The page's own policy forbids foreign scripts; the tool comes in through the debugger, which the policy does not bind.
        await page.EvaluateAsync(await File.ReadAllTextAsync(DemoSite.Axe!));
        return await page.EvaluateAsync<string>(Run);
    }
}
