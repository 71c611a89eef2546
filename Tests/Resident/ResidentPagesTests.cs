using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Resident;

/// <summary>Every page and state that a resident can meet, in a real browser: read by axe-core, on a telephone, enlarged, in forced colours and by keyboard.</summary>
public sealed class ResidentPagesTests(ResidentSite site) : IClassFixture<ResidentSite>
{
    private const string SidewaysScroll = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    /// <summary>Nothing that can be read or pressed sticks out of the page or is cut off by its own box.</summary>
    private const string CutOff = """
        () => [...document.querySelectorAll('main *')].filter(e => {
          const box = e.getBoundingClientRect();
          return box.width > 0 && (box.right > document.documentElement.clientWidth + 1 || box.left < -1
            || (e.tagName !== 'INPUT' && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'));
        }).map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 40)).join('\n')
        """;

    /// <summary>Each control has an edge, and what is told stands in a frame, also where the colours are the reader's own. A tick box is the browser's.</summary>
    private const string WithoutEdge = """
        () => [...document.querySelectorAll('button, input:not([type=hidden], [type=checkbox]), .done, .problem, .standing')].filter(e => {
          const style = getComputedStyle(e);
          return parseFloat(style.borderLeftWidth) < 2 || style.borderLeftStyle === 'none';
        }).map(e => e.tagName + '.' + e.className).join('\n')
        """;

    [Fact]
    public async Task EveryState_InTheBrowser_ReadsWellAndFitsEverywhere()
    {
        await site.OpenCaseAsync("states");
        var link = ResidentHouse.LastLink(site.House);
        var page = await site.OpenAsync(link);
        await CheckAsync(page, "30-link");

        await PressAsync(page, "Atvērt");
        await CheckAsync(page, "31-status");

        await page.GetByLabel("Izvēlieties failus").SetInputFilesAsync([File("programma.pdf", "MZ" + new string('\0', 200))]);
        await PressAsync(page, "Atsūtīt");
        await CheckAsync(page, "32-files-refused");

        await page.GetByLabel("Izvēlieties failus").SetInputFilesAsync([File("izzina.pdf", "%PDF-1.4 izzina")]);
        await PressAsync(page, "Atsūtīt");
        await CheckAsync(page, "33-files-receipt");

        await page.GotoAsync("/status/withdraw");
        await CheckAsync(page, "34-withdraw");
        await page.EvaluateAsync("document.querySelectorAll('[required]').forEach(e => e.required = false)");
        await PressAsync(page, "Atsaukt iesniegumu");
        await CheckAsync(page, "35-withdraw-unconfirmed");
        await page.GetByLabel("Jā, es vēlos atsaukt iesniegumu").CheckAsync();
        await PressAsync(page, "Atsaukt iesniegumu");
        await CheckAsync(page, "36-withdraw-receipt");

        await page.GotoAsync("/status/contact");
        await CheckAsync(page, "37-contact");
        await page.EvaluateAsync("document.querySelectorAll('[type=email]').forEach(e => e.type = 'text')");
        await page.GetByLabel("Jaunais e-pasts").FillAsync("nav adrese");
        await PressAsync(page, "Lūgt mainīt e-pastu");
        await CheckAsync(page, "38-contact-refused");
        await page.GetByLabel("Jaunais e-pasts").FillAsync("jauna@inbox.example");
        await PressAsync(page, "Lūgt mainīt e-pastu");
        await CheckAsync(page, "39-contact-asked");
        await page.GotoAsync("/status/contact");
        await CheckAsync(page, "40-contact-waits");

        await page.GotoAsync("/status");
        await PressAsync(page, "Aizvērt lapu");
        await CheckAsync(page, "41-left");
        // The page is left; the link is used.
        await page.GotoAsync("/status");
        await CheckAsync(page, "42-no-page");
        await page.GotoAsync(link);
        await PressAsync(page, "Atvērt");
        await CheckAsync(page, "43-link-used");
        await PressAsync(page, "Sūtīt jaunu saiti");
        await CheckAsync(page, "44-link-asked");
        await page.GotoAsync("/status/problem/400");
        await CheckAsync(page, "45-problem");
    }

