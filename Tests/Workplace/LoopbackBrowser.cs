using Microsoft.Playwright;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>A real browser that reaches nothing but this machine.</summary>
internal sealed class LoopbackBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private LoopbackBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static string? Chromium { get; } = Repository.OnPath("chromium") ?? Repository.OnPath("chromium-browser");

    /// <returns>Null where no browser is installed.</returns>
    public static async Task<LoopbackBrowser?> LaunchAsync()
    {
        if (Chromium is null)
        {
            return null;
        }

        // Without a graphics card its process only emulates one, and a page that waits for it draws nothing.
        var playwright = await Playwright.CreateAsync();
        return new LoopbackBrowser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] }));
    }

    /// <summary>A page in a fresh profile; the test is skipped where there is no browser.</summary>
    public static async Task<IPage> OpenAsync(LoopbackBrowser? browser, string address, string? path, float width, float height)
    {
        if (browser is null)
        {
            Assert.Skip("Chromium is not installed (Debian package chromium).");
        }

        var context = await browser._browser.NewContextAsync(new() { BaseURL = address, Locale = "lv-LV", ViewportSize = new() { Width = (int)width, Height = (int)height } });
        await context.RouteAsync("**/*", route => new Uri(route.Request.Url).IsLoopback ? route.ContinueAsync() : route.AbortAsync());
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        if (path is not null)
        {
            await page.GotoAsync(path);
        }

        return page;
    }

    /// <summary>Waits until the page has been drawn: keys pressed before can be lost.</summary>
    public static Task DrawnAsync(IPage page) => page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
