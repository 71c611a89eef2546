using Microsoft.Playwright;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>
/// Every page that staff can open, as somebody may read it who sees little, cannot use a mouse, or holds a telephone: in both languages, dark and with forced
/// colours, 320 points wide (400 % of a usual screen), and with the keyboard alone.
/// </summary>
[Collection<TheDemoSite>]
public sealed class EveryPageTests(DemoSite site)
{
    private const string Head = "Māra Lēmēja";
    private const string Registrar = "Līga Paraudziņa";
    private const string Auditor = "Rita Caurlūka";

    private const int Narrow = 320;
    private const int LargestPage = 150 * 1024;

    /// <summary>Where a page of docs/rights.md is found in the demo: who opens it, from where, and which link leads there; no link, and the address is the page.</summary>
    private static readonly Dictionary<string, (string Person, string From, string? Link)> Pages = new(StringComparer.Ordinal)
    {
        ["/"] = (Head, "/?tab=all", null),
        ["/cases/{caseId}"] = (Head, "/?tab=all", "tbody th a"),
        ["/cases/{caseId}/looks"] = (Auditor, "/?tab=all", "tbody th a"),
        ["/cases/{caseId}/view/{fileId}"] = (Registrar, "/?tab=all", "tbody th a"),
        ["/review"] = (Registrar, "/review", null),
        ["/review/{intakeId}"] = (Registrar, "/review", "tbody a"),
        ["/duty"] = (Head, "/duty", null),
        ["/reports"] = (Head, "/reports", null),
        ["/tasks"] = (Head, "/tasks", null),
        ["/places"] = (Registrar, "/places", null),
        ["/destruction"] = (Head, "/destruction", null),
        ["/operator"] = (Head, "/operator", null),
        ["/lists"] = (Registrar, "/lists", null),
        ["/counter"] = (Registrar, "/counter", null),
        ["/counter/contact"] = (Registrar, "/counter/contact", null),
        ["/counter/admission"] = (Registrar, "/counter/admission", null),
        ["/letters"] = (Registrar, "/letters", null),
        ["/information"] = (Registrar, "/information", null),
        ["/sessions"] = (Head, "/sessions", null),
        ["/looks"] = (Auditor, "/looks", null),
        ["/packs"] = (Head, "/packs", null),
        ["/handover"] = (Head, "/handover", null),
        ["/handover/{id}"] = (Head, "/handover", "form.inline button.primary"),
        ["/consultations"] = (Registrar, "/consultations", null),
    };

    /// <summary>Read by axe on walks of their own, where they have something to show, or nothing that a person reads.</summary>
    private static readonly string[] Elsewhere =
    [
        "/lists/{id}", "/lists/{id}?handler=Results", "/lists/{id}?handler=Print", "/counter/{intakeId}", "/sign-in", "/sign-out", "/language", "/error/{code:int}", "/demo/next-working-day", "/health", "/health/live", "/health/ready",
        "/cases/{caseId}/draft", "/cases/{caseId}/preview", "/cases/{caseId}/cover", "/cases/{caseId}/contests/{round:int}", "/cases/{caseId}/files/{fileId}", "/letters/{name}",
        "/review/{intakeId}/attachments/{index:int}", "/review/{intakeId}/html", "/reports/file", "/forms/{municipality}/iesniegums.{format}",
        "/handover/{id}?handler=File",
        "/status/{link}", "/status", "/status/withdraw", "/status/contact",
    ];

    [Fact]
    public void Pages_OfTheRightsPage_AreAllLookedAt() =>
        File.ReadAllLines(Path.Combine(Repository.Root, "docs", "rights.md"))
            .Where(line => line.StartsWith("| `GET ", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1][4..])
            .Except(Pages.Keys)
            .Except(Elsewhere)
            .ShouldBeEmpty();

    [Fact]
    public async Task B91_EveryPageInEveryWayOfLooking_IsReadableWideAndNarrowAndByKeyboard()
    {
        List<string> wrong = [];
        foreach (var person in Pages.Values.Select(p => p.Person).Distinct())
        {
            var page = await site.SignInAsync(person);
            foreach (var (name, way) in Pages.Where(p => p.Value.Person == person))
            {
                var path = await PathOfAsync(page, name, way);
                foreach (var problem in await ProblemsAsync(page, name, path))
                {
                    wrong.Add($"{name}: {problem}");
                }
            }

            if (person == Head)
            {
                wrong.AddRange(await AnswersAsync(page));
            }

            await page.Context.CloseAsync();
        }

        string.Join('\n', wrong).ShouldBe("");
    }