    [Fact]
    public async Task EveryStage_InTheBrowser_ReadsWellAndFitsEverywhere()
    {
        var reference = await site.OpenCaseAsync("stages");
        await site.House.ReviewAsync(reference, "IENAKUMI");
        var page = await site.OpenAsync(ResidentHouse.LastLink(site.House));
        await PressAsync(page, "Atvērt");
        await CheckAsync(page, "46-status-waits-for-you");
        await page.GotoAsync("/status/contact");
        await CheckAsync(page, "46-contact-by-post");

        reference = await site.OpenCaseAsync("decided");
        await page.GotoAsync(ResidentHouse.LastLink(site.House));
        await PressAsync(page, "Atvērt");
        await site.House.ReviewAsync(reference);
        await site.House.AssessAsync(reference);
        await site.House.ProposeAsync(reference);
        await site.House.DoAsync(reference, SocialWorkflows.Casework.Cases.Commands.Verbs.Approve);
        await site.House.SignAsync(reference);
        await site.House.ConfirmNoticeAsync(reference);
        await page.ReloadAsync();
        await CheckAsync(page, "47-status-sent");
        await page.GotoAsync("/status/withdraw");
        await CheckAsync(page, "48-withdraw-impossible");
    }

    [Fact]
    public async Task StatusPage_ByKeyboard_ReachesEverythingInOrderWithAVisibleFocus()
    {
        await site.OpenCaseAsync("keyboard");
        var page = await site.OpenAsync(ResidentHouse.LastLink(site.House), width: 360, height: 740);
        (await TabsAsync(page, 2)).ShouldBe(["Uz saturu", "Atvērt"]);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/status");

        string[] phones = ["+371 64707865", "+371 26362282"];
        (await TabsAsync(page, 11)).ShouldBe(["Uz saturu", "In English", "files", "Atsūtīt", "Atsaukt iesniegumu", "Mainīt adresi", .. phones, .. phones, "Aizvērt lapu"]);
        await page.GotoAsync("/status");
        (await TabsAsync(page, 5))[^1].ShouldBe("Atsaukt iesniegumu");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/status/withdraw");
        (await TabsAsync(page, 2)).ShouldBe(["Uz saturu", "sure"]);
        await page.Keyboard.PressAsync("Space");
        (await TabsAsync(page, 1)).ShouldBe(["Atsaukt iesniegumu"]);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Mēs saņēmām Jūsu lūgumu.").WaitForAsync();

        // What happened is where the reader stands, in focus and in the title.
        await Assertions.Expect(page.Locator(".done")).ToBeFocusedAsync();
        (await page.TitleAsync()).ShouldStartWith("Lūgums saņemts");
        await page.GotoAsync("/status");
        (await TabsAsync(page, 1)).ShouldBe(["Uz saturu"]);
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");
    }

    private static FilePayload File(string name, string content) => new() { Name = name, MimeType = "application/pdf", Buffer = Encoding.Latin1.GetBytes(content) };

    private static async Task PressAsync(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^" + button, RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    /// <summary>Presses Tab so often; what has the focus each time, which must be seen.</summary>
    private static async Task<List<string>> TabsAsync(IPage page, int times)
    {
        List<string> stops = [];
        await LoopbackBrowser.DrawnAsync(page);
        for (var i = 0; i < times; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            stops.Add(await page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.firstChild.textContent.trim()"));
            (await page.EvaluateAsync<bool>("""
                () => {
                  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
                  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.top >= 0 && box.bottom <= innerHeight;
                }
                """)).ShouldBeTrue(stops[^1]);
        }

        return stops;
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("", name);
        await DemoSite.ShootAsync(page, name);

        // A telephone; twice the size on a small screen, which is 320 wide at four times; text alone twice as large.
        foreach (var (width, height, text, shot) in new[] { (360, 740, "", "-phone"), (320, 256, "", ""), (680, 450, "", "-zoom"), (1360, 900, "250%", ""), (360, 740, "250%", "") })
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EvaluateAsync("size => document.documentElement.style.fontSize = size", text);
            (await page.EvaluateAsync<int>(SidewaysScroll)).ShouldBe(0, $"{name} {width} {text}");
            (await page.EvaluateAsync<string>(CutOff)).ShouldBe("", $"{name} {width} {text}");
            if (shot.Length > 0)
            {
                await DemoSite.ShootAsync(page, name + shot);
            }
        }

        (await AccessibilityTests.ViolationsAsync(page)).ShouldBe("", name + " on a telephone");
        await page.EvaluateAsync("document.documentElement.style.fontSize = ''");
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        (await page.EvaluateAsync<string>(WithoutEdge)).ShouldBe("", name + " in forced colours");
        await DemoSite.ShootAsync(page, name + "-forced");
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
        await page.SetViewportSizeAsync(1360, 900);
    }
}
