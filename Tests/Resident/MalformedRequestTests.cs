using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SocialWorkflows.Functions.Workplace.Pages.Status;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Resident;

/// <summary>What nobody's browser sends, or sends too much of: a page in plain Latvian, and nothing kept.</summary>
public sealed class MalformedRequestTests
{
    [Theory]
    [InlineData("POST", "/status?handler=Files", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\r\n%PDF", 400)]
    [InlineData("POST", "/status?handler=Files", "multipart/form-data", "nekas", 400)]
    [InlineData("POST", "/status?handler=Files", "multipart/form-data; boundary=b", "--b\r\n\0\r\n\r\n--b--", 400)]
    [InlineData("POST", "/status/withdraw", "application/json", "{\"sure\":", 400)]
    [InlineData("POST", "/status/contact?handler=Address", "application/x-www-form-urlencoded", "%zz=%&&&=&code", 400)]
    [InlineData("POST", "/status/AAAA", "text/plain; charset=nav-tada", "x", 400)]
    [InlineData("POST", "/status/AAAA?handler=Renew", "", "", 400)]
    [InlineData("PUT", "/status", "application/x-www-form-urlencoded", "a=b", 400)]
    public async Task Request_Malformed_IsAnsweredInTheResidentsWords(string method, string path, string type, string body, int status)
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        var before = (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count;
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = house.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = type.Length == 0 ? null : MediaTypeHeaderValue.Parse(type);

        var answer = await client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(status);
        await ShouldBeAResidentsPageAsync(answer, "Mēs nesaņēmām to, ko Jūs sūtījāt.");
        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("/status/a/b")]
    [InlineData("/status/problem")]
    [InlineData("/status/problem/abc")]
    [InlineData("/status/problem/404")]
    public async Task Address_WithASlip_IsAResidentsPageAndNoSignIn(string path)
    {
        await using var house = await ResidentHouse.StartAsync();
        using var browser = CounterBrowser.Anonymous(house);

        var answer = await browser.GetAsync(path);

        answer.StatusCode.ShouldBe(path == "/status/problem" ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        await ShouldBeAResidentsPageAsync(answer, path == "/status/problem" ? "Nospiediet pogu." : "Šādas lapas nav");
    }

    [Fact]
    public async Task Files_TenPhotographsOfATelephone_AreToldToBeTooLarge()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        var photo = (byte[])[0xFF, 0xD8, 0xFF, 0xE0, .. new byte[5 * 1024 * 1024]];

        var answer = await browser.PostAsync("/status", "/status?handler=Files", [("x", "y")], [.. Enumerable.Range(0, 10).Select(i => ($"{i}.jpg", photo))]);

        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).ShouldContain("Faili kopā ir lielāki par 10 MB.");
    }

    [Fact]
    public async Task Body_LargerThanAnythingTaken_IsNotReadAndToldSo()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        using var content = new ByteArrayContent(new byte[1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/status?handler=Files") { Content = content };
        request.Headers.ExpectContinue = true;
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        content.Headers.ContentLength = StatusBodyLimit.Largest + 1;

        var answer = await browser.SendAsync(request);

        await ShouldBeAResidentsPageAsync(answer, "Visi faili kopā drīkst būt līdz 10 MB.");
    }

    [Fact]
    public async Task Body_OfAStrangerWithoutAPage_IsNotReadBeyondAForm()
    {
        await using var house = await ResidentHouse.StartAsync();
        using var client = new HttpClient { BaseAddress = house.Address };
        using var content = new ByteArrayContent(new byte[1024]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/status?handler=Files") { Content = content };
        request.Headers.ExpectContinue = true;
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        content.Headers.ContentLength = 5_000;

        var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await ShouldBeAResidentsPageAsync(answer, "Mēs nesaņēmām to, ko Jūs sūtījāt.");
    }

    [Fact]
    public async Task Store_Failing_IsOurFaultInTheResidentsWords()
    {
        var interposer = new Interposer();
        await using var house = await WayHouse.StartAsync(interposer: interposer, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Resident:PublicAddress"] = "https://statuss.example/" });
        await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        interposer.Before = (_, _) => throw new IOException("disk");
        using var browser = CounterBrowser.Anonymous(house);

        var answer = await ResidentHouse.PressAsync(browser, link);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        await ShouldBeAResidentsPageAsync(answer, "Tā ir mūsu kļūda.");
        interposer.Before = (_, _) => Task.CompletedTask;
        (await ResidentHouse.PressAsync(browser, link)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task ShouldBeAResidentsPageAsync(HttpResponseMessage answer, string says)
    {
        var body = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        body.ShouldContain(says);
        body.ShouldContain("""<html lang="lv">""");
        body.ShouldContain("/resident.css");
        body.ShouldNotContain("site.css");
        body.ShouldNotContain("<script", Case.Insensitive);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
        answer.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
    }
}
