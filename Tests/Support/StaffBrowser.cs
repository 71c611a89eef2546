using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Cases;

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

    /// <summary>Sends what a card on the page sends.</summary>
    public async Task<HttpResponseMessage> CommandAsync(CaseRecord seen, int round, string verb, params (string Name, string Value)[] data)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/commands")
        {
            Content = JsonContent.Create(new { caseId = seen.Case.CaseId, version = seen.Version, round, verb, data = data.ToDictionary(d => d.Name, d => d.Value) }),
        };
        request.Headers.Add("X-Antiforgery", FormToken().Matches(await _client.GetStringAsync("/tasks"))[^1].Groups["hit"].Value);
        return await _client.SendAsync(request);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex FormToken();
}
