using System.Net;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>The staff pages behind the host's catch-all function, in every way that a host gives a page request to its handler.</summary>
public sealed partial class HostedPagesTests(HostedPagesTests.App app) : IClassFixture<HostedPagesTests.App>
{
    [Theory]
    [InlineData(PageWay.Proxying)]
    [InlineData(PageWay.Forwarding)]
    public async Task SignIn_OnTheDevelopersMachine_OpensTheBoard(PageWay way)
    {
        var signIn = await SignInAsync(way, chunked: false);

        signIn.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var board = new HttpRequestMessage(HttpMethod.Get, "http://localhost:7071/");
        board.Headers.Add("Cookie", CookieOf(signIn, "sw-session"));
        using var page = await app.Door.FetchAsync(board, way, local: true);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldContain("<h1");
    }

    [Fact]
    public async Task SignIn_FormOfUnknownLength_StreamsThroughTheProxy()
    {
        (await SignInAsync(PageWay.Proxying, chunked: true)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SignIn_FormLostByOldForwarding_IsRefusedAndNothingIsDone()
    {
        var refused = await SignInAsync(PageWay.Forwarding, chunked: true);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        refused.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(cookie => cookie.StartsWith("sw-session", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PageWay.Proxying)]
    [InlineData(PageWay.Forwarding)]
    [InlineData(PageWay.Envelope)]
    public async Task SignIn_FromOutside_DoesNotExist(PageWay way)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://app.azurewebsites.net/sign-in");

        using var response = await app.Door.FetchAsync(request, way);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(PageWay.Proxying)]
    [InlineData(PageWay.Forwarding)]
    [InlineData(PageWay.Envelope)]
    public async Task Page_FromOutside_LeadsToTheSignInWithSecurityHeaders(PageWay way)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://app.azurewebsites.net/cases/x?y=1");

        using var response = await app.Door.FetchAsync(request, way);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.ToString().ShouldContain("/sign-in?from=%2Fcases%2Fx%3Fy%3D1");
        response.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
    }

    [Theory]
    [InlineData("/Housekeeping")]
    [InlineData("/ApplicationOrchestrator")]
    [InlineData("/SendStatusMail")]
    public async Task Function_CalledThroughThePages_RunsNothing(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://app.azurewebsites.net{path}") { Content = new StringContent("""{"Data":{}}""") };
        request.Headers.TryAddWithoutValidation("User-Agent", "Azure-Functions-Host/4.1037.0");

        using var response = await app.Door.FetchAsync(request);

        response.StatusCode.ShouldNotBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("ReturnValue");
    }

    [Fact]
    public async Task Page_WithAMethodTheFunctionDoesNotTake_IsRefusedByTheHost()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "https://app.azurewebsites.net/");

        (await app.Door.FetchAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpResponseMessage> SignInAsync(PageWay way, bool chunked)
    {
        using var form = new HttpRequestMessage(HttpMethod.Get, "http://localhost:7071/sign-in");
        using var page = await app.Door.FetchAsync(form, way, local: true);
        page.StatusCode.ShouldBe(HttpStatusCode.OK, app.Output);
        var html = await page.Content.ReadAsStringAsync();
        using var post = new HttpRequestMessage(HttpMethod.Post, "http://localhost:7071/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["person"] = Person().Match(html).Groups["id"].Value,
                ["__RequestVerificationToken"] = Token().Match(html).Groups["token"].Value,
            }),
        };
        post.Headers.Add("Cookie", CookieOf(page, "sw-antiforgery"));
        post.Headers.TransferEncodingChunked = chunked;
        return await app.Door.FetchAsync(post, way, local: true);
    }

    private static string CookieOf(HttpResponseMessage response, string name) =>
        response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith(name, StringComparison.Ordinal)).Split(';')[0];

    [GeneratedRegex("name=\"person\" value=\"(?<id>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Person();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    /// <summary>The shipped executable under the emulated host.</summary>
    public sealed class App : IAsyncLifetime
    {
        private HostedDemoPlay _play = null!;

        internal HostFrontDoor Door => _play.Host.Door;

        internal string Output => _play.Host.Handler.Output;

        public async ValueTask InitializeAsync() => _play = await HostedDemoPlay.StartAsync();

        public ValueTask DisposeAsync() => _play.DisposeAsync();
    }
}
