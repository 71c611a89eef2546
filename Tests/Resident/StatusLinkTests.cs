using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Resident;

/// <summary>The signed link of a mail: one button, one use, one case.</summary>
public sealed class StatusLinkTests
{
    [Fact]
    public async Task Receipt_OfACase_CarriesALinkThatOpensItOnce()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        using var browser = CounterBrowser.Anonymous(house);

        var opened = await ResidentHouse.PressAsync(browser, link);

        (opened.StatusCode, opened.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.Redirect, "/status"));
        var cookie = opened.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("sw-status=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldContain("path=/status", Case.Insensitive);
        var page = await browser.ReadAsync("/status");
        var number = (await house.StateAsync(reference)).Number!;
        page.ShouldContain(number);
        page.ShouldContain("Mēs pārbaudām dokumentus.");
        (await house.StateAsync(reference)).Closed.ShouldBeNull();
        using var second = CounterBrowser.Anonymous(house);
        (await ResidentHouse.PressAsync(second, link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Link_FetchedByMailScanners_StaysUsable()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        var version = (await house.ReadAsync(reference)).Version;
        using var scanner = CounterBrowser.Anonymous(house);
        for (var i = 0; i < 20; i++)
        {
            var answer = await scanner.GetAsync(link);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.Contains("Set-Cookie").ShouldBe(i == 0, "only the antiforgery cookie of the first");
        }

        (await house.ReadAsync(reference)).Version.ShouldBe(version);
        using var browser = await ResidentHouse.EnterAsync(house, link);
        (await browser.GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pages_OfEveryLinkNotInOrder_AreOneAnswer()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        using (await ResidentHouse.EnterAsync(house, link))
        {
        }

        var tickets = house.Get<ResidentTickets>();
        var own = tickets.Read(link["/status/".Length..], TicketPurposes.Link)!;
        var expired = own with { Id = "0000000000000000", EndsAt = house.Now.AddMinutes(-1) };
        var foreignKey = new ResidentTickets(new SecretKeys(new byte[32], new byte[32]));
        string[] bad =
        [
            link,
            Path(tickets, expired),
            Path(foreignKey, own with { Id = "1111111111111111" }),
            Path(tickets, own with { Id = "2222222222222222", Case = new CaseRef("smiltene", "c0000000000000000") }),
            Path(tickets, own with { Id = "3333333333333333", Case = new CaseRef("iecava", own.Case.CaseId) }),
            Path(tickets, own with { Id = "4444444444444444", Bound = "0000000000000000" }),
            Path(tickets, own with { Id = "5555555555555555", Purpose = TicketPurposes.Session }),
            link[..^1] + (link[^1] == 'A' ? 'B' : 'A'),
            "/status/" + new string('A', 390),
            "/status/x",
            "/status/SD-2026",
        ];

        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in bad)
        {
            using var browser = CounterBrowser.Anonymous(house);
            var looked = await browser.GetAsync(path);
            looked.StatusCode.ShouldBe(HttpStatusCode.OK);
            var answer = await ResidentHouse.PressAsync(browser, path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            answer.Headers.TryGetValues("Set-Cookie", out _).ShouldBeFalse(path);
            answers.Add(await ResidentHouse.BodyAsync(answer));
            (await browser.GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        answers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Renew_OfAUsedLink_SendsANewOneToTheKnownAddressAndNoFlood()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        using var browser = await ResidentHouse.EnterAsync(house, link);
        var before = house.Sender.Left.Count;

        for (var i = 0; i < 30; i++)
        {
            (await browser.PostAsync(link, $"{link}?handler=Renew", [])).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        house.Sender.Left.Count.ShouldBe(before + 1);
        house.Sender.Left[^1].To.Single().Address.ShouldBe(ResidentHouse.Address);
        ResidentHouse.LastLink(house).ShouldNotBe(link);
        using var again = await ResidentHouse.EnterAsync(house);
        for (var i = 0; i < 20; i++)
        {
            await house.MoveAsync(ResidentMails.LinkPause);
            await browser.PostAsync(link, $"{link}?handler=Renew", []);
        }

        house.Sender.Left.Count(m => m.Subject.Contains("Saite", StringComparison.Ordinal)).ShouldBe(ResidentMails.MostLinksADay);
    }

    [Fact]
    public async Task Renew_OfAForgedLink_AnswersTheSameAndSendsNothing()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        using var browser = CounterBrowser.Anonymous(house);
        var before = house.Sender.Left.Count;

        var forged = await ResidentHouse.BodyAsync(await browser.PostAsync(link, "/status/AAAA?handler=Renew", []));

        house.Sender.Left.Count.ShouldBe(before);
        (await ResidentHouse.BodyAsync(await browser.PostAsync(link, $"{link}?handler=Renew", []))).ShouldBe(forged);
        house.Sender.Left.Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task Session_AfterItsTime_IsTheSamePageAsNone()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);
        (await browser.GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await house.MoveAsync(TimeSpan.FromMinutes(31));

        (await browser.GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Session_ThatWasLeft_OpensNothingForWhoCopiedTheCookie()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = CounterBrowser.Anonymous(house);
        var opened = await ResidentHouse.PressAsync(browser, ResidentHouse.LastLink(house));
        var cookie = opened.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("sw-status=", StringComparison.Ordinal)).Split(';')[0];
        using var copied = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = house.Address };
        copied.DefaultRequestHeaders.Add("Cookie", cookie);
        (await copied.GetAsync(new Uri("/status", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

        await browser.PostAsync("/status", "/status?handler=Leave", [("x", "y")]);

        (await copied.GetAsync(new Uri("/status", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await house.ReadAsync(reference)).Entries.Count(e => e.Event is StatusPageLeft).ShouldBe(1);
    }

    [Fact]
    public async Task Session_OfOneCase_OpensNoStaffPageAndNoOtherCase()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        using var browser = await ResidentHouse.EnterAsync(house);

        foreach (var path in new[] { "/", "/tasks", $"/cases/{reference.CaseId}", $"/cases/{reference.CaseId}/draft", "/review", "/counter" })
        {
            var answer = await browser.GetAsync(path);
            (answer.StatusCode, answer.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Redirect, true), path);
        }
    }

    [Fact]
    public async Task Post_WithoutAntiforgery_IsRefused()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        using var browser = CounterBrowser.Anonymous(house);
        (await browser.PostAsync(link, link, [("x", "y")], withToken: false)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var entered = await ResidentHouse.EnterAsync(house, link);

        foreach (var path in new[] { "/status?handler=Files", "/status?handler=Leave", "/status/withdraw", "/status/contact?handler=Ask", "/status/contact?handler=Address" })
        {
            (await entered.PostAsync("/status", path, [("x", "y")], withToken: false)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task Pages_Answered_CarryTheStrictHeadersAndNoScript()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        using var browser = await ResidentHouse.EnterAsync(house, link);

        foreach (var path in new[] { link, "/status", "/status/withdraw", "/status/contact" })
        {
            var answer = await browser.GetAsync(path);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Headers.GetValues("X-Robots-Tag").Single().ShouldContain("noindex");
            var body = await answer.Content.ReadAsStringAsync();
            body.ShouldNotContain("<script", Case.Insensitive);
            body.ShouldNotContain("http://", Case.Insensitive);
            body.ShouldNotContain("Izdomātā");
            body.ShouldNotContain("aprūp", Case.Insensitive);
        }
    }

    [Fact]
    public async Task Client_ThatTriesTooOften_IsToldToWait()
    {
        await using var house = await ResidentHouse.StartAsync(mostTries: 5);
        await ResidentHouse.OpenCaseAsync(house);
        using var browser = CounterBrowser.Anonymous(house);
        for (var i = 0; i < 5; i++)
        {
            (await browser.GetAsync("/status/AAAA")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var turnedAway = await browser.GetAsync("/status/AAAA");
        turnedAway.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        WebUtility.HtmlDecode(await turnedAway.Content.ReadAsStringAsync()).ShouldContain("Lūdzu, mēģiniet vēlreiz pēc 10 minūtēm.");

        // Without its token the form would be refused by 400 if anybody had read it.
        (await browser.PostAsync("/status/problem/404", "/status/AAAA", [("x", "y")], withToken: false)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await house.MoveAsync(TimeSpan.FromMinutes(11));
        (await browser.GetAsync("/status/AAAA")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Link_OfOldAddress_DiesWithTheAddress()
    {
        await using var house = await ResidentHouse.StartAsync();
        var reference = await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        await house.DoAsync(reference, Verbs.ChangeReplyAddress, ("email", "jauna@inbox.example"));
        using var browser = CounterBrowser.Anonymous(house);

        (await ResidentHouse.PressAsync(browser, link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var before = house.Sender.Left.Count;
        await browser.PostAsync(link, $"{link}?handler=Renew", []);
        house.Sender.Left.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Mails_WithoutAPublicAddress_CarryNoLink()
    {
        await using var house = await WayHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);

        house.Sender.Left.ShouldNotBeEmpty();
        house.Sender.Left.ShouldAllBe(m => !m.Text.Contains("/status/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_AfterAVisit_NamesNeitherLinkNorAddress()
    {
        await using var house = await ResidentHouse.StartAsync();
        await ResidentHouse.OpenCaseAsync(house);
        var link = ResidentHouse.LastLink(house);
        using var browser = await ResidentHouse.EnterAsync(house, link);
        await browser.PostAsync("/status/contact", "/status/contact?handler=Ask", [("email", "jauna@inbox.example")]);

        var log = await File.ReadAllTextAsync(System.IO.Path.Combine(house.Data.Demo, "log.txt"));
        log.ShouldNotContain(link["/status/".Length..]);
        log.ShouldNotContain("inbox.example");
    }

    private static string Path(ResidentTickets tickets, ResidentTicket ticket) => $"/status/{tickets.Write(ticket)}";
}
