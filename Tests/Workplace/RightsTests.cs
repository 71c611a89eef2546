using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>Who may see and do what, asked of the real process over HTTP.</summary>
[Collection<TheDemoSite>]
public sealed partial class RightsTests(DemoSite site)
{
    private const string Head = "sm-vaditaja";
    private const string Worker = "sm-darbiniece";
    private const string Foreigner = "ie-darbiniece";

    [Theory]
    [InlineData("/")]
    [InlineData("/review")]
    [InlineData("/tasks")]
    [InlineData("/places")]
    [InlineData("/counter")]
    [InlineData("/counter/contact")]
    [InlineData("/counter/admission")]
    [InlineData("/lists")]
    [InlineData("/lists/0123456789")]
    [InlineData("/counter/0123456789")]
    [InlineData("/cases/c0")]
    [InlineData("/cases/c0/draft")]
    [InlineData("/nowhere")]
    public async Task Page_WithoutSignIn_LeadsToTheSignIn(string path)
    {
        using var client = Client();
        var answer = await client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Case_OfAnotherMunicipality_IsTheSamePageAsAnUnknownOne()
    {
        using var own = await SignedInAsync(Head);
        using var foreign = await SignedInAsync(Foreigner);
        var path = await FirstCaseAsync(own);

        (await own.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var foreignAnswer = await foreign.GetAsync(path);
        var unknownAnswer = await foreign.GetAsync("/cases/c0123456789");

        foreignAnswer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WithoutTokens(await foreignAnswer.Content.ReadAsStringAsync(), path).ShouldBe(WithoutTokens(await unknownAnswer.Content.ReadAsStringAsync(), "/cases/c0123456789"));
        (await foreign.GetAsync(path + "/draft")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CommandAsync(foreign, "/", new { caseId = path[7..], version = 1, round = 1, verb = "approve", data = new { } })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task File_ListedInAnotherCaseOnly_IsNotFound()
    {
        using var client = await SignedInAsync(Worker);
        var cases = CaseLink().Matches(await client.GetStringAsync("/?tab=all")).Select(m => m.Groups["hit"].Value).Distinct().ToList();
        var page = await client.GetStringAsync(cases[^1]);
        var file = FileLink().Match(page).Groups["hit"].Value;

        var answer = await client.GetAsync($"{cases[^1]}/files/{file}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await client.GetAsync($"{cases[0]}/files/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Command_ByTheWrongRole_IsRefusedInWords()
    {
        using var client = await SignedInAsync(Worker);
        var path = await FirstCaseAsync(client);

        var answer = await CommandAsync(client, path, new { caseId = path[7..], version = 1, round = 1, verb = "approve", data = new { } });

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await AnswerAsync(answer)).ShouldBe(("refused", "Jums nav tiesību veikt šo darbību."));
    }

    [Fact]
    public async Task Command_Malformed_IsToldWhatIsWrong()
    {
        using var client = await SignedInAsync(Worker);
        var path = await FirstCaseAsync(client);
        var token = await TokenAsync(client, path);

        (await PostAsync(client, token: null, Json("{}"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(client, token, new StringContent("verb=approve", Encoding.UTF8, "application/x-www-form-urlencoded"))).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        foreach (var bad in new[] { "", "null", "[]", "{", "{}", """{"caseId":null,"version":1,"round":1,"verb":"approve","data":{}}""", """{"caseId":"c","version":"x","round":1,"verb":"approve","data":{}}""", """{"caseId":"c","version":1,"round":1,"verb":"approve","data":{},"more":1}""", """{"caseId":"c","version":1,"round":1,"verb":"return","verb":"approve","data":{}}""", """{"caseId":"c","version":1,"round":1,"verb":"return","Verb":"approve","data":{}}""", """{"caseId":"c","version":1,"round":1,"verb":"propose","data":{"outcome":"refused","outcome":"granted"}}""" })
        {
            var answer = await PostAsync(client, token, Json(bad));
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, bad);
            (await AnswerAsync(answer)).Message.ShouldBe("Karti nevarēja nolasīt. Atveriet lapu no jauna.");
        }

        (await PostAsync(client, token, Json($$$"""{"caseId":"{{{path[7..]}}}","version":1,"round":1,"verb":"fly","data":{}}"""))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(client, token, Json($$"""{"data":"{{new string('x', 300_000)}}"}"""))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Form_WithoutAntiforgery_IsRefused()
    {
        using var client = await SignedInAsync(Head);

        foreach (var path in new[] { "/sign-out", "/language", "/tasks", "/demo/next-working-day", "/?handler=Search" })
        {
            (await client.PostAsync(path, new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task SignIn_AskedForByAForeignName_IsNotThere()
    {
        using var client = Client();
        client.DefaultRequestHeaders.Host = "evil.example";

        (await client.GetAsync("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Session_UsedByAForeignName_IsNoSession()
    {
        using var client = await SignedInAsync(Head);
        client.DefaultRequestHeaders.Host = "evil.example";

        (await client.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Page_Answered_CarriesTheHeaders()
    {
        using var client = await SignedInAsync(Head);
        var answer = await client.GetAsync("/");

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        (await answer.Content.ReadAsStringAsync()).ShouldNotMatch("(?i)<script(?![^>]+src=)|style=|onclick=");
    }

    private HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(site.Address) };

    private async Task<HttpClient> SignedInAsync(string person)
    {
        var client = Client();
        var page = await client.GetStringAsync("/sign-in");
        var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(
            [new("person", person), new("__RequestVerificationToken", FormToken().Matches(page)[^1].Groups["hit"].Value)]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return client;
    }

    private static async Task<string> FirstCaseAsync(HttpClient client) => CaseLink().Match(await client.GetStringAsync("/?tab=all")).Groups["hit"].Value;

    private static async Task<string> TokenAsync(HttpClient client, string path) =>
        WebUtility.HtmlDecode(PageToken().Match(await client.GetStringAsync(path)) is { Success: true } meta ? meta.Groups["hit"].Value : FormToken().Match(await client.GetStringAsync(path)).Groups["hit"].Value);

    private static async Task<HttpResponseMessage> CommandAsync(HttpClient client, string tokenFrom, object body) =>
        await PostAsync(client, await TokenAsync(client, tokenFrom), JsonContent.Create(body));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string? token, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/commands") { Content = content };
        if (token is not null)
        {
            request.Headers.Add("X-Antiforgery", token);
        }

        return await client.SendAsync(request);
    }

    private static async Task<(string Status, string Message)> AnswerAsync(HttpResponseMessage answer)
    {
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (json.GetProperty("status").GetString()!, json.GetProperty("message").GetString()!);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string WithoutTokens(string page, string path) => FormToken().Replace(page, "").Replace(path, "PATH", StringComparison.Ordinal);

    [GeneratedRegex("""href="(?<hit>/cases/[a-z0-9]+)""", RegexOptions.None, 1000)]
    private static partial Regex CaseLink();

    [GeneratedRegex("""/files/(?<hit>[a-z0-9]+)""", RegexOptions.None, 1000)]
    private static partial Regex FileLink();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex("""name="antiforgery" content="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex PageToken();
}