    /// <summary>What the check of a pack and its dry run answer; nobody comes to these by an address.</summary>
    private static async Task<List<string>> AnswersAsync(IPage page)
    {
        List<string> problems = [];
        var terms = new PackDirectory(PackFolder.DefaultRoot).Files("smiltene")["terms.json"];
        foreach (var (name, button, days, sign) in new[] { ("80-packs-check", "form.form button:not(.primary)", "0", "ol code"), ("80-packs-try", "form.form button.primary", "8", ".scroll td") })
        {
            await page.GotoAsync("/packs");
            await page.Locator("#folder").SelectOptionAsync("smiltene");
            var upload = System.Text.Encoding.UTF8.GetBytes(terms.Replace("\"workingDays\": 10", $"\"workingDays\": {days}", StringComparison.Ordinal));
            await page.Locator("#upload").SetInputFilesAsync(new FilePayload { Name = "terms.json", MimeType = "application/json", Buffer = upload });
            await page.Locator(button).ClickAsync();
            await page.Locator(sign).First.WaitForAsync();
            await ShootAsync(page, name);
            foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = colours });
                if (await AccessibilityTests.ViolationsAsync(page) is { Length: > 0 } found)
                {
                    problems.Add($"{name} {colours}: {found}");
                }
            }

            problems.AddRange((await KeyboardAsync(page)).Select(p => $"{name}: {p}"));
            await page.SetViewportSizeAsync(Narrow, 640);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over)
            {
                problems.Add($"{name}: {over} points wider than a telephone");
            }

            await ShootAsync(page, name + "-narrow-dark");
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await page.SetViewportSizeAsync(1360, 900);
        }

        return problems;
    }

    private static async Task<string> PathOfAsync(IPage page, string name, (string Person, string From, string? Link) way)
    {
        if (way.Link is null)
        {
            return way.From;
        }

        await page.GotoAsync(way.From);
        if (name == "/handover/{id}")
        {
            await page.Locator(way.Link).ClickAsync();
            await page.WaitForURLAsync("**/handover/*");
            return new Uri(page.Url).AbsolutePath;
        }

        var link = (await page.Locator(way.Link).First.GetAttributeAsync("href"))!;
        if (name.EndsWith("/looks", StringComparison.Ordinal))
        {
            return link + "/looks";
        }

        if (!name.Contains("/view/", StringComparison.Ordinal))
        {
            return link;
        }

        await page.GotoAsync(link);
        return (await page.Locator("a[href*='/view/']").First.GetAttributeAsync("href"))!;
    }

    private static async Task<List<string>> ProblemsAsync(IPage page, string name, string path)
    {
        List<string> problems = [];
        var file = $"80-{name.Replace("/", "-", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}";
        await page.SetViewportSizeAsync(1360, 900);
        var answer = (await page.GotoAsync(path))!;
        (answer.Status is 200).ShouldBeTrue($"{path}: {answer.Status}");
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        var html = (await answer.BodyAsync()).Length;
        if (html > LargestPage)
        {
            problems.Add($"{html} bytes");
        }

        await AxeAsync("in Latvian");
        await ShootAsync(page, file);
        foreach (var (colours, forced) in new[] { (ColorScheme.Dark, ForcedColors.None), (ColorScheme.Light, ForcedColors.Active) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours, ForcedColors = forced });
            await AxeAsync($"{colours} {forced}");
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ForcedColors = ForcedColors.None });
        problems.AddRange(await KeyboardAsync(page));
        await page.SetViewportSizeAsync(Narrow, 640);
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var over)
        {
            problems.Add($"{over} points wider than a telephone");
        }

        await ShootAsync(page, file + "-narrow");
        await page.SetViewportSizeAsync(1360, 900);
        await page.Context.AddCookiesAsync([new() { Name = "sw-lang", Value = "en", Url = page.Url }]);
        await page.ReloadAsync();
        if (await page.EvaluateAsync<string>("document.documentElement.lang") != "en")
        {
            problems.Add("does not change to English");
        }

        await AxeAsync("in English");
        await ShootAsync(page, file + "-en");
        await page.Context.ClearCookiesAsync(new() { Name = "sw-lang" });
        return problems;

        async Task AxeAsync(string how)
        {
            if (await AccessibilityTests.ViolationsAsync(page) is { Length: > 0 } found)
            {
                problems.Add($"{how}: {found}");
            }
        }
    }

    /// <summary>For eyes, when asked for: sixty pictures take longer than everything else here.</summary>
    private static Task ShootAsync(IPage page, string name) => Environment.GetEnvironmentVariable("SCREENS") == "all" ? DemoSite.ShootAsync(page, name) : Task.CompletedTask;

    /// <summary>Tab reaches everything there is to use, in order, and one sees where one is.</summary>
    private static async Task<IReadOnlyList<string>> KeyboardAsync(IPage page)
    {
        const string Mark = """
            () => {
              const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
                .filter(e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility() && !(e.type === 'radio' && !e.checked && e.form?.elements[e.name]?.value));
              all.forEach((e, i) => e.dataset.tab = i);
              document.activeElement?.blur();
              return all.length;
            }
            """;
        const string Here = """
            () => {
              const e = document.activeElement, style = getComputedStyle(e);
              const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
              return (e.dataset?.tab ?? '') + '|' + seen + '|' + e.tagName + ' ' + (e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 40);
            }
            """;
        List<string> problems = [];
        HashSet<string> reached = [];
        var count = await page.EvaluateAsync<int>(Mark);

        // Within a date the keyboard goes from day to month to year to the calendar.
        for (var presses = 0; presses < (2 * count) + 10 && reached.Count < count; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = (await page.EvaluateAsync<string>(Here)).Split('|', 3);
            if (at[0].Length > 0 && reached.Add(at[0]) && at[1] != "true")
            {
                problems.Add($"no focus to be seen on {at[2]}");
            }
        }

        if (reached.Count < count)
        {
            problems.Add($"the keyboard reaches {reached.Count} of {count}");
        }

        return problems;
    }
}
