using System.Net;
using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Resident;

/// <summary>A house whose mails carry links, and what tests do with them.</summary>
internal static partial class ResidentHouse
{
    public const string Address = "berta@inbox.example";

    public static Task<WayHouse> StartAsync(string? packs = null, int mostTries = 10_000, FakeScanner? scanner = null) => WayHouse.StartAsync(
        packs: packs,
        scanner: scanner,
        settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Resident:PublicAddress"] = "https://statuss.example/",
            ["Resident:MostTriesOfAClient"] = mostTries.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });

    /// <summary>A registered case of Berta's, for whom documents are reviewed next.</summary>
    public static Task<CaseRef> OpenCaseAsync(WayHouse house, string id = "app") => house.OpenCaseAsync(Residents.Application(id, house.Now));

    /// <summary>Path of the newest link that was mailed.</summary>
    public static string LastLink(WayHouse house) => LinkIn(house.Sender.Left.Last(m => Link().IsMatch(m.Text)));

    public static string LinkIn(OutgoingMail mail) => Link().Match(mail.Text).Groups["path"].Value;

    /// <summary>Presses the button of a link.</summary>
    public static Task<HttpResponseMessage> PressAsync(CounterBrowser browser, string link) => browser.PostAsync(link, link, []);

    /// <summary>A browser with the status page open.</summary>
    public static async Task<CounterBrowser> EnterAsync(WayHouse house, string? link = null)
    {
        var browser = CounterBrowser.Anonymous(house);
        (await PressAsync(browser, link ?? LastLink(house))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    /// <summary>The page without what differs in every answer.</summary>
    public static async Task<string> BodyAsync(HttpResponseMessage answer) =>
        Action().Replace(Token().Replace(await answer.Content.ReadAsStringAsync(), ""), "action");

    [GeneratedRegex("""https://statuss\.example(?<path>/status/[A-Za-z0-9_\-]+)""", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="[^"]+""", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("""action="/status/[^"?]+""", RegexOptions.None, 1000)]
    private static partial Regex Action();
}
