using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Resident;

/// <summary>The resident's pages of the product on a clock the test moves, and a real browser before them.</summary>
public sealed class ResidentSite : IAsyncLifetime
{
    private LoopbackBrowser? _browser;

    internal WayHouse House { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        House = await ResidentHouse.StartAsync();
        _browser = await LoopbackBrowser.LaunchAsync();
    }

    public Task<IPage> OpenAsync(string path, float width = 1360, float height = 900) =>
        LoopbackBrowser.OpenAsync(_browser, House.Address.AbsoluteUri, path, width, height);

    /// <summary>The status page of a case of its own, opened by the link of the receipt.</summary>
    public async Task<IPage> EnterAsync(string id, float width = 1360, float height = 900)
    {
        await ResidentHouse.OpenCaseAsync(House, id);
        var page = await OpenAsync(ResidentHouse.LastLink(House), width, height);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Atvērt", RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await page.WaitForURLAsync("**/status");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        await House.DisposeAsync();
    }
}
