using System.Net;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Support;

/// <summary>The staff page over HTTP with a cookie jar: reads pages and sends their forms.</summary>
internal sealed partial class StaffBrowser : IDisposable
{
    private readonly HttpClient _client;

    private StaffBrowser(Uri address) =>
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    public static async Task<StaffBrowser> SignInAsync(Uri address, string person)
    {
        var browser = new StaffBrowser(address);
        (await browser.SendAsync("/sign-in", "/sign-in", ("person", person))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    public async Task<string> ReadAsync(string path) => WebUtility.HtmlDecode(await _client.GetStringAsync(path));

    /// <summary>Sends a form of the page to the path.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = FormToken().Matches(await _client.GetStringAsync(page))[^1].Groups["hit"].Value;
        using var form = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        return await _client.PostAsync(path, form);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex FormToken();
}
