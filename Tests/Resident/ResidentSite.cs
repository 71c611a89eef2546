using Microsoft.Playwright;
using SocialWorkflows.Casework.Cases;
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

    /// <summary>A case with papers of its own, so that the same papers from a changed address are not suspected; the mailed link leads to it.</summary>
    internal Task<CaseRef> OpenCaseAsync(string id) =>
        House.OpenCaseAsync(Residents.Application(id, House.Now, Residents.Person($"pages-{id}", "Berta", "Izdomātā", "000155-10015")));

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        await House.DisposeAsync();
    }
}
