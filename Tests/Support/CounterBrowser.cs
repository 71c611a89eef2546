using System.Net;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Support;

/// <summary>A browser without JavaScript: cookies, forms with their token, no redirect followed by itself.</summary>
internal sealed partial class CounterBrowser : IDisposable
{
    private readonly HttpClient _client;

    private CounterBrowser(Uri address) =>
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    public static CounterBrowser Anonymous(WayHouse house) => new(house.Address);

    public static async Task<CounterBrowser> SignInAsync(WayHouse house, string person)
    {
        var browser = new CounterBrowser(house.Address);
        var answer = await browser.PostAsync("/sign-in", "/sign-in", [("person", person)]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request);

    public async Task<string> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Posts a form with the token of the page it stands on.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string page, string action, IEnumerable<(string Name, string Value)> fields, IReadOnlyList<(string Name, byte[] Content)>? files = null, bool withToken = true, string filesName = "files")
    {
        var body = await (await GetAsync(page)).Content.ReadAsStringAsync();
        using var form = new MultipartFormDataContent();
        if (withToken)
        {
            FormToken().IsMatch(body).ShouldBeTrue($"{page}: {(await GetAsync(page)).StatusCode} {body}");
            form.Add(new StringContent(WebUtility.HtmlDecode(FormToken().Matches(body)[^1].Groups["hit"].Value)), "__RequestVerificationToken");
        }

        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        foreach (var (name, content) in files ?? [])
        {
            form.Add(new ByteArrayContent(content), filesName, name);
        }

        return await _client.PostAsync(new Uri(action, UriKind.Relative), form);
    }

    /// <summary>The hidden value of a form on a page as it was answered.</summary>
    public static string Hidden(string page, string name) =>
        WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex FormToken();
}
